"""Which documents are editions of one rule."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Version
from assistant.web.editions import chains
from tests.assistant.web.builders import summary


def edition(name: str, number: str, year: int, supersedes: str | None = None):  # type: ignore[no-untyped-def]
    version = Version(document_number=number, effective_from=date(year, 1, 1), supersedes=supersedes)
    return summary(name, "办法", version=version)


def test_three_editions_make_one_chain_oldest_first_whatever_the_order() -> None:
    one, two, three = (
        edition("a", "一号", 2020),
        edition("b", "二号", 2022, "办法（一号）"),
        edition("c", "三号", 2025, "二号"),
    )
    for order in ([one, two, three], [three, one, two]):
        found = chains(order)
        assert {*found} == {"a", "b", "c"}
        assert all([one.id for one in chain] == ["a", "b", "c"] for chain in found.values())


def test_a_name_that_two_documents_bear_is_nobodys_edition() -> None:
    assert chains([edition("a", "一号", 2020), edition("b", "一号", 2021), edition("c", "三号", 2025, "一号")]) == {}


def test_a_rule_that_stands_alone_has_no_chain() -> None:
    assert chains([edition("a", "一号", 2020, "不在库中的办法")]) == {}


@given(st.lists(st.sampled_from(["一号", "二号", "三号", None]), min_size=3, max_size=3))
def test_documents_that_name_one_another_in_a_ring_end(named: list[str | None]) -> None:
    numbers = ("一号", "二号", "三号")
    held = [edition(name, number, 2020, by) for name, number, by in zip("abc", numbers, named, strict=True)]
    for name, chain in chains(held).items():
        assert name in {each.id for each in chain}
