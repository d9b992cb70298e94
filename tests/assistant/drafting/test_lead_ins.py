"""Clauses that say problems follow: of any wording, and none that only speaks of problems."""

from __future__ import annotations

import pytest

from assistant.drafting.lead_ins import problem_lead_ins
from assistant.text.terms import fold


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("但对照群众期盼，还存在一些不容忽视的共性问题：学习有偏差。", "学习有偏差。"),
        ("巡察中发现和干部群众反映了一些问题，主要是：学习不深。", "学习不深。"),
        ("但仍然存在一些问题，包括学习有待深化，决策不规范等。", "学习有待深化，决策不规范等。"),
        ("通过巡察，也发现一些需要重视和解决的问题：一是学习不深。", "一是学习不深。"),
        ("但问题也不少，主要集中在四个方面。账目不清。", "账目不清。"),
        ("问题主要有这么几条。水质检测不按规矩来。", "水质检测不按规矩来。"),
        ("局党组在学习、用人上还有差距。\n在学习上，中心组学习走过场。", "\n在学习上，中心组学习走过场。"),
        ("但巡视也发现，有的高校学习不够到位。", "有的高校学习不够到位。"),
        ("反馈指出，工作有起色，但也存在差距和不足。学习不深。", "学习不深。"),
    ],
)
def test_problems_begin_behind_the_clause_that_leads_in_to_them(text: str, follows: str) -> None:
    assert [fold(text)[lead.end :] for lead in problem_lead_ins(fold(text))] == [fold(follows)]


@pytest.mark.parametrize(
    "text",
    [
        "推动解决了一批突出问题，学习不深。",
        "针对上述问题，没有建立台账。",
        "意识形态责任制落实存在薄弱环节，学习不深。",
        "上轮巡察反馈的9个问题，仍有2个没有整改到位。",
        "反馈的31个问题，已超期未完成的有6个。",
        "巡察组还收到反映领导干部的问题线索，处置不力。",
        "反馈指出的房产被长期出借问题，至今没有解决。",
        "反馈指出，局党组工作取得新进展。",
        "通报了巡察发现的突出问题，各单位作了表态。",
    ],
)
def test_what_only_speaks_of_problems_leads_in_to_none(text: str) -> None:
    assert list(problem_lead_ins(fold(text))) == []


def test_what_comes_before_but_is_praise() -> None:
    text = fold("巡察指出，局党组推动工作取得进展，但学习不够深入。")
    assert list(problem_lead_ins(text)) == []


def test_what_shows_one_problem_does_not_lead_in_to_the_document_s() -> None:
    folded = fold("（一）校企合作变成劳务输出，主要表现：没有课程。")
    assert list(problem_lead_ins(folded)) == []


def test_how_many_problems_were_found_is_a_fact_and_leads_in_to_none() -> None:
    assert list(problem_lead_ins("巡河发现问题236个,销号仅79个。")) == []


def test_a_list_is_led_in_to_though_somebody_found_something_in_its_first_item() -> None:
    text = "存在以下问题:一是转圈粮抬头。检查组发现,没有出库。"
    assert "存在以下问题:" in [span.of(text) for span in problem_lead_ins(text)]
