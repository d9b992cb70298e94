from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.problem_classes import advices, classes, general
from assistant.drafting.records import Plan, SlotKind
from assistant.drafting.slots import KINDS, is_slot, slot, without_redactions
from assistant.text.facts import redactions


@pytest.mark.parametrize(
    ("hidden", "open_slot"),
    [
        ("集中学习X次", "集中学习【待填：数量】次"),
        ("结余××万元", "结余【待填：金额】万元"),
        ("增长X%", "增长【待填：比例】%"),
        ("百分之X", "百分之【待填：比例】"),
        ("X年未开展", "【待填：日期】年未开展"),
        ("委托某公司施工", "委托【待填：单位名称】公司施工"),
        ("联系人为XXXXX同志", "联系人为【待填：姓名】同志"),
        ("对X重要讲话", "对【待填：具体内容】重要讲话"),
    ],
)
def test_what_the_source_hides_becomes_a_slot_of_its_kind(hidden: str, open_slot: str) -> None:
    assert without_redactions(hidden) == open_slot


@given(st.text(alphabet="X×某万元次%年甲局，0", max_size=30))
def test_nothing_stays_hidden(text: str) -> None:
    assert not redactions(without_redactions(text).replace("【待填：", "").replace("】", "")) or "某" in text


def test_a_label_without_a_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        slot("随便什么")


def test_the_register_lists_every_open_slot_once(draft: Callable[..., Plan]) -> None:
    plan = draft()
    assert [found.id for found in plan.slots] == [f"slot-{n}" for n in range(1, len(plan.slots) + 1)]
    places = [(found.label, found.where) for found in plan.slots]
    assert ("责任领导", "F1-M1.leader") in places
    assert ("收到反馈日期", "plan.received_on") in places
    texts = "".join(
        "".join((measure.text, measure.leader, measure.lead_unit, *measure.co_units, measure.due.open_slot))
        + "".join((*measure.due.stages, measure.metric.baseline, measure.metric.target, measure.completion_mark))
        for measure in plan.measures()
    )
    places = [place for found in plan.slots for place in found.places if not place.startswith("plan.")]
    assert texts.count("【待填：") == len(places)


def test_places_that_one_answer_fills_are_one_slot(draft: Callable[..., Plan]) -> None:
    found = {slot.where: slot for slot in draft().slots}
    assert found["F1-M1.leader"].others == ("F1-M2.leader",)
    assert all(place.startswith("F1") for place in found["F1-M1.leader"].places)
    limit = found["plan.deadline.limit"]
    assert {place.partition("-")[0] for place in limit.others} >= {"F1", "F2", "A1"}
    at_once = [measure.id for measure in draft().measures() if measure.due.immediate]
    assert not {f"{identity}.due.date" for identity in at_once} & set(limit.places)


def test_what_waits_for_different_answers_is_counted_apart(draft: Callable[..., Plan]) -> None:
    names = [slot for slot in draft().slots if slot.label in ("制度名称", "姓名")]
    assert len(names) > 2
    assert all(slot.others == () for slot in names)


def test_kinds_are_told_apart(draft: Callable[..., Plan]) -> None:
    kinds = {found.label: found.kind for found in draft().slots}
    assert kinds["责任领导"] is SlotKind.PERSON
    assert kinds["牵头单位"] is SlotKind.UNIT
    assert kinds["时限"] is SlotKind.DATE


def test_templates_use_only_known_slots() -> None:
    acts = [act for kind in (general(), *classes()) for act in kind.acts.values()] + [one.act for one in advices()]
    words = "".join("".join((*act.texts, act.indicator, act.completion, *act.stages)) for act in acts)
    used = {part.split("】")[0] for part in words.split("【待填：")[1:]}
    assert used <= KINDS.keys()
    assert is_slot(slot("责任领导"))
