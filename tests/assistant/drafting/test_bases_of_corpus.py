"""Findings beside the rules of the sample corpus: the article that a clerk would name, or none where none is on it.

The cases are data. Known failures are strict: one that starts to work must be told so.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting.bases import Basis, bases_of
from assistant.drafting.problem import Problem
from assistant.records import Evidence
from tests.assistant.drafting.rules_of_corpus import retrieve_on

CASES = json.loads((Path(__file__).parents[2] / "cases" / "bases" / "corpus.json").read_text(encoding="utf-8"))
EARLIER_EDITIONS = ("-2020.md", "-2021.md", "-2022.md", "-2023.md")
"""Superseded in a library; read one by one here, nothing says so of them."""


@cache
def _search() -> Any:
    return retrieve_on(date(2025, 7, 15))


def retrieve(query: str, k: int) -> list[Evidence]:
    found = _search()(query, 3 * k)
    return [item for item in found if not item.path.endswith(EARLIER_EDITIONS)][:k]


def bases(case: dict[str, Any]) -> list[Basis]:
    return bases_of(Problem(case["finding"], case["unit"]), retrieve, not_from="feedback", most=2)


def cases(*, with_basis: bool) -> list[Any]:
    chosen = [case for case in CASES if bool(case["articles"]) is with_basis]
    marks = pytest.mark.xfail(strict=True, reason="known failure")
    return [
        pytest.param(case, id=case["finding"][:16], marks=marks if case.get("known_failure") else ()) for case in chosen
    ]


@pytest.mark.parametrize("case", cases(with_basis=True))
def test_the_article_that_was_broken_is_the_basis_and_no_other(case: dict[str, Any]) -> None:
    found = [(Path(basis.evidence.path).name, basis.evidence.passage.article) for basis in bases(case)]
    assert found
    assert all(rule == case["rule"] and article in case["articles"] for rule, article in found)


@pytest.mark.parametrize("case", cases(with_basis=False))
def test_what_no_rule_is_on_has_no_basis(case: dict[str, Any]) -> None:
    assert bases(case) == []
