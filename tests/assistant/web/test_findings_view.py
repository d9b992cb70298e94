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
