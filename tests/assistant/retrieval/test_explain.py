"""`ask --explain`, `--genre` and `--level`, end to end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import messages
from assistant.cli import run

Write = Callable[[str, str], Path]
Shell = Callable[..., tuple[int, str, str]]

RULE = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"


@pytest.fixture
def shell(home: Path, capsys: pytest.CaptureFixture[str], write: Write) -> Shell:
    def run_one(*arguments: str | Path, language: str = "zh") -> tuple[int, str, str]:
        messages.use(language)
        code = run(["--home", str(home), *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    run_one("ingest", write("甲.txt", RULE))
    return run_one


def test_json_says_why_only_where_it_is_asked_to(shell: Shell) -> None:
    _, out, _ = shell("ask", "会议费每人每天多少元？", "--json")
    assert "explain" not in json.loads(out)
    _, out, _ = shell("ask", "会议费每人每天多少元？", "--json", "--explain")
    why = json.loads(out)["explain"]
    best = why["passages"][0]
    assert best["rank"] == 1
    assert best["legs"]["terms"]["rank"] == 1
    assert "会议" in best["terms"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_see_terms_legs_and_features_below_the_answer(shell: Shell, language: str) -> None:
    _, plain, _ = shell("ask", "会议费每人每天多少元？", language=language)
    _, out, _ = shell("ask", "会议费每人每天多少元？", "--explain", language=language)
    assert out.startswith(plain)
    why = out.removeprefix(plain)
    assert "会议" in why
    assert "terms" in why
    assert "best_sentence" in why


def test_a_genre_that_no_document_has_finds_nothing_and_one_that_is_none_is_a_usage_error(shell: Shell) -> None:
    found = json.loads(shell("ask", "会议费每人每天多少元？", "--genre", "regulation", "--json")[1])
    assert not found["abstained"]
    nothing = json.loads(shell("ask", "会议费每人每天多少元？", "--genre", "speech", "--level", "county", "--json")[1])
    assert nothing["abstained"]
    assert nothing["citations"] == []
    code, _, err = shell("ask", "会议费？", "--genre", "poem")
    assert code == 2
    assert "poem" in err
