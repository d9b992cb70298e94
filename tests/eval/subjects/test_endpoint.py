"""A model at an endpoint is evaluated on what it writes itself, over passages that we found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import EndpointError
from eval.records import Gold, Sample
from eval.scorers import SCORERS
from eval.subjects import opener
from tests.model_server import MODEL, ModelServer, error, status

RULES = (
    "会议费管理办法\n\n第一条　为了规范会议费管理，制定本办法。\n第二条　会议费应当在会议结束后30日内办理报销手续。\n"
)
QUOTE = "会议费应当在会议结束后30日内办理报销手续"
SAMPLE = Sample("a", "会议费多少日内报销？", True, as_of=date(2025, 7, 1), gold=(Gold("fees.md", QUOTE),))


@pytest.fixture
def corpus(write: Callable[[str, str], Path]) -> Path:
    return write("fees.md", RULES).parent


def scores(server: ModelServer, corpus: Path, *answer: str) -> dict[str, float | None]:
    server.will_answer(*answer)
    with opener(f"openai:{server.url}#{MODEL}")(corpus) as subject:
        response = subject.answer(SAMPLE)
    return {name: scorer.score(response, SAMPLE).value for name, scorer in SCORERS.items()}


def test_it_is_given_our_passages_and_its_own_words_are_scored(server: ModelServer, corpus: Path) -> None:
    measured = scores(server, corpus, "会议费应当在会议结束后30日内办理报销手续。[1]")
    assert QUOTE in json.dumps(server.chats[0].body, ensure_ascii=False)
    names = ("hit@5", "citation_validity", "citation_recall", "figure_fidelity", "alce_recall")
    assert [measured[name] for name in names] == [1.0] * 5


def test_what_it_invents_is_not_mended_but_scored(server: ModelServer, corpus: Path) -> None:
    measured = scores(server, corpus, "会议费应当在会议结束后90日内办理报销手续。[9]")
    assert (measured["citation_validity"], measured["figure_fidelity"], measured["alce_recall"]) == (0.0, 0.0, 0.0)


def test_an_endpoint_that_fails_is_an_error_and_not_the_embedded_composers_answer(
    server: ModelServer, corpus: Path
) -> None:
    server.will(status(401, error("no such key")))
    with opener(f"openai:{server.url}#{MODEL}")(corpus) as subject, pytest.raises(EndpointError):
        subject.answer(SAMPLE)
