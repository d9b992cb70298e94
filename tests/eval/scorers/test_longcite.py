"""Recall, precision and F1 with half marks, worked out by hand with a judge that looks for the words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.records import Response, Said
from eval.scorers.longcite import clauses, partial_f1, partial_precision, partial_recall
from tests.eval.builders import a_citation, a_response

BOTH = "集中整改期为3个月，自收到反馈意见之日起计算。"
FIRST, SECOND = "集中整改期为3个月", "自收到反馈意见之日起计算"


def says(claim: str, sources: Sequence[str]) -> bool:
    """Whether the sources together hold every clause of the claim."""
    return all(any(clause in source for source in sources) for clause in clauses(claim) or [claim])


def answer(*said: Said, sources: Sequence[str]) -> Response:
    return a_response(*(a_citation(n, quote=source) for n, source in enumerate(sources, 1)), sentences=said)


def marks(response: Response) -> tuple[float | None, float | None, float | None]:
    return tuple(metric(response, says).value for metric in (partial_recall, partial_precision, partial_f1))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("said", "sources", "expected"),
    [
        ((Said(BOTH, (1,)),), [BOTH], (1.0, 1.0, 1.0)),
        ((Said(BOTH, (1, 2)),), [FIRST, SECOND], (1.0, 1.0, 1.0)),
        ((Said(BOTH, (1,)),), [FIRST], (0.5, 1.0, 2 / 3)),
        ((Said(BOTH, (1, 2)),), [FIRST, "无关的文字"], (0.5, 0.5, 0.5)),
        ((Said(BOTH, (1,)),), ["无关的文字"], (0.0, 0.0, 0.0)),
        ((Said(BOTH, ()),), [], (0.0, 0.0, 0.0)),
        ((Said(BOTH, (7,)),), [BOTH], (0.0, 0.0, 0.0)),
        ((Said("要求如下：", ()), Said(BOTH, (1,))), [BOTH], (1.0, 1.0, 1.0)),
        ((Said(BOTH, (1,)), Said(BOTH, (2,)), Said(BOTH, ())), [BOTH, FIRST], (0.5, 1.0, 2 / 3)),
        ((), [], (None, None, None)),
    ],
)
def test_marks(said: tuple[Said, ...], sources: list[str], expected: tuple[float | None, ...]) -> None:
    assert marks(answer(*said, sources=sources)) == pytest.approx(expected)


def test_only_the_first_forty_statements_count() -> None:
    said = (*(Said(BOTH, (1,)) for _ in range(40)), *(Said(BOTH, ()) for _ in range(60)))
    assert marks(answer(*said, sources=[BOTH])) == (1.0, 1.0, 1.0)


def test_a_clause_that_is_too_short_says_nothing_by_itself() -> None:
    assert clauses("同时，其中，集中整改期为3个月。") == [FIRST]
    assert clauses("金额为1,200万元的项目") == ["金额为1,200万元的项目"]
