"""`assistant draft plan`, as a person calls it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import typer

from assistant.cli import draft, packs
from assistant.errors import RejectedFile, UsageError
from assistant.export.word.embedded import read_back
from tests.assistant.drafting.feedback_samples import LETTER
from tests.assistant.export.samples import filled

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
    assert "资料库里没有找到能确定对应 2 个问题" in printed.err


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


def test_a_suffix_that_is_not_known_is_refused_before_anything_is_done(
    run: Run, feedback: Path, tmp_path: Path, home: Path
) -> None:
    with pytest.raises(UsageError, match=r"\.docx \.xlsx \.md \.json"):
        run("plan", feedback, "-o", tmp_path / "方案.wps")
    assert not home.exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--review",),
        ("--template", "模板.docx"),
        ("-o", "方案.md", "--review"),
        ("-o", "a.docx", "--final", "--review"),
    ],
)
def test_options_that_do_not_go_together_are_refused(run: Run, feedback: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"\.docx|--final"):
        run("plan", feedback, *options)
    assert list(Path.cwd().iterdir()) == []


def test_the_final_version_is_refused_while_anything_is_open(
    run: Run, feedback: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", feedback, "-o", tmp_path / "方案.docx", "--final") == 1
    assert not (tmp_path / "方案.docx").exists()
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "不能定稿" in printed.err
    assert re.search("F1-M1 责任领导.*待填：责任领导", printed.err)


def test_coverage_is_summed_up(run: Run, feedback: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("plan", feedback)
    assert "措施 2/2　责任人 0/2" in capsys.readouterr().err


def test_a_docx_that_was_edited_is_exported_with_a_warning_but_not_as_final(
    run: Run, feedback: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "方案.docx", tmp_path / "方案2.docx"
    run("plan", feedback, "-o", first, "--review")
    document = docx.Document(str(first))
    document.paragraphs[5].runs[0].text = "改过的一段。"
    document.save(str(first))
    capsys.readouterr()
    assert run("export", first, "-o", second) == 0
    assert "改过" in capsys.readouterr().err
    assert run("export", first, "--final") == 1
    assert read_back(second).edits == ()  # type: ignore[union-attr]


def test_an_export_does_not_overwrite_its_source(run: Run, feedback: Path, tmp_path: Path) -> None:
    run("plan", feedback, "-o", tmp_path / "方案.json")
    with pytest.raises(UsageError, match="不会覆盖"):
        run("export", tmp_path / "方案.json", "-o", tmp_path / "方案.json")


def test_the_plan_from_its_json_is_the_same_document(run: Run, feedback: Path, tmp_path: Path) -> None:
    run("plan", feedback, "-o", tmp_path / "a.docx")
    run("plan", feedback, "-o", tmp_path / "a.json")
    run("export", tmp_path / "a.json", "-o", tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_plan_that_is_filled_in_becomes_final(run: Run, feedback: Path, tmp_path: Path) -> None:
    plan, final = tmp_path / "方案.json", tmp_path / "定稿.docx"
    run("plan", feedback, "-o", plan, "--received", "2024-06-13", "--regime", "stated")
    plan.write_text(json.dumps(filled(json.loads(plan.read_text(encoding="utf-8")))), encoding="utf-8")
    assert run("export", plan, "-o", final, "--final") == 0
    shown = "\n".join(paragraph.text for paragraph in docx.Document(str(final)).paragraphs)
    assert "会议费管理不严" in shown
    assert "待填" not in shown
    assert "草稿" not in shown


def test_a_pack_is_written_and_holds(
    run: Run, feedback: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "证据包.zip"
    run("plan", feedback, "--pack", pack)
    app = typer.Typer()
    app.callback()(lambda: None)
    packs.register(app)
    verify = typer.main.get_command(app)
    capsys.readouterr()
    assert verify(["verify-pack", str(pack), "--originals", str(feedback.parent)], standalone_mode=False) == 0
    assert "核验通过" in capsys.readouterr().err
    with zipfile.ZipFile(pack) as archive:
        assert not [name for name in archive.namelist() if str(tmp_path).encode() in archive.read(name)]
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("drafts/other.md", "x")
    assert verify(["verify-pack", str(pack), "--json"], standalone_mode=False) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["kind"] == "file_unlisted"


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
