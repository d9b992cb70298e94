from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.text.alignment import Block, align
from assistant.text.wording import tokens

TEXTS = st.text(alphabet="甲乙丙丁戊应当不得三四日", max_size=30)


def runs(left: str, right: str) -> list[str]:
    """The shared runs, in the words of the left side."""
    found = tokens(left)
    return [left[found[b.left].start : found[b.left_end - 1].end] for b in align(found, tokens(right))]


def test_a_changed_word_lies_between_two_runs() -> None:
    assert runs("应当在十日内报送", "应当在五日内报送") == ["应当在", "日内报送"]


def test_a_character_shared_by_chance_is_no_run() -> None:
    assert runs("及时报税务机关备案", "及时报国务院备案") == ["及时报", "备案"]


def test_a_lone_character_far_away_is_no_run() -> None:
    assert runs("整改方案", "整改甲乙丙丁戊己庚辛案") == ["整改"]


def test_nothing_shared_is_no_run() -> None:
    assert runs("甲乙", "丙丁") == runs("", "丙丁") == runs("甲乙", "") == []


@given(TEXTS)
def test_a_text_is_one_run_of_itself(text: str) -> None:
    found = tokens(text + "整改")
    assert align(found, found) == [Block(0, 0, len(found))]


@given(TEXTS, TEXTS)
def test_runs_are_shared_and_keep_their_order(left: str, right: str) -> None:
    ours, theirs = tokens(left), tokens(right)
    blocks = align(ours, theirs)
    for block in blocks:
        shared = zip(ours[block.left : block.left_end], theirs[block.right : block.right_end], strict=True)
        assert all(one.key == other.key for one, other in shared)
    for before, after in itertools.pairwise(blocks):
        assert before.left_end <= after.left
        assert before.right_end <= after.right
