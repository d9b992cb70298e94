"""Accepted suggestions go into the text, offsets and log stay true, and what is no longer there is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.by_hand import ByHand, Settled, carried_over, kept_secret, said_by_hand, with_hand
from assistant.documents.correcting import correct
from assistant.records import CORRECTION, Change, Doubt, RepairLog
from assistant.text.offsets import OffsetMap, Replacement, replace

ORIGINAL = "整改（gǎi）方按要报送。逐项消号。"
TEXT, OFFSETS = replace(ORIGINAL, [Replacement(2, 7, "")])
TYPO = Change("typo", 3, 4, 8, 9, "按", "案", 0.6)
LATER = Change("typo", 10, 11, 15, 16, "消", "销", 0.6)
LOG = RepairLog(
    (Change("gloss", 2, 2, 2, 7, "（gǎi）", "", 0.99),), (TYPO, LATER), (Doubt("lost_character", 8, 9, "逐"),)
)


def by_hand(*corrected: Settled, declined: tuple[Settled, ...] = ()) -> ByHand:
    return ByHand({}, corrected, declined)


def of(suggestion: Change, after: str | None = None) -> Settled:
    return Settled(suggestion.original_start, suggestion.original_end, suggestion.before, after or suggestion.after)


@pytest.mark.parametrize("after", ["案", "案稿", ""])
def test_everything_behind_a_correction_moves_with_it(after: str) -> None:
    done = correct(TEXT, ORIGINAL, OFFSETS, LOG, by_hand(Settled(8, 9, "按", after)))
    assert done.text == f"整改方{after}要报送。逐项消号。"
    (left, *_) = [each for each in done.log.suggestions if each.before == "消"]
    assert done.text[left.start : left.end] == "消"
    (doubt,) = done.log.doubts
    assert done.text[doubt.start : doubt.end] == "逐"
    (change,) = [each for each in done.log.repairs if each.kind == CORRECTION]
    assert (done.text[change.start : change.end], change.after, change.before) == (after, after, "按")
    at = done.text.index("消")
    assert done.offsets.span_to_original(at, at + 1) == (15, 16)


def test_words_that_are_no_longer_there_are_counted_and_left() -> None:
    gone = (Settled(8, 9, "安", "案"), Settled(90, 91, "按", "案"), Settled(-3, 1, "整", "正"))
    done = correct(TEXT, ORIGINAL, OFFSETS, LOG, by_hand(*gone, of(LATER)))
    assert (done.text, done.missed) == ("整改方按要报送。逐项销号。", 3)


def test_of_two_that_overlap_the_first_counts() -> None:
    done = correct(TEXT, ORIGINAL, OFFSETS, LOG, by_hand(Settled(7, 9, "方按", "方案"), Settled(8, 9, "按", "暗")))
    assert (done.text[2:4], done.missed) == ("方案", 1)


def test_what_was_settled_is_suggested_no_more() -> None:
    done = correct(TEXT, ORIGINAL, OFFSETS, LOG, by_hand(declined=(of(TYPO),)))
    assert (done.text, done.log.suggestions) == (TEXT, (LATER,))


@given(st.text("甲乙丙丁", min_size=1, max_size=30), st.data())
def test_offsets_and_log_stay_true(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    said = by_hand(*(Settled(at, at + 1, text[at], data.draw(st.sampled_from(["子", "子丑", ""]))) for at in places))
    done = correct(text, text, OffsetMap.identity(len(text)), RepairLog(), said)
    assert len(done.log.repairs) + done.missed == len(places)
    for each in done.log.repairs:
        assert done.text[each.start : each.end] == each.after
        assert text[each.original_start : each.original_end] == each.before


def test_what_is_said_is_read_back_beside_what_a_catalogue_states() -> None:
    said = ByHand({"title": "甲", "issued_on": None}, (of(TYPO),), (of(LATER),))
    stated = with_hand({"issuer": "乙"}, "附件.docx", said)
    assert said_by_hand(stated, "附件.docx") == said
    assert said_by_hand(stated, "") == ByHand({})
    assert stated["issuer"] == "乙"
    assert said_by_hand(carried_over({"issuer": "丙"}, stated), "附件.docx") == said
    assert carried_over(None, {"issuer": "乙"}) is None


@pytest.mark.parametrize("rows", ["按", 3, [3], [{"start": 1}], [{"start": "1", "end": 2, "before": "", "after": ""}]])
def test_a_catalogue_file_that_uses_our_name_does_no_harm(rows: object) -> None:
    assert said_by_hand({"by_hand": {"": {"corrected": rows}}}, "") == ByHand({})
    assert said_by_hand({"by_hand": rows}, "") == ByHand({})


def test_of_other_bytes_only_the_secrecy_is_carried_over() -> None:
    stated = with_hand(None, "", ByHand({"title": "甲", "secrecy": "机密"}, (of(TYPO),)))
    now = kept_secret({"issuer": "乙"}, stated)
    assert now == {"issuer": "乙", "by_hand": {"": {"secrecy_otherwise": "机密"}}}
    assert kept_secret(None, now) == {"by_hand": {"": {"secrecy_otherwise": "机密"}}}
    assert kept_secret(None, with_hand(None, "", ByHand({"title": "甲"}))) is None
