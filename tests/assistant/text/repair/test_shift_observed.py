"""How probable a text is as it stands: by stretches that add up, blanks and glosses aside."""

from __future__ import annotations

import pytest

from assistant.text.repair.shift_observed import Observed
from assistant.text.repair.trigrams import shipped

TEXT = "各单位要落实 整改責(zé)任，按时报告。"


@pytest.fixture(scope="module")
def observed() -> Observed:
    return Observed(TEXT, 0, len(TEXT), (0, 0), shipped())


@pytest.mark.parametrize("seam", range(len(TEXT) + 1))
def test_two_stretches_are_as_probable_as_both_together(observed: Observed, seam: int) -> None:
    whole, length = observed.between(0, len(TEXT))
    (before, some), (behind, others) = observed.between(0, seam), observed.between(seam, len(TEXT))
    assert before + behind == pytest.approx(whole)
    assert some + others == length


def test_blanks_and_glosses_are_no_characters_and_the_end_of_a_text_is_one(observed: Observed) -> None:
    assert len(observed) == len("各单位要落实整改责任，按时报告。") + 1
    assert observed.index(TEXT.index("任")) == observed.index(TEXT.index("責")) + 1


def test_behind_the_same_characters_the_rest_is_as_probable_as_it_stands(observed: Observed) -> None:
    model, low = shipped(), 3
    a, b = model.ids("单位").tolist()
    rest = observed.between(0, len(TEXT))[0] - observed.up_to(low)
    assert observed.behind(a, b, low, len(observed) - 1) == pytest.approx(rest)
