"""What repair did is shown before and after, as the text it is; what it proposes can be told apart."""

import pytest

from assistant.records import Change, Document, RepairLog, Version
from assistant.text.offsets import Replacement, replace
from assistant.web import repair_view

FAR = "值班人员不得离岗，并做好记录，交接班时逐项说明情况，由带班领导签字。" * 2
ORIGINAL = f"领導<b>重视\n{FAR}落实責任"


def a_document(*suggestions: Change) -> Document:
    text, offsets = replace(
        ORIGINAL, [Replacement(1, 2, "导"), Replacement(len(ORIGINAL) - 2, len(ORIGINAL) - 1, "责")]
    )
    last = len(text) - 2
    repairs = (
        Change("script", 1, 2, 1, 2, "導", "导", 0.99),
        Change("script", last, last + 1, last, last + 1, "責", "责", 0.6),
    )
    return Document(
        "d", "甲", "甲.txt", "", "other", Version(), text, ORIGINAL, offsets, repair=RepairLog(repairs, suggestions)
    )


def test_changes_far_apart_are_shown_apart_each_marked_before_and_after() -> None:
    shown = repair_view.changes(a_document(), "zh")
    assert shown.count("<tr>") == 3
    for mark in ("<del>導</del>", "<ins>导</ins>", "<del>責</del>", "<ins>责</ins>"):
        assert mark in shown
    assert shown.count("推测") == 1


def test_text_of_a_document_is_never_markup() -> None:
    assert "<b>" not in repair_view.changes(a_document(), "zh")


def test_a_stretch_that_was_taken_out_is_shown_before_and_missing_after() -> None:
    text, offsets = replace("组织（zǔ zhī）生活", [Replacement(2, 10, "")])
    repairs = (Change("gloss", 2, 2, 2, 10, "（zǔ zhī）", "", 0.99),)
    document = Document(
        "d", "甲", "a", "", "other", Version(), text, "组织（zǔ zhī）生活", offsets, repair=RepairLog(repairs)
    )
    shown = repair_view.changes(document, "zh")
    assert "<del>（zǔ zhī）</del>" in shown
    assert "<ins>" not in shown
    assert "组织生活" in shown


def test_a_document_without_repairs_says_so() -> None:
    clean = Document("d", "甲", "a", "", "other", Version(), "甲", "甲", replace("甲", [])[1])
    assert "没有修复" in repair_view.changes(clean, "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_suggestions_are_told_by_their_words_and_known_by_their_place(language: str) -> None:
    typo = Change("typo", 3, 4, 3, 4, "重", "看", 0.58)
    ((words, mark),) = repair_view.suggestions(a_document(typo), language)
    assert "重 → 看" in words
    assert "58" in words
    assert mark == "3-4-看"


def test_headings_open_their_places() -> None:
    text = "第一章　总则\n第一条　为了整改。\n第二条　适用。\n"
    document = Document("d", "甲", "a", "", "other", Version(), text, text, replace(text, [])[1])
    places = repair_view.places_of(document)
    shown = repair_view.structure(document, "k", "zh")
    assert [text[place.start : place.end].strip() for place in places.values()] == ["第一章　总则", "第一条", "第二条"]
    assert all(f'href="&#35;{name.replace("-", "&#45;")}"' in shown for name in places)
    flat = Document("d", "甲", "a", "", "other", Version(), "好。", "好。", replace("好。", [])[1])
    assert "没有读出标题" in repair_view.structure(flat, "k", "zh")
