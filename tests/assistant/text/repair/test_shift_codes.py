"""The codes that two bytes may be: certain ones as they are, unknown ones by what the language model expects."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.text.repair import gbk
from assistant.text.repair.shift_codes import ANY_LEAD, CHOICES, Codes, codes

VOCABULARY = "整改责任落实"
EVEN = np.full(len(VOCABULARY) + 1, 0.1, dtype=np.float32)


@pytest.fixture(scope="module")
def known() -> Codes:
    return codes(VOCABULARY, False)


@pytest.mark.parametrize("character", [*VOCABULARY])
def test_two_bytes_that_are_known_are_one_character_and_no_guess(known: Codes, character: str) -> None:
    lead, trail = gbk.codes()[character]
    (choice,) = known.of(lead, trail, EVEN)
    assert (gbk.characters()[choice.code], choice.is_guess) == (character, False)


def test_of_an_unknown_byte_what_is_more_probable_comes_first(known: Codes) -> None:
    probabilities = EVEN.copy()
    probabilities[VOCABULARY.index("改") + 1] = 0.9
    _, trail = gbk.codes()["改"]
    best, *others = known.of(ANY_LEAD, trail, probabilities)
    assert gbk.characters()[best.code] == "改"
    assert best.is_guess
    assert all(best.gain >= other.gain for other in others)
    assert len(others) < CHOICES


def test_a_lone_byte_is_guessed_only_where_the_one_before_it_is_known(known: Codes) -> None:
    lead, _ = gbk.codes()["责"]
    assert known.lone(ANY_LEAD, EVEN) == []
    assert all(choice.is_guess and choice.code[0] == lead for choice in known.lone(lead, EVEN))
