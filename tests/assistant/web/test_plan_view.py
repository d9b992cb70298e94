"""What the page shows of a plan."""

from typing import Any

from assistant.drafting.records import Deadline
from assistant.records import Status
from assistant.web import plan_view


def test_the_finding_stands_verbatim_and_as_text(plan: Any) -> None:
    markup = plan_view.plan(plan(), "k", "zh")
    assert "理论学习全年仅X次。&#60;script&#62;" in markup
    assert "<script" not in markup


def test_a_measure_shows_who_by_when_and_how_it_is_known_to_be_done(plan: Any) -> None:
    markup = plan_view.plan(plan(), "k", "zh")
    for part in (
        "办公室",
        "财务科",
        "立行立改",
        "2026&#45;03&#45;01",
        "长期坚持",
        "X次 → ",
        "学习记录齐全",
        "会议纪要、签到表",
    ):
        assert part in markup


def test_open_slots_are_marked_where_they_stand_and_listed(plan: Any) -> None:
    markup = plan_view.plan(plan(), "k", "zh")
    assert '补学专题，做到<span class="slot">【待填：次数】</span>。' in markup
    assert "待填项（1）" in markup


def test_numbers_open_the_basis_and_the_feedback_itself(plan: Any) -> None:
    places = plan_view.places_of(plan())
    assert (places["cite-1"].document, places["cite-1"].status) == (None, Status.SUPERSEDED)
    assert places["cite-2"].document is not None
    assert "理论学习全年仅X次" in places["cite-2"].document.text


def test_only_rules_have_a_status(plan: Any) -> None:
    markup = plan_view.plan(plan(), "k", "zh")
    assert markup.count('class="badge') == 1


def test_what_is_unknown_is_open_and_never_invented(plan: Any) -> None:
    markup = plan_view.plan(
        plan(source=plan().source, received_on=None, deadline=Deadline(None, None, None)), "k", "zh"
    )
    assert "收到反馈：" not in markup
    assert "整改期限：" not in markup
