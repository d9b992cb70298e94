"""What may be asked after an answer."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from assistant.application import Assistant
from assistant.errors import NotInLibrary
from assistant.records import Citation, Nearest, Passage, Searched, Status
from assistant.web.follow_ups import MOST, follow_ups
from tests.assistant.web.talking import ANSWER


def passage(start: int, heading: str = "", article: str | None = None) -> Passage:
    return Passage(f"p{start}", "d1", start, start + 10, start, start + 10, "正文", heading, article)


def library(*passages: Passage) -> Any:
    def of(document_id: str) -> list[Passage]:
        if document_id != "d1":
            raise NotInLibrary("no_such_document", id=document_id)
        return list(passages)

    return SimpleNamespace(passages=of)


def citing(start: int, document_id: str = "d1") -> Any:
    citation = Citation(
        1, document_id, "整改办法", "a.md", Status.CURRENT, "", "引", start, start + 9, start, start + 9, 1
    )
    return replace(ANSWER, abstained=False, citations=(citation,))


ARTICLES = [passage(10 * n, "第一章 总则", f"第{n}条") for n in range(6)]


def test_what_comes_after_the_cited_article_is_suggested_first() -> None:
    assert follow_ups(library(*ARTICLES), citing(30), "zh") == (
        "《整改办法》第4条是怎么规定的？",
        "《整改办法》第5条是怎么规定的？",
        "《整改办法》第0条是怎么规定的？",
    )


def test_headings_stand_in_where_there_are_no_articles_and_numbers_alone_do_not() -> None:
    suggested = follow_ups(
        library(passage(0, "（3）"), passage(10, "总则 › 二、责任分工"), passage(20)), citing(0), "zh"
    )
    assert suggested == ("《整改办法》在“二、责任分工”中讲了什么？",)


def test_an_abstention_suggests_the_nearest_material() -> None:
    near = Nearest("d1", "整改办法", "", "近", 0, 9)
    answer = replace(ANSWER, searched=Searched(1, 6, (), (near,)))
    assert len(follow_ups(library(*ARTICLES), answer, "zh")) == MOST


def test_a_document_that_is_gone_or_hidden_suggests_nothing() -> None:
    assert follow_ups(library(*ARTICLES), citing(0, "d9"), "zh") == ()


def test_what_was_just_asked_is_not_suggested() -> None:
    answer = replace(citing(30), question="《整改办法》第4条是怎么规定的？")
    assert answer.question not in follow_ups(library(*ARTICLES), answer, "zh")


def test_the_sample_corpus_holds_the_answers(sample: Assistant) -> None:
    suggested = follow_ups(sample, sample.ask("整改期限是多久？"), "zh")
    assert suggested
    assert not any(sample.ask(question).abstained for question in suggested)
