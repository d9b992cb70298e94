"""What was read in a feedback document, and what was planned from it: each figure worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eval.cases.drafts import Basis, Drafted, Feedback, Quoted, ReadFinding, WantedFinding
from eval.scorers import of_kind
from tests.eval.drafts import (
    ADVICE,
    FEES,
    GRAIN,
    POINTS,
    TEXT,
    a_draft,
    a_feedback,
    a_measure,
    quoted,
    with_first_measure,
)

SCORERS = of_kind("draft")


def value(metric: str, draft: Drafted, case: Feedback | None = None) -> float | None:
    return SCORERS[metric].score(draft, case or a_feedback()).value


def test_a_perfect_draft_has_full_marks_and_invents_nothing() -> None:
    values = {name: value(name, a_draft()) for name in SCORERS}
    assert values.pop("invented_facts") == 0.0
    assert set(values.values()) == {1.0}


def test_a_finding_that_was_not_read_is_missed_in_the_recall_alone() -> None:
    draft = replace(a_draft(), findings=a_draft().findings[:1])
    assert value("finding_recall", draft) == 0.5
    assert value("finding_precision", draft) == 1.0
    assert value("sub_point_recall", draft) == 0.0
    assert value("sub_point_precision", draft) is None


def test_a_finding_that_is_none_is_too_much_in_the_precision_alone() -> None:
    draft = replace(a_draft(), findings=(*a_draft().findings, ReadFinding(quoted("建议"), ())))
    assert value("finding_recall", draft) == 1.0
    assert value("finding_precision", draft) == pytest.approx(2 / 3)


def test_findings_in_another_order_agree_once() -> None:
    draft = replace(a_draft(), findings=a_draft().findings[::-1])
    assert (value("finding_recall", draft), value("finding_precision", draft)) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("read", "agrees"),
    [
        (FEES.removesuffix("。"), True),
        (FEES.replace("。2023", "。\n  2023"), True),
        (f"**会议费管理不严。**{FEES.removeprefix('会议费管理不严。')}", True),
        (FEES.replace("4次", "5次"), False),
        (FEES.replace("不严", "有待加强"), False),
    ],
)
def test_line_breaks_bold_print_and_the_last_stop_do_not_count_and_words_do(read: str, agrees: bool) -> None:
    draft = replace(a_draft(), findings=(ReadFinding(quoted(read), ()), a_draft().findings[1]))
    assert value("finding_recall", draft) == (1.0 if agrees else 0.5)


def test_a_finding_may_be_read_with_its_heading_and_without() -> None:
    case = a_feedback(findings=(WantedFinding("问题表现：资金闲置。", (), "一、资金管理不规范"),))
    for read in ("资金闲置。", "一、资金管理不规范\n问题表现：资金闲置。"):
        assert value("finding_recall", replace(a_draft(), findings=(ReadFinding(quoted(read), ()),)), case) == 1.0


def test_cases_weigh_as_much_as_there_is_to_read() -> None:
    assert SCORERS["finding_recall"].score(a_draft(), a_feedback()).weight == 2.0
    assert SCORERS["suggestion_recall"].score(a_draft(), a_feedback()).weight == 1.0


def test_of_the_head_what_the_case_names_is_compared() -> None:
    draft = replace(a_draft(), unit="市粮食局", inspected_by="巡察组")
    assert value("head_accuracy", draft) == pytest.approx(2 / 3)  # day and deadlines right, unit wrong
    assert value("head_accuracy", replace(a_draft(), deadlines=(quoted("请于3个月内报送。"),))) == pytest.approx(2 / 3)


def test_words_that_do_not_stand_at_their_place_are_not_verbatim() -> None:
    shifted = replace(a_draft(), suggestions=(Quoted(ADVICE, TEXT[7 : 7 + len(ADVICE)]),))
    assert value("verbatim", shifted) == pytest.approx(4 / 5)  # two findings, two points, one piece of advice


def test_what_has_no_measure_is_not_planned() -> None:
    draft = replace(a_draft(), measures=a_draft().measures[1:])
    assert value("plan_completeness", draft) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "lacking",
    [
        {"owners": ("", "【待填：牵头单位】")},
        {"has_due": False},
        {"completion_mark": ""},
        {"evidence": ()},
        {"text": "高度重视，抓好落实。"},
    ],
)
def test_a_measure_that_lacks_anything_of_a_ledger_row_or_names_nothing_does_not_count(
    lacking: dict[str, object],
) -> None:
    assert value("plan_completeness", with_first_measure(**lacking)) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("change", "invented"),
    [
        ({"text": "对5次会议没有列入计划逐次核对。"}, "5"),
        ({"completion_mark": "17万元全部清退"}, "170000"),
        ({"due": date(2024, 8, 1)}, "2024年8月1日"),
        ({"owners": ("张三", "【待填：牵头单位】")}, "张三"),
    ],
)
def test_a_figure_a_day_or_a_name_from_nowhere_is_invented(change: dict[str, object], invented: str) -> None:
    score = SCORERS["invented_facts"].score(with_first_measure(**change), a_feedback())
    assert score.value
    assert score.facts["first"] == invented


def test_the_share_of_invented_facts_is_of_all_that_are_told() -> None:
    only = replace(a_draft(), measures=(a_measure(text="对5次会议没有列入计划逐次核对。"),))
    assert value("invented_facts", only) == pytest.approx(1 / 3)  # 5 is; 4 and the last day are not


def test_a_figure_of_a_basis_and_an_owner_that_the_document_names_have_a_source() -> None:
    basis = Basis("会议费管理办法", "第四条", quoted("会期不超过2天。"), is_superseded=False)
    draft = replace(
        with_first_measure(text="会期压缩到2天。", owners=("市粮食局党组", "【待填：牵头单位】")), bases=(basis,)
    )
    assert value("invented_facts", draft) == 0.0


def test_slots_that_are_nameless_or_not_listed_and_other_blanks_are_out_of_order() -> None:
    assert value("slot_discipline", replace(a_draft(), slots=("责任领导", "牵头单位"))) == 0.5
    blank = replace(a_draft(), measures=(a_measure(completion_mark="清退X万元"),))
    assert value("slot_discipline", blank) == pytest.approx(4 / 5)
    hidden = replace(blank, source=TEXT + "应清退X万元。")
    assert value("slot_discipline", hidden) == 1.0


def test_a_basis_that_is_superseded_or_not_where_it_is_said_to_be_does_not_hold() -> None:
    (held,) = a_draft().bases
    for broken in (replace(held, is_superseded=True), replace(held, quote=Quoted(held.quote.verbatim, "别的文字"))):
        assert value("basis_validity", replace(a_draft(), bases=(held, broken))) == 0.5
    assert value("basis_validity", replace(a_draft(), bases=())) is None


def test_where_nobody_has_said_what_is_to_be_read_only_the_plan_is_scored() -> None:
    case = Feedback("file", "a file", file="letter.txt")
    values = {name: value(name, a_draft(), case) for name in SCORERS}
    scored = {name: one for name, one in values.items() if one is not None}
    planned = {"verbatim": 1.0, "plan_completeness": 1.0, "slot_discipline": 1.0, "basis_validity": 1.0}
    assert scored == {**planned, "invented_facts": 0.0}
    assert value("plan_completeness", replace(a_draft(), measures=a_draft().measures[1:]), case) == pytest.approx(2 / 3)


def test_nothing_to_read_and_nothing_read_are_unscored() -> None:
    empty = Drafted(
        source="", unit=None, inspected_by=None, kind=None, feedback_on=None, findings=(), suggestions=(), deadlines=(),
        model="", elapsed_ms=0.0,
    )  # fmt: skip
    case = Feedback("empty", "nothing", text="", findings=())
    assert {name for name in SCORERS if value(name, empty, case) is not None} == {"head_accuracy"}
    assert POINTS
    assert GRAIN
