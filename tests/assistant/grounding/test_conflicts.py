from __future__ import annotations

from datetime import date

import pytest

from assistant.grounding.conflicts import conflicts
from assistant.records import Citation, Status


def citation(document: str, quote: str) -> Citation:
    title, end = f"{document}办法", len(quote)
    place = (0, end, 0, end)
    return Citation(1, document, title, "a.md", Status.CURRENT, "", quote, *place, 1.0, issued_on=date(2024, 1, 1))


def test_two_values_in_one_unit_are_shown_side_by_side() -> None:
    (found,) = conflicts(
        [citation("甲", "满意率低于85%的")], [citation("乙", "满意率低于80%的")], {"甲": "municipal", "乙": "county"}
    )
    sides = found["sources"]
    assert isinstance(sides, list)
    assert [(side["level"], side["values"], side["issued_on"]) for side in sides] == [
        ("municipal", ["85%"], "2024-01-01"),
        ("county", ["80%"], "2024-01-01"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("期限为30日", "期限为三十日"), ("期限为3个月", "由2人办理"), ("期限为3个月", "期限另行规定")],
)
def test_the_same_value_another_unit_or_none_is_no_conflict(one: str, other: str) -> None:
    assert conflicts([citation("甲", one)], [citation("乙", other)], {}) == []


def test_a_document_does_not_contradict_itself() -> None:
    assert conflicts([citation("甲", "期限为3个月")], [citation("甲", "期限为2个月")], {}) == []
