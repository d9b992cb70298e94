"""From the feedback document to the remarks, by commands, over an empty library and over the sample corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from assistant import resources
from tests.assistant.drafting.feedback_samples import LETTER

Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def feedback(write: Callable[[str, str], Path]) -> Path:
    return write("反馈意见.txt", LETTER)


@pytest.fixture
def planned(shell: Shell, feedback: Path, tmp_path: Path) -> Path:
    """A folder with the plan and its ledger."""
    for name in ("方案.json", "台账.xlsx"):
        code, _, _ = shell(
            "draft", "plan", feedback, "--received", "2024-06-13", "--regime", "stated", "-o", tmp_path / name
        )
        assert code == 0
    return tmp_path


def edit(path: Path, saved_as: Path) -> None:
    """What a person does: fills in, adds, deletes and moves rows, mistypes a date, renames and deletes a column."""
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[2]}

    def put(row: int, name: str, words: str) -> None:
        sheet.cell(row, columns[name]).value = words

    put(3, "责任领导", "王某某")
    put(3, "整改状态", "已完成")
    put(3, "进展情况", "4次会议已补列计划")
    put(3, "已附佐证", "会议计划表")
    put(4, "完成时限", "2024年6月31日")
    put(5, "整改状态", "推进中")
    put(5, "未完成原因", "等上级批复")
    sheet.delete_rows(7)
    problem = sheet.cell(5, columns["反馈问题"]).value
    added = sheet.max_row + 1
    sheet.cell(added, columns["反馈问题"]).value = problem
    sheet.cell(added, columns["整改措施"]).value = "自己加的一条"
    sheet.cell(2, columns["牵头单位"]).value = "责任科室"
    sheet.delete_cols(columns["佐证材料"])
    book.save(saved_as)


def test_the_whole_chain_from_feedback_to_remarks(shell: Shell, planned: Path, feedback: Path) -> None:
    edited, merged = planned / "台账-改.xlsx", planned / "台账-合并.xlsx"
    edit(planned / "台账.xlsx", edited)
    code, out, err = shell("draft", "ledger", planned / "方案.json", edited, "-o", merged, "--on", "2024-07-01")
    assert code == 0, err
    for said in ("“佐证材料”一列", "2024年6月31日", "删去了这一行", "自己加的一条", "“责任科室”一列按“牵头单位”读取"):
        assert said in out
    report, speech = planned / "进展.docx", planned / "表态.docx"
    assert shell("draft", "progress", merged, "--on", "2024-07-01", "-o", report)[0] == 0
    assert shell("draft", "remarks", "表态发言", "--about", feedback, "--minutes", "5", "-o", speech)[0] == 0
    assert report.stat().st_size > 0
    assert speech.stat().st_size > 0
    _, out, _ = shell("draft", "progress", merged, "--json")
    figures = json.loads(out)["figures"]["measures"]
    assert figures["total"] == sum(figures["standings"].values())
    assert figures["standings"]["已完成"] == 1


def test_nothing_that_people_wrote_is_lost_on_the_way(shell: Shell, planned: Path) -> None:
    edited = planned / "台账-改.xlsx"
    edit(planned / "台账.xlsx", edited)
    _, out, _ = shell("draft", "ledger", planned / "方案.json", edited, "--json", "-o", planned / "合并.json")
    rows = json.loads(out)["rows"]
    before = json.loads(shell("draft", "ledger", planned / "方案.json", "--json")[1])["rows"]
    assert len(rows) == len(before) + 1
    told = json.dumps(rows, ensure_ascii=False)
    for words in ("王某某", "4次会议已补列计划", "会议计划表", "2024年6月31日", "等上级批复", "自己加的一条"):
        assert words in told
    assert {row["evidence"] for row in before} <= {row["evidence"] for row in rows}
    again = json.loads(shell("draft", "ledger", planned / "合并.json", "--json")[1])["rows"]
    by_id = {row["id"]: row for row in again}
    assert all(by_id[row["id"]]["due"] == row["due"] for row in rows)
    assert by_id["F1-M1"]["leader"] == "王某某"


def test_what_people_wrote_survives_a_second_merge_with_the_same_plan(shell: Shell, planned: Path) -> None:
    edited, first, second = (planned / f"台账-{name}.xlsx" for name in ("改", "合并", "再合并"))
    edit(planned / "台账.xlsx", edited)
    shell("draft", "ledger", planned / "方案.json", edited, "-o", first)
    once = json.loads(shell("draft", "ledger", first, "--json")[1])["rows"]
    shell("draft", "ledger", planned / "方案.json", first, "-o", second)
    again = json.loads(shell("draft", "ledger", second, "--json")[1])["rows"]
    assert again == once
    assert {"王某某", "4次会议已补列计划"} <= {words for row in again for words in (row["leader"], row["progress"])}


def test_the_plan_in_its_word_file_is_as_good_as_its_json(shell: Shell, planned: Path, feedback: Path) -> None:
    shell("draft", "plan", feedback, "--received", "2024-06-13", "--regime", "stated", "-o", planned / "方案.docx")
    of_word, of_json = (
        json.loads(shell("draft", "ledger", planned / name, planned / "台账.xlsx", "--json")[1])
        for name in ("方案.docx", "方案.json")
    )
    assert of_word == of_json


def test_a_word_file_that_holds_no_plan_is_refused(shell: Shell) -> None:
    code, _, err = shell("draft", "ledger", resources.corpus() / "plans" / "weijianwei-zhenggai-fangan.docx")
    assert code == 1
    assert "不是本程序导出的方案" in err


def test_the_ledger_of_one_plan_is_known_among_several(
    shell: Shell, planned: Path, write: Callable[[str, str], Path]
) -> None:
    other = write("另一份.txt", LETTER.replace("会议费", "培训费").replace("储备粮", "救灾物资"))
    shell("draft", "plan", other, "-o", planned / "另一份.json")
    edit(planned / "台账.xlsx", planned / "台账-改.xlsx")
    plans = (planned / "方案.json", planned / "另一份.json")
    alone = json.loads(shell("draft", "ledger", *plans, "--json")[1])["rows"]
    merged = json.loads(shell("draft", "ledger", *plans, planned / "台账-改.xlsx", "--json")[1])["rows"]
    assert len(merged) == len(alone) + 1
    assert "王某某" in {row["leader"] for row in merged}


def test_two_plans_of_one_feedback_document_are_refused(shell: Shell, planned: Path) -> None:
    (planned / "方案-副本.json").write_bytes((planned / "方案.json").read_bytes())
    code, _, err = shell("draft", "ledger", planned / "方案.json", planned / "方案-副本.json")
    assert code == 2
    assert "方案-副本.json" in err


def test_an_untouched_ledger_has_nothing_to_decide(shell: Shell, planned: Path) -> None:
    code, out, _ = shell("draft", "ledger", planned / "方案.json", planned / "台账.xlsx", "--json")
    merged = json.loads(out)
    assert (code, merged["conflicts"], merged["notes"]) == (0, [], [])


def test_a_foreign_ledger_with_merged_cells_is_reported_on(shell: Shell) -> None:
    ledger = resources.corpus() / "plans" / "minzhengju-zhenggai-taizhang.xlsx"
    code, out, err = shell("draft", "progress", ledger)
    assert code == 0
    assert out.startswith("# 中共临江市民政局党组关于")
    assert "没有填整改状态" in err


@pytest.mark.parametrize("form", ["internal", "public"])
@pytest.mark.parametrize("suffix", [".md", ".docx", ".json"])
def test_reports_come_in_every_format(shell: Shell, planned: Path, form: str, suffix: str) -> None:
    output = planned / f"报告{suffix}"
    code, out, _ = shell("draft", "progress", planned / "台账.xlsx", "--form", form, "-o", output)
    assert (code, out) == (0, "")
    assert output.stat().st_size > 0


@pytest.mark.parametrize("kind", ["表态发言", "动员讲话", "部署讲话", "主持词", "对照检查"])
def test_remarks_of_every_kind_work_on_an_empty_library(shell: Shell, kind: str) -> None:
    code, out, err = shell("draft", "remarks", kind, "--about", "巡察反馈意见整改", "--json")
    made = json.loads(out)
    assert code == 0
    assert made["kind"] == kind
    assert made["citations"] == []
    assert made["slots"]
    assert "待填" in err


def test_remarks_over_the_sample_corpus_cite_its_rules(shell: Shell, sample_home: Path) -> None:
    about = resources.corpus() / "feedback" / "zhujianju-fankui-yijian.txt"
    _, out, _ = shell("draft", "remarks", "部署讲话", "--about", about, "--minutes", "15", "--json", at=sample_home)
    made = json.loads(out)
    rules = [citation for citation in made["citations"] if "反馈意见" not in citation["title"]]
    assert rules
    assert all(citation["status"] != "superseded" for citation in rules)
    quoted = [line for line in made["lines"] if "规定：“" in line["text"]]
    assert all(line["citations"] for line in quoted)
    assert 0.9 * 200 * 15 <= made["characters"] <= 1.1 * 250 * 15


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("draft", "progress", "没有.xlsx"), 1, "没有.xlsx"),
        (("draft", "ledger", "没有.json"), 1, "没有.json"),
        (("draft", "ledger", "台账.docx"), 1, "台账.docx"),
        (("draft", "ledger", "方案.md"), 1, "方案.md"),
        (("draft", "remarks", "表态发言", "--about", "没有.docx"), 1, "没有.docx"),
        (("draft", "remarks", "表态发言", "--about", " "), 2, "--about"),
        (("draft", "remarks", "祝酒词", "--about", "甲"), 2, "表态发言"),
        (("draft", "remarks", "表态发言", "--about", "甲", "--minutes", "0"), 2, "minutes"),
        (("draft", "remarks", "表态发言", "--about", "甲", "-o", "稿.pdf"), 2, ".docx"),
        (("draft", "progress", "台账.xlsx", "--on", "昨天"), 2, "昨天"),
    ],
)
def test_what_cannot_be_done_says_why(shell: Shell, arguments: tuple[str, ...], code: int, said: str) -> None:
    assert shell(*arguments)[0] == code
    assert said in shell(*arguments)[2]
    assert shell(*arguments, language="en")[0] == code


def test_an_input_is_never_written_over(shell: Shell, planned: Path) -> None:
    ledger = planned / "台账.xlsx"
    before = ledger.read_bytes()
    code, _, err = shell("draft", "ledger", planned / "方案.json", ledger, "-o", ledger)
    assert code == 2
    assert "不会覆盖" in err
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("text", ["{", "[]", '{"groups": []}', "[" * 100_000])
def test_a_plan_that_is_none_is_refused(shell: Shell, tmp_path: Path, text: str) -> None:
    path = tmp_path / "方案.json"
    path.write_text(text, encoding="utf-8")
    code, _, err = shell("draft", "ledger", path)
    assert code == 1
    assert "方案.json" in err
