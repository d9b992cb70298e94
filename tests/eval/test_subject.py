"""A sample is put to a real Assistant, and what comes back can be scored without it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from assistant.application import Assistant
from eval.records import Gold, Response, Sample
from eval.scorers import SCORERS
from eval.shelf import Shelf, open_shelf
from eval.subject import LibrarySubject

RULES = """临江市会议费管理办法

第一条　为了规范会议费管理，制定本办法。
第二条　会议费应当在会议结束后30日内办理报销手续。
第三条　会议费采用银行转账方式结算，不得以现金结算。
"""
SPEECH = "在动员会上的讲话\n\n同志们：这次巡察共派出6个巡察组。\n党组织主要负责人是整改第一责任人。\n"

SAMPLE = Sample(
    id="rules",
    question="会议费应当在会议结束后多少日内办理报销手续？",
    answerable=True,
    as_of=date(2025, 7, 1),
    expected_facts=("30日内",),
    gold=(Gold("rules/fees.md", "会议结束后30日内办理报销手续"),),
)


@contextmanager
def open_subject(corpus: Path) -> Iterator[LibrarySubject]:
    with open_shelf(corpus) as shelf:
        yield LibrarySubject(shelf)


@pytest.fixture
def corpus(write: Callable[[str, str], Path]) -> Path:
    write("rules/fees.md", RULES)
    return write("speech.txt", SPEECH).parent


@pytest.fixture
def subject(corpus: Path) -> Iterator[LibrarySubject]:
    with open_subject(corpus) as opened:
        yield opened


def scores(response: Response, sample: Sample) -> dict[str, float | None]:
    return {name: scorer.score(response, sample).value for name, scorer in SCORERS.items()}


def test_a_question_comes_back_with_everything_that_scoring_needs(subject: LibrarySubject) -> None:
    response = subject.answer(SAMPLE)
    assert not response.abstained
    assert {citation.span.path for citation in response.citations} <= {"rules/fees.md", "speech.txt"}
    assert all(citation.source == citation.quote for citation in response.citations)
    ((place,),) = response.gold
    assert place.path == "rules/fees.md"
    told = {
        "hit@5": 1.0, "citation_validity": 1.0, "citation_recall": 1.0, "citation_distinctness": 1.0,
        "version_correctness": None, "alce_recall": 1.0, "alce_precision": 1.0, "fact_recall": 1.0,
        "figure_fidelity": 1.0, "forbidden_free": None, "abstention_recall": None, "abstention_precision": None,
        "abstention_f1": None, "over_refusal": 0.0,
    }  # fmt: skip
    assert told.items() <= scores(response, SAMPLE).items()


def test_other_editions_of_the_rule_that_holds_the_gold_are_told(write: Callable[[str, str], Path]) -> None:
    write("rules/fees-2020.md", RULES.replace("30日", "45日"))
    write("speech.txt", SPEECH)
    corpus = write("rules/fees.md", RULES).parents[1]
    with open_subject(corpus) as subject:
        assert subject.answer(SAMPLE).other_editions == ("rules/fees-2020.md",)


def test_asking_twice_gives_the_same_but_for_the_time(subject: LibrarySubject) -> None:
    first, second = subject.answer(SAMPLE), subject.answer(SAMPLE)
    assert (first.sentences, first.citations, first.retrieved) == (second.sentences, second.citations, second.retrieved)


def test_a_document_that_the_library_lost_is_a_miss_and_no_error(corpus: Path, assistant: Assistant) -> None:
    assistant.ingest([corpus])
    (lost,) = [one.id for one in assistant.documents() if one.path.endswith("fees.md")]
    assistant.remove(lost)
    response = LibrarySubject(Shelf(assistant, corpus)).answer(SAMPLE)
    assert response.gold == ((),)
    assert scores(response, SAMPLE)["hit@5"] == 0.0
    assert scores(response, SAMPLE)["citation_recall"] == 0.0


def test_a_file_that_was_refused_is_noted(corpus: Path) -> None:
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with open_subject(corpus) as subject:
        assert any("picture.txt" in note for note in subject.notes)


def test_the_users_own_library_is_left_alone(corpus: Path) -> None:
    with open_subject(corpus):
        assert not Path(".assistant").exists()
