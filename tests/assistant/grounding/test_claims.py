from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.claims import elements, split

CASES = Path(__file__).parents[2] / "cases" / "claims"
SPLIT = [line for line in (CASES / "split.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
ELEMENTS = yaml.safe_load((CASES / "elements.yaml").read_text(encoding="utf-8"))

TEXTS = st.text(alphabet='甲乙三十日内。！？；，“”"（）《》一二、：不应当\n 1.5%[]【】①第条', max_size=80)


def test_there_are_enough_cases() -> None:
    assert len(SPLIT) == len(set(SPLIT)) >= 200


@pytest.mark.parametrize("case", SPLIT)
def test_a_text_is_cut_where_one_statement_ends(case: str) -> None:
    pieces = [piece.replace("⏎", "\n").strip() for piece in case.split("|")]
    text = case.replace("|", "").replace("⏎", "\n")
    assert [text[one.start : one.end] for one in split(text)] == pieces


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("限三个月[1]。由书记负责[2][3]。", [(1,), (2, 3)]),
        ("限三个月。[1]由书记负责。[2,3]", [(1,), (2, 3)]),
        ("限三个月；[1-3]由书记负责【12】。", [(1, 2, 3), (12,)]),
        ("限三个月［1］［1］。", [(1,)]),
        ("第一类[1]和第二类[2、4]。", [(1, 2, 4)]),
        ("[1]限三个月。", [(1,)]),
        ("〔2024〕9号和[2024]号都不是引文。", [()]),
        ("范围[1-999]不会展开到底。", [tuple(range(1, 52))]),
    ],
)
def test_marks_belong_to_the_claim_they_follow(text: str, marks: list[tuple[int, ...]]) -> None:
    assert [one.marks for one in split(text)] == marks


def test_the_words_of_a_claim_are_without_marks() -> None:
    assert [one.words for one in split("限三个月 [1]。[2]由书记负责。")] == ["限三个月。", "由书记负责。"]


@pytest.mark.parametrize("case", ELEMENTS, ids=[case["claim"] for case in ELEMENTS])
def test_what_can_be_checked_has_one_value_however_it_is_written(case: dict[str, object]) -> None:
    assert [[one.kind, one.value] for one in elements(str(case["claim"]))] == case["elements"]


@given(TEXTS)
def test_no_character_is_lost_and_claims_never_overlap(text: str) -> None:
    found = split(text)
    assert "".join("".join(text[one.start : one.end].split()) for one in found) == "".join(text.split())
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert all(text[one.start : one.end] == text[one.start : one.end].strip() for one in found)


@given(TEXTS)
def test_a_claim_is_one_claim(text: str) -> None:
    for one in split(text):
        assert len(split(text[one.start : one.end])) == 1


@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_elements_lie_inside_the_claim(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in elements(text))
