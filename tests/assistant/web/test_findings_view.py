"""The findings of a feedback document, to be confirmed."""

from collections.abc import Callable
from dataclasses import replace

from assistant.drafting.feedback_records import Doubt, Excerpt
from assistant.drafting.records import Plan
from assistant.web.findings_view import findings, places_of


def test_findings_stand_word_for_word_and_as_text(plan: Callable[..., Plan]) -> None:
    shown = findings(plan().source, "k", "zh")
    assert "&#60;script&#62;x" in shown
    assert "市交通局党组" in shown
    assert "没有存疑之处" in shown


def test_doubts_stand_before_the_findings_and_open_in_the_document(plan: Callable[..., Plan]) -> None:
    source = plan().source
    text = source.document.text
    doubted = replace(source, doubts=(Doubt("uncovered", Excerpt.of(text, 0, 6)),))
    shown = findings(doubted, "k", "zh")
    assert shown.index("请核对") < shown.index("<table")
    place = places_of(doubted)["doubt-1"]
    assert (place.start, place.end, place.document) == (0, 6, source.document)


def test_where_no_finding_has_points_there_is_no_column_for_them(plan: Callable[..., Plan]) -> None:
    source = plan().source
    plain = tuple(replace(each, sub_points=()) for each in source.findings)
    groups = tuple(
        replace(group, findings=tuple(each for each in plain if each.id in {one.id for one in group.findings}))
        for group in source.groups
    )
    assert "分项" not in findings(replace(source, groups=groups), "k", "zh")
    point = Excerpt.of(source.document.text, 0, 6)
    first = replace(groups[0], findings=(replace(groups[0].findings[0], sub_points=(point,)),))
    assert "分项" in findings(replace(source, groups=(first,)), "k", "zh")
