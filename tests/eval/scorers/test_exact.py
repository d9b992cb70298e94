from __future__ import annotations

import pytest

from eval.records import Response, Said, Sample
from eval.scorers.exact import figure_accuracy


def scored(said: str, *expected: str, abstained: bool = False) -> float | None:
    response = Response(abstained, (Said(said, ()),) if said else (), (), None, (), model="m", elapsed_ms=1.0)
    return figure_accuracy(response, Sample("a", "问", answerable=True, expected_facts=expected)).value


@pytest.mark.parametrize(
    ("said", "expected", "value"),
    [
        ("移交46件，办结31件。", ("46件", "31件"), 1.0),
        ("移交46件。", ("46件", "31件"), 0.5),
        ("移交四十六件。", ("46件",), 1.0),
        ("移交146件。", ("46件",), 0.0),
        ("由市财政局牵头。", ("市财政局",), None),
        ("移交46件。", ("46件", "市财政局"), 1.0),
    ],
)
def test_a_figure_is_right_or_wrong(said: str, expected: tuple[str, ...], value: float | None) -> None:
    assert scored(said, *expected) == value


def test_where_nothing_was_answered_no_figure_is_wrong() -> None:
    assert scored("", "46件", abstained=True) is None
