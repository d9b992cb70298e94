from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Stage
from assistant.application import Assistant
from assistant.composing.composer import Delta
from assistant.errors import UsageError
from assistant.records import Answer, Verdict

Write = Callable[[str, str], Path]


def test_every_citation_quotes_its_document_at_its_place(sample: Assistant) -> None:
    questions = sample.starter_questions()
    assert len(questions) >= 4
    for question in questions:
        answer = sample.ask(question)
        for citation in answer.citations:
            document = sample.document(citation.document_id)
            assert document.text[citation.start : citation.end] == citation.quote
            original = document.original_text[citation.original_start : citation.original_end]
            assert original.split() == citation.quote.split()


def test_every_sentence_is_cited_and_judged(sample: Assistant) -> None:
    answer = sample.ask("整改方案要在多少个工作日内报送？")
    assert answer.sentences
    for sentence in answer.sentences:
        assert sentence.verdict is Verdict.SUPPORTED
        assert sentence.citations
        assert all(answer.citation(n) for n in sentence.citations)


def test_an_abstention_says_what_was_searched(sample: Assistant) -> None:
    answer = sample.ask("市图书馆的闭馆时间是几点？")
    assert answer.abstained
    assert not answer.sentences
    assert answer.searched.documents == len(sample.documents())
    assert answer.reason
    assert answer.searched.nearest
    for near in answer.searched.nearest:
        assert sample.document(near.document_id).text[near.start : near.end] == near.quote


def test_what_was_searched_is_the_one_document_where_one_was_chosen(sample: Assistant) -> None:
    chosen = sample.documents()[0]
    answer = sample.ask("市图书馆的闭馆时间是几点？", documents=frozenset((chosen.id,)))
    assert (answer.searched.documents, answer.searched.passages) == (1, len(sample.passages(chosen.id)))


def test_an_empty_library_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("整改期限是多久？")
    assert answer.abstained
    assert "空" in (answer.reason or "")


def test_the_date_decides_which_edition_answers(sample: Assistant) -> None:
    question = "《临江市巡察整改工作办法》规定整改方案要在收到书面反馈意见后多少个工作日内报送？"
    assert "20个工作日" in sample.ask(question, as_of=date(2022, 6, 1)).text
    answer = sample.ask(question, as_of=date(2025, 6, 1)).text
    assert "15个工作日" in answer
    assert "20个工作日" not in answer


def test_stages_come_before_the_answer(sample: Assistant) -> None:
    events = list(sample.ask_events("整改方案要在多少个工作日内报送？"))
    assert [event.name for event in events if isinstance(event, Stage)] == ["understand", "search", "compose", "check"]
    assert any(isinstance(event, Delta) for event in events)
    assert isinstance(events[-1], Answer)


def test_no_question_is_an_error(sample: Assistant) -> None:
    with pytest.raises(UsageError):
        sample.ask("  ")


def test_every_passage_and_citation_of_the_real_documents_is_where_it_says(
    assistant: Assistant, shared_data: Path
) -> None:
    """Asked about each document in its own words, 59 documents over."""
    report = assistant.ingest([shared_data / "seed", shared_data / "real-docs"])
    assert report.count("added") == 59
    assert [Path(file.path).name for file in report.files if file.outcome == "skipped"] == ["index.tsv"]
    cited = 0
    for row in assistant.documents():
        document = assistant.document(row.id)
        passages = assistant.passages(row.id)
        for passage in passages:
            assert document.text[passage.start : passage.end] == passage.text
        middle = passages[len(passages) // 2].text[:60]
        for citation in assistant.ask(f"{middle}是怎么规定的？").citations:
            quoted = assistant.document(citation.document_id)
            assert quoted.text[citation.start : citation.end] == citation.quote
            assert 0 <= citation.original_start < citation.original_end <= len(quoted.original_text)
            cited += 1
    assert cited >= 59
    assert assistant.ingest([shared_data / "seed", shared_data / "real-docs"]).count("unchanged") == 59


@pytest.mark.parametrize(
    ("history", "question", "label", "says"),
    [
        ([], "档案办法13条", "第十三条", "一式3套"),
        ([], "信访办法的第9条说啥", "第九条", "接待来访"),
        (["招投标规定第18条怎么说？"], "再麻烦把第二十条的内容也告诉我", "第二十条", "工程结算"),
    ],
)
def test_an_article_of_a_rule_named_in_short_is_that_article_alone(
    sample: Assistant, history: list[str], question: str, label: str, says: str
) -> None:
    answer = sample.ask(question, history=history)
    assert says in answer.text
    assert [citation.quote[: len(label)] for citation in answer.citations] == [label]


def test_a_kind_of_rule_alone_names_none(sample: Assistant) -> None:
    answer = sample.ask("办法第999条怎么规定？")
    assert answer.abstained
    assert "没有这一条" not in (answer.reason or "")


def test_two_figures_of_one_sentence_are_told_by_it(sample: Assistant) -> None:
    answer = sample.ask("五轮巡察共移交问题线索多少件 新建和修订制度多少项")
    assert "203件" in answer.text
    assert "716项" in answer.text
