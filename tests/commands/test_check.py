"""`assistant check` end to end: what is printed, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.cli import run
from tests.assistant.drafting.checks.case_drafts import BASE, sheet


def ledger(folder: Path, **said: Any) -> Path:
    """The ledger of the cases as a workbook."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for number, cells in sheet(said).rows:
        for column, text in cells.items():
            page.cell(number, column + 1, text)
    path = folder / "台账.xlsx"
    workbook.save(path)
    return path


def text(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def found(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["findings"]
    return findings


def test_a_clean_ledger_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feedback = text(tmp_path, "反馈.md", BASE["feedback"])
    assert run(["check", str(ledger(tmp_path)), "--against", str(feedback), "--json"]) == 0
    assert {issue["severity"] for issue in found(capsys)} <= {"info"}


def test_an_error_fails_the_check_and_says_rule_basis_place_and_advice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = ledger(tmp_path, rows={1: {"due": "2025年2月30日"}, 3: {"leader": ""}})
    assert run(["check", str(broken), "--json"]) == 1
    by_rule = {issue["rule"]: issue for issue in found(capsys)}
    assert by_rule["due-impossible"]["where"] | {"row": 4, "column": "完成时限"} == by_rule["due-impossible"]["where"]
    assert by_rule["no-owner"]["where"] | {"row": 6, "column": "责任领导"} == by_rule["no-owner"]["where"]
    for issue in by_rule.values():
        assert {"rule", "severity", "basis", "where", "message", "advice"} <= issue.keys()
        assert issue["basis"].startswith(("规定：《", "实务通常"))


def test_lines_for_people_go_to_stdout_and_the_count_to_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(ledger(tmp_path, rows={5: {"completion_mark": ""}}))]) == 0
    captured = capsys.readouterr()
    assert "没有完成标志" in captured.out
    assert "警告 1 处" in captured.err
    assert "--against" in captured.err


def test_a_missing_column_is_reported_once_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ledger(tmp_path, empty=["completion_mark"])), "--json"]) == 0
    missing = [issue for issue in found(capsys) if issue["rule"] == "column-missing"]
    assert [issue["where"]["column"] for issue in missing] == ["完成标志"]


def test_a_delimited_ledger_is_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [",".join(f'"{cells.get(at, "")}"' for at in range(10)) for _, cells in sheet({"note": ""}).rows[1:]]
    assert run(["check", str(text(tmp_path, "台账.csv", "\n".join(rows))), "--as-of", "2024-12-20", "--json"]) == 0
    assert "column-missing" not in {issue["rule"] for issue in found(capsys)}


@pytest.mark.parametrize(("name", "of", "kind"), [("方案.md", "prose", "plan"), ("报告.txt", "report", "progress")])
def test_the_kind_is_recognised_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, of: str, kind: str
) -> None:
    assert run(["check", str(text(tmp_path, name, BASE[of])), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == kind


def test_places_in_a_text_are_characters_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = BASE["report"].replace("调度5次", "调度5次。以上妥否，请批示")
    assert run(["check", str(text(tmp_path, "报告.txt", words)), "--json"]) == 1
    [issue] = [issue for issue in found(capsys) if issue["rule"] == "request-in-report"]
    assert words[issue["where"]["start"] : issue["where"]["end"]] == "妥否"


def test_a_plan_in_json_is_checked_even_where_people_broke_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = json.loads(json.dumps(BASE["plan"]))
    plan["groups"][0]["findings"][0]["measures"] = []
    path = text(tmp_path, "方案.json", json.dumps(plan, ensure_ascii=False))
    assert run(["check", str(path), "--json"]) == 1
    assert "finding-without-measure" in {issue["rule"] for issue in found(capsys)}


def test_open_slots_are_errors_only_in_what_is_final(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ledger(tmp_path, rows={1: {"leader": "【待填：责任领导】"}})
    assert run(["check", str(path)]) == 0
    assert run(["check", str(path), "--final"]) == 1
    capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "words", "arguments", "code", "said"),
    [
        ("合同.txt", "房屋租赁合同\n甲方：某中心\n乙方：某公司\n", [], 2, "--kind"),
        ("方案.json", "{", [], 1, "不是整改方案的 JSON"),
        ("方案.json", '{"groups": 3}', [], 1, "不是整改方案的 JSON"),
        ("方案.json", "[1]", [], 1, "不是整改方案的 JSON"),
        ("台账.csv", "姓名,电话\n甲,1\n乙,2\n", [], 1, "没有整改台账"),
        ("图.png", "x", [], 2, "不能检查"),
        ("方案.md", "某局整改方案\n", ["--kind", "speech"], 2, "--kind"),
        ("方案.md", "某局整改方案\n", ["--regime", "stated"], 2, "--against"),
        ("方案.md", "某局整改方案\n", ["--regime", "none"], 2, "central-2024"),
        ("台账.csv", "反馈问题,整改措施\n甲不严,查\n乙不严,改\n", ["--kind", "remarks"], 2, "只能按"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_what_to_do(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    words: str,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    path = text(tmp_path, name, words)
    assert run(["check", str(path), *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path / "没有.json")]) == 1
    assert "没有.json" in capsys.readouterr().err
