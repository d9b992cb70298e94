"""A plan as Markdown and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import resources
from assistant.drafting.plan import draft_plan
from assistant.drafting.records import Plan
from assistant.drafting.skeletons import fill
from assistant.errors import UsageError
from assistant.export.markdown import escaped, plan_to_markdown
from assistant.export.plans import plan_to_json
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search

HOSTILE = """市委巡察组反馈意见

市粮食局党组：
主要问题
1.资产出租不规范|<script>alert(1)</script> # **加粗** {title}
意见建议
1.从严管理。
"""


def plan_of(text: str, *, received: date | None = None, regime: str | None = None) -> Plan:
    return draft_plan(document(text), search(LIBRARY), received=received, regime=regime, on=date(2024, 6, 20))


@pytest.fixture
def plan() -> Plan:
    return plan_of(LETTER, received=date(2024, 6, 13), regime="stated")


def test_the_document_has_the_sections_of_a_plan_in_order(plan: Plan) -> None:
    lines = plan_to_markdown(plan).splitlines()
    sections = [line for line in lines if line.startswith("## ")]
    assert [section.split("、")[-1] for section in sections[:6]] == [
        "总体要求",
        "组织领导",
        "整改任务",
        "意见建议的采纳",
        "实施步骤",
        "工作要求",
    ]
    assert lines[0] == "# 市粮食局党组关于市委第三巡察组反馈意见的整改方案"


def test_findings_stand_verbatim_with_their_measures_below(plan: Plan) -> None:
    text = plan_to_markdown(plan)
    assert "> 会议费管理不严。2023年有4次会议没有列入年度会议计划，违反《市级机关会议费管理办法》第四条。" in text
    assert "> （1）3批次轮换没有按规定公开招标；" in text
    for measure in plan.measures():
        assert text.count(f"| {measure.id} |") == 1


def test_what_is_known_is_said_and_what_is_not_stays_open(plan: Plan) -> None:
    text = plan_to_markdown(plan)
    assert "集中整改期限：2024-09-13" in text
    assert "【待填：责任领导】" in text
    assert "集中整改期限：【待填：时限】" in plan_to_markdown(plan_of(LETTER))


def test_a_table_row_has_a_cell_for_every_column(plan: Plan) -> None:
    tasks = plan_to_markdown(plan).partition("## 附一")[0]
    rows = [line for line in tasks.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {10}


def test_words_of_a_document_become_no_markup() -> None:
    text = plan_to_markdown(plan_of(HOSTILE))
    assert "<script>" not in text
    assert "\\<script\\>" in text
    assert "\\*\\*加粗\\*\\*" in text
    assert "{title}" in text
    assert escaped("甲\n乙|丙") == "甲 乙\\|丙"


def test_rules_are_listed_with_their_words_and_status(plan: Plan) -> None:
    assert "《市级机关会议费管理办法》第一章 第四条（现行）：第四条 没有列入年度会议计划的会议，不得安排会议费。" in (
        plan_to_markdown(plan)
    )
    assert "（in force）" in plan_to_markdown(plan, language="en")


def test_the_json_has_the_agreed_shape(plan: Plan) -> None:
    value = json.loads(json.dumps(plan_to_json(plan), ensure_ascii=False))
    assert value["inspected_unit"] == "市粮食局党组"
    assert value["inspection"]["inspected_by"] == "市委第三巡察组"
    assert value["received_on"] == "2024-06-13"
    assert value["deadline"]["limit"] == "2024-09-13"
    assert LETTER[value["deadline"]["start"] : value["deadline"]["end"]] == value["deadline"]["verbatim"]
    [group] = value["groups"]
    assert group["title"] == "落实全面从严治党责任方面"
    for finding in group["findings"]:
        assert LETTER[finding["start"] : finding["end"]] == finding["verbatim"]
        for point in finding["sub_points"]:
            assert LETTER[point["start"] : point["end"]] == point["verbatim"]
        for measure in finding["measures"]:
            assert measure.keys() == {
                "id",
                "text",
                "leader",
                "lead_unit",
                "co_units",
                "due",
                "metric",
                "completion_mark",
                "evidence_required",
                "citations",
            }
            assert measure["due"].keys() == {"immediate", "date", "continuing", "stages"}
    assert [suggestion["verbatim"] for suggestion in value["suggestions"]] == ["从严管理会议费。"]
    assert {"n", "document_id", "title", "path", "status", "heading", "quote", "start", "end", "score"} <= value[
        "citations"
    ][0].keys()
    assert value["slots"][0].keys() == {"id", "kind", "label", "where", "places"}
    assert value["checks"][0].keys() == {"rule", "severity", "where", "message"}


def test_an_open_day_is_a_slot_in_the_json_too() -> None:
    value = plan_to_json(plan_of(LETTER))
    days = {
        measure["due"]["date"]
        for group in value["groups"]
        for finding in group["findings"]
        for measure in finding["measures"]
    }
    assert days == {"【待填：时限】"}


def test_messages_of_checks_follow_the_language(plan: Plan) -> None:
    assert "资料库" in plan_to_json(plan, language="zh")["checks"][0]["message"]
    assert "library" in plan_to_json(plan, language="en")["checks"][0]["message"]


def test_a_skeleton_names_every_value_that_is_missing_or_not_its_own() -> None:
    with pytest.raises(UsageError, match="advice, bases"):
        fill("plan", {"title": "甲"})
    values = dict.fromkeys(
        "title draft_mark opening tasks advice received limit stated bases coverage open_slots issues doubts x".split(),
        "",
    )
    with pytest.raises(UsageError, match="x"):
        fill("plan", values)


def test_a_malformed_skeleton_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "skeletons").mkdir()
    monkeypatch.setattr(resources, "prompts", lambda: tmp_path)
    with pytest.raises(UsageError):
        fill("plan", {})
    for source in ("没有开头", "---\nvariables: 甲\n---\n{title}", "---\nvariables: [title]\n---\n{other}"):
        (tmp_path / "skeletons" / "plan.md").write_text(source, encoding="utf-8")
        with pytest.raises(UsageError):
            fill("plan", {"title": "甲"})


def test_the_coverage_matrix_has_a_row_a_finding_and_a_total(plan: Plan) -> None:
    annex = plan_to_markdown(plan).partition("## 附二")[2].partition("## 附三")[0]
    rows = [line.split("|")[1:-1] for line in annex.splitlines() if line.startswith("| ") and "---" not in line]
    assert [row[0].strip() for row in rows] == ["问题", "F1", "F2", "合计"]
    assert {len(row) for row in rows} == {7}
    assert plan_to_json(plan)["coverage"]["rows"][0]["owner"] == {"state": "open", "held": 0, "open": 2, "missing": 0}


def test_prose_that_a_person_changed_replaces_that_of_the_skeleton(plan: Plan) -> None:
    outline = tuple(
        replace(section, paragraphs=("组长由{title}担任*。",)) if section.title == "组织领导" else section
        for section in plan.outline
    )
    text = plan_to_markdown(replace(plan, outline=outline))
    assert "组长由{title}担任\\*。" in text
    assert "领导小组办公室设在" not in text
