"""How well findings are read over feedback documents of many shapes, those of the suite `drafting`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assistant.drafting.finding_shapes import Tally, case_files, load, read, scores
from tests.assistant.drafting.test_findings import assert_spans_hold

CASES = case_files()


def assert_agrees(tally: Tally, least: float) -> None:
    assert min(tally.recall, tally.precision) >= least, "\n".join(tally.misses)


def test_findings_sub_points_and_advice_agree_with_a_person_s_reading() -> None:
    told = scores(CASES)
    assert_agrees(told.findings, 0.97)
    assert_agrees(told.sub_points, 0.97)
    assert_agrees(told.suggestions, 0.95)
    assert_agrees(told.deadlines, 1.0)
    assert_agrees(told.heads, 1.0)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_read_stands_in_the_text_word_for_word_and_in_order(path: Path) -> None:
    assert_spans_hold(str(load(path)["text"]))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_document_of_a_known_shape_is_taken_for_feedback(path: Path) -> None:
    assert read(load(path)).looks_like is None
