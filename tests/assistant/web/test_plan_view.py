"""What the page shows of a plan."""

from typing import Any

from assistant.drafting.issue_records import Issue, Severity
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
    assert "责任领导 × 1" in markup
    assert 'href="&#35;row&#45;F1&#45;M1"' in markup
    assert 'id="row&#45;F1&#45;M1"' in markup


def test_numbers_open_the_basis_and_the_feedback_itself(plan: Any) -> None:
    places = plan_view.places_of(plan())
    assert (places["cite-1"].document, places["cite-1"].status) == (None, Status.SUPERSEDED)
    assert places["cite-2"].document is not None
    assert "理论学习全年仅X次" in places["cite-2"].document.text


def test_bases_are_listed_with_their_status_and_the_feedback_is_none(plan: Any) -> None:
    markup = plan_view.plan(plan(), "k", "zh")
    assert "依据（1）" in markup
    assert markup.count('class="badge') == 1


def test_what_checks_say_comes_before_the_measures_and_names_the_place(plan: Any) -> None:
    found = Issue("no-due", Severity.WARNING, "F1-M1"), Issue("nothing-at-once", Severity.INFO, "plan")
    markup = plan_view.plan(plan(checks=found), "k", "zh")
    assert "没有完成时限" in markup
    assert "nothing&#45;at&#45;once" in markup
    assert markup.index("没有完成时限") < markup.index("补学专题")
    assert markup.count("没有完成时限") > 1, "in the list, and beside the row"


def test_what_is_unknown_is_open_and_never_invented(plan: Any) -> None:
    markup = plan_view.plan(
        plan(source=plan().source, received_on=None, deadline=Deadline(None, None, None)), "k", "zh"
    )
    assert "收到反馈：" not in markup
    assert "整改期限：" not in markup
