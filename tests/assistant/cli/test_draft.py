"""`assistant draft plan`, as a person calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from assistant.cli import draft
from assistant.errors import RejectedFile, UsageError
from tests.assistant.drafting.feedback_samples import LETTER

Run = Callable[..., Any]


@pytest.fixture
def run(home: Path) -> Run:
    """`run("plan", …)` runs a command of the group over an empty library."""
    app = typer.Typer()
    draft.register(app)
    command = typer.main.get_command(app)

    def ran(*arguments: str | Path) -> Any:
        return command(["draft", *map(str, arguments)], standalone_mode=False, obj={"home": home})

    return ran


@pytest.fixture
def feedback(write: Callable[[str, str], Path]) -> Path:
    return write("反馈意见.txt", LETTER)


def test_the_plan_is_printed_as_markdown_and_summed_up_on_stderr(
    run: Run, feedback: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("plan", feedback)
    printed = capsys.readouterr()
    assert printed.out.startswith("# 市粮食局党组关于市委第三巡察组反馈意见的整改方案")
    assert "反馈问题 2 个" in printed.err
    assert "资料库里没有找到 2 个问题" in printed.err


def test_json_is_alone_on_stdout(run: Run, feedback: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("plan", feedback, "--json", "--received", "2024-06-13", "--regime", "stated")
    value = json.loads(capsys.readouterr().out)
    assert value["deadline"] == {
        "verbatim": "请自收到反馈意见之日起3个月内报送整改情况报告。",
        "start": value["deadline"]["start"],
        "end": value["deadline"]["end"],
        "regime": "stated",
        "limit": "2024-09-13",
    }


@pytest.mark.parametrize("name", ["方案.md", "方案.json", "方案.JSON"])
def test_the_suffix_sets_the_format(
    run: Run, feedback: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / name
    run("plan", feedback, "-o", output)
    written = output.read_text(encoding="utf-8")
    assert written.startswith("#" if output.suffix == ".md" else "{")
    assert capsys.readouterr().out == ""


def test_a_suffix_that_does_not_work_yet_is_refused_before_anything_is_done(
    run: Run, feedback: Path, tmp_path: Path, home: Path
) -> None:
    with pytest.raises(UsageError, match=r"\.md \.json"):
        run("plan", feedback, "-o", tmp_path / "方案.docx")
    assert not home.exists()


def test_a_folder_that_cannot_be_written_to_is_named(run: Run, feedback: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"没有这个文件夹|方案\.md"):
        run("plan", feedback, "-o", tmp_path / "没有这个文件夹" / "方案.md")


def test_what_is_no_feedback_is_refused_with_what_it_looks_like(run: Run, write: Callable[[str, str], Path]) -> None:
    with pytest.raises(RejectedFile, match="像是合同") as refused:
        run("plan", write("合同.txt", "房屋租赁合同\n甲方：某公司\n乙方：某中心\n一、租期三年。\n"))
    assert refused.value.exit_code == 1
    assert "looks like a contract" in refused.value.in_language("en")


def test_an_unknown_regime_and_a_wrong_date_are_usage_errors(run: Run, feedback: Path) -> None:
    with pytest.raises(UsageError, match="central-2024"):
        run("plan", feedback, "--regime", "central-1999")
    with pytest.raises(UsageError):
        run("plan", feedback, "--received", "昨天")
