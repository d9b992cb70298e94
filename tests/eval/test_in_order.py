"""What agrees in order is found, and never more than either list holds."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from eval.in_order import matched_in_order

words = st.lists(st.sampled_from("甲乙丙丁"), max_size=7)


def longest(wanted: list[str], found: list[str]) -> int:
    """By trying every way: what the quick one must equal."""
    if not wanted or not found:
        return 0
    skip = max(longest(wanted[1:], found), longest(wanted, found[1:]))
    return max(skip, 1 + longest(wanted[1:], found[1:])) if wanted[0] == found[0] else skip


@given(words, words)
def test_it_is_the_longest_and_in_order(wanted: list[str], found: list[str]) -> None:
    pairs = matched_in_order([frozenset(one) for one in wanted], found)
    assert len(pairs) == longest(wanted, found)
    assert all(wanted[i] == found[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
