"""What is known of documents without their texts follows every change of the library."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.library.descriptions import Description, Descriptions
from assistant.records import Version

DAY = date(2025, 1, 1)


def described(version: Version, *, collection: str = "default", genre: str = "regulation") -> Description:
    return Description("办法", "a.txt", collection, genre, version, None)


@pytest.mark.parametrize(
    ("version", "is_in_force"),
    [
        (Version(), True),
        (Version(effective_from=DAY), True),
        (Version(effective_from=date(2025, 1, 2)), False),
        (Version(issued_on=date(2025, 1, 2)), False),
        (Version(issued_on=date(2024, 12, 1), effective_from=date(2025, 2, 1)), False),
        (Version(superseded_on=DAY), False),
        (Version(superseded_on=date(2025, 1, 2)), True),
    ],
)
def test_a_document_is_out_of_force_before_it_begins_and_once_it_is_superseded(
    version: Version, is_in_force: bool
) -> None:
    found = Descriptions((1, 1), {"d": described(version)}).not_in_force(DAY)
    assert ("d" not in found) is is_in_force


def test_each_date_is_answered_for_itself() -> None:
    held = Descriptions((1, 1), {"d": described(Version(effective_from=DAY))})
    asked = [held.not_in_force(day) for day in (DAY, date(2024, 1, 1), DAY)]
    assert asked == [frozenset(), frozenset({"d"}), frozenset()]


def test_filters_are_combined() -> None:
    held = Descriptions(
        (1, 1),
        {
            "a": described(Version(level="central")),
            "b": described(Version(level="county"), collection="other"),
            "c": described(Version(level="county"), genre="speech"),
        },
    )
    assert held.matching(None) is None
    assert held.matching("default") == {"a", "c"}
    assert held.matching("default", {"speech"}) == {"c"}
    assert held.matching(None, (), {"county"}) == {"b", "c"}
    assert held.matching("none") == frozenset()
