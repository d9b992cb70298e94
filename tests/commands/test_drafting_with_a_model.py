"""`assistant draft plan` with a chat model in the settings: its words where they hold, and what is said where not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import messages
from assistant.cli import run
from tests.assistant.drafting.feedback_samples import LETTER
from tests.assistant.drafting.model_samples import WordingServer, good, matter_of, said
from tests.model_server import MODEL, Request, Step, status


def answer(request: Request) -> tuple[Step, ...]:
    """A model that words the first finding and fails at the second."""
    return (
        (status(400, {"error": {"message": "refused"}}),)
        if matter_of(request).startswith("储备粮")
        else said(good(request))
    )


def draft(home: Path, source: Path, capsys: pytest.CaptureFixture[str], *options: str | Path) -> tuple[int, str, str]:
    messages.use("zh")
    code = run(["--home", str(home), "draft", "plan", str(source), *map(str, options)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "反馈意见.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_the_plan_says_which_model_worded_it_and_what_is_worded_by_rule(
    home: Path, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WordingServer(answer) as server:
        monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", server.url)
        monkeypatch.setenv("ASSISTANT_MODEL__NAME", MODEL)
        written = tmp_path / "整改方案.docx"
        code, out, err = draft(home, source, capsys, "--json", "-o", written)
        assert code == 0
        plan = json.loads(out)
        assert plan["model"] == MODEL
        assert plan["usage"]["calls"] == 2
        assert [(each["where"], each["reason"]) for each in plan["degraded"]] == [("F2", "call")]
        assert plan["groups"][0]["findings"][0]["goal"]
        assert "F2 按固定句式起草" in err
        assert written.stat().st_size > 0
        server.forget()
        code, out, err = draft(home, source, capsys, "--json", "--no-model")
        assert code == 0
        assert "model" not in json.loads(out)
        assert server.requests == []


def test_a_model_that_is_named_by_half_is_an_error_before_anything_is_written(
    home: Path, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__NAME", MODEL)
    written = tmp_path / "整改方案.docx"
    code, _, err = draft(home, source, capsys, "-o", written)
    assert code == 2
    assert "model.base_url" in err
    assert not written.exists()
