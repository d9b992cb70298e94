"""An answer with its trace: the same answer, the same passages, and nothing searched for twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant import asking
from assistant.application import Assistant
from assistant.errors import EndpointError, UsageError
from assistant.records import Answer
from assistant.retrieval.hybrid import Search, searched_anyhow

DAY = date(2026, 3, 1)
PLAIN = "整改方案要在多少个工作日内报送？"
ADDRESSED = "《临江市巡察整改工作办法》第十五条怎么规定的？"
COMPARING = "巡察整改工作办法2021年版和现行版，整改方案的报送期限有什么不同？"


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was searched for."""
    made: list[str] = []

    def counted(*given: Any, **named: Any) -> Search:
        found = searched_anyhow(*given, **named)
        made.append(found.query.text)
        return found

    monkeypatch.setattr(asking, "searched_anyhow", counted)
    return made


def untimed(answer: Answer) -> Answer:
    return replace(answer, timings_ms={})


@pytest.mark.parametrize("question", [PLAIN, ADDRESSED, COMPARING])
def test_a_trace_holds_what_asking_and_retrieving_give(sample: Assistant, question: str) -> None:
    traced = sample.trace(question, as_of=DAY)
    assert untimed(traced.answer) == untimed(sample.ask(question, as_of=DAY))
    for k in (1, 5):
        assert list(traced.retrieve(k)) == sample.retrieve(question, k=k, as_of=DAY)


def test_what_the_answer_searched_for_is_not_searched_for_again(sample: Assistant, searches: list[str]) -> None:
    traced = sample.trace(PLAIN, as_of=DAY)
    assert len(traced.retrieve(5)) == 5
    assert len(traced.retrieve(3)) == 3
    assert len(searches) == 1


def test_passages_by_terms_alone_are_not_taken_for_those_of_the_search(
    sample: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    down = EndpointError("endpoint_no_embeddings", url="http://127.0.0.1:9", model="m")

    def by_terms_alone(*given: Any, **named: Any) -> Search:
        return replace(searched_anyhow(*given, **named), without_vectors=down)

    monkeypatch.setattr(asking, "searched_anyhow", by_terms_alone)
    traced = sample.trace(PLAIN, as_of=DAY)
    assert traced.answer.degraded
    with pytest.raises(EndpointError):
        traced.retrieve(5)


def test_an_empty_question_is_refused(sample: Assistant) -> None:
    with pytest.raises(UsageError):
        sample.trace(" ")
