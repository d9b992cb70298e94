"""The map between repaired and original text: what it promises, on examples and on anything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.offsets import OffsetMap, Replacement, replace

TEXT = st.text(alphabet="甲乙丙丁戊，。 ab\n", max_size=40)


@st.composite
def edited(draw: st.DrawFn, text: str | None = None) -> tuple[str, list[Replacement]]:
    """A text with sorted replacements that do not overlap, some with spans of their own."""
    text = draw(TEXT) if text is None else text
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    replacements = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.text(alphabet="新旧，x", max_size=4))
        spans = None
        if draw(st.booleans()):
            edges = sorted(draw(st.lists(st.integers(start, end), min_size=2 * len(new), max_size=2 * len(new))))
            spans = tuple((edges[2 * at], edges[2 * at + 1]) for at in range(len(new)))
        replacements.append(Replacement(start, end, new, spans))
    return text, replacements


def rows_of(offsets: OffsetMap) -> list[tuple[int, int]]:
    return [offsets.span_to_original(at, at + 1) for at in range(offsets.length)]


def test_equal_lengths_keep_one_span_a_character() -> None:
    text, offsets = replace("國家", [Replacement(0, 1, "国")])
    assert text == "国家"
    assert rows_of(offsets) == [(0, 1), (1, 2)]


def test_other_lengths_give_each_character_the_whole_stretch() -> None:
    text, offsets = replace("现(xiàn)象", [Replacement(0, 7, "现")])
    assert text == "现象"
    assert rows_of(offsets) == [(0, 7), (7, 8)]


def test_spans_of_its_own_may_overlap() -> None:
    _, offsets = replace("?!皟蓚€", [Replacement(0, 5, "。“兩個", ((0, 2), (1, 3), (2, 4), (3, 5)))])
    assert rows_of(offsets) == [(0, 2), (1, 3), (2, 4), (3, 5)]


@pytest.mark.parametrize(
    "spans", [((0, 1),), ((1, 2), (0, 2)), ((0, 2), (1, 1)), ((0, 3), (1, 3))], ids=["few", "starts", "ends", "outside"]
)
def test_spans_that_decrease_or_leave_the_stretch_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"span|need"):
        replace("甲乙丙", [Replacement(0, 2, "丁戊", spans)])


def test_replacements_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        replace("甲乙丙", [Replacement(1, 2, "丁"), Replacement(0, 1, "戊")])


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no span"):
        OffsetMap.identity(3).span_to_original(2, 4)


def test_an_identity_map_needs_equal_lengths() -> None:
    with pytest.raises(ValueError, match="equal lengths"):
        OffsetMap(2, 3)


def test_maps_that_do_not_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="do not meet"):
        OffsetMap.identity(3).compose(OffsetMap.identity(4))


@given(edited())
def test_untouched_characters_map_to_themselves(case: tuple[str, list[Replacement]]) -> None:
    text, replacements = case
    new, offsets = replace(text, replacements)
    touched = {at for replacement in replacements for at in range(replacement.start, replacement.end)}
    assert offsets.length == len(new)
    originals = [text[start:end] for start, end in rows_of(offsets) if end - start == 1 and start not in touched]
    untouched = [character for at, character in enumerate(text) if at not in touched]
    assert [c for c in originals if c] == untouched


@given(edited())
def test_spans_lie_in_the_original_and_never_decrease(case: tuple[str, list[Replacement]]) -> None:
    text, replacements = case
    _, offsets = replace(text, replacements)
    spans = rows_of(offsets)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert [span[0] for span in spans] == sorted(span[0] for span in spans)
    assert [span[1] for span in spans] == sorted(span[1] for span in spans)


@given(edited())
def test_rows_restore_the_map(case: tuple[str, list[Replacement]]) -> None:
    text, replacements = case
    new, offsets = replace(text, replacements)
    assert rows_of(OffsetMap.from_rows(offsets.to_rows(), len(new), len(text))) == rows_of(offsets)


@given(st.data())
def test_composition_agrees_with_going_step_by_step(data: st.DataObject) -> None:
    text, first = data.draw(edited())
    middle, inner = replace(text, first)
    _, second = data.draw(edited(middle))
    new, outer = replace(middle, second)
    both = outer.compose(inner)
    assert both.length == len(new)
    for at in range(len(new)):
        start, end = outer.span_to_original(at, at + 1)
        if start < end:
            assert both.span_to_original(at, at + 1) == inner.span_to_original(start, end)


def test_equality_is_that_of_the_spans() -> None:
    one = OffsetMap(1, 1, np.array([0]), np.array([1]))
    assert one == OffsetMap(1, 1, np.array([0]), np.array([1]))
    assert hash(one) == hash(OffsetMap.identity(1))
    assert one != "甲"


@given(edited())
def test_the_way_back_meets_the_way_there(case: tuple[str, list[Replacement]]) -> None:
    """What came from a stretch of the original is found from that stretch, for every character of both."""
    text, offsets = replace(*case)
    for at in range(len(text)):
        start, end = offsets.span_to_original(at, at + 1)
        if start < end:
            first, behind = offsets.span_from_original(start, end)
            assert first <= at < behind
    for at in range(len(case[0])):
        first, behind = offsets.span_from_original(at, at + 1)
        assert 0 <= first <= behind <= len(text)
        for found in range(first, behind):
            start, end = offsets.span_to_original(found, found + 1)
            assert start < at + 1 or start == end
            assert at < end or start == end
