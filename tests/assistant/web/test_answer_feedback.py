"""What people say of answers is kept as cases, without the words of documents."""

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.records import Answer, Citation, Searched, Sentence, Status, Verdict
from assistant.web.answer_feedback import Case, FeedbackBook, Span, case_of, find_words


def citation(n: int, start: int) -> Citation:
    return Citation(n, "d1", "办法", "a.md", Status.CURRENT, "第五条", "机密引文", start, start + 4, 0, 4, 0.9)


ANSWER = Answer(
    "问？",
    date(2026, 1, 1),
    False,
    None,
    (Sentence("对。", (1,), Verdict.SUPPORTED), Sentence("错。", (2,), Verdict.NOT_FOUND)),
    (citation(1, 0), citation(2, 9)),
    Searched(1, 2),
    "extractive",
)


@pytest.fixture
def book(tmp_path: Path) -> FeedbackBook:
    return FeedbackBook(tmp_path / "quality" / "feedback.jsonl")


def test_a_good_answer_says_itself_what_is_right(book: FeedbackBook) -> None:
    case = case_of(ANSWER, "问？", ["先问"], "good")
    assert case.is_complete
    assert (case.answerable, case.gold) == (True, (Span("d1", 0, 4),))
    abstained = case_of(replace(ANSWER, abstained=True, sentences=(), citations=()), "问？", [], "good")
    assert abstained.is_complete
    assert abstained.answerable is False


@pytest.mark.parametrize("said", ["bad", "wrong_citation"])
def test_of_a_wrong_answer_somebody_has_to_say_what_is_right(book: FeedbackBook, said: str) -> None:
    case = case_of(ANSWER, "问？", [], said)  # type: ignore[arg-type]
    assert not case.is_complete
    book.add(case)
    book.complete(case.id, answerable=True, facts=["三个月"], gold=[Span("d1", 3, 8)])
    (kept,) = book.cases()
    assert kept.is_complete
    assert (kept.facts, kept.gold, kept.cited) == (("三个月",), (Span("d1", 3, 8),), case.cited)


def test_cases_come_back_as_they_were_and_nobody_else_reads_them(book: FeedbackBook) -> None:
    cases = [case_of(ANSWER, question, ["先\u2028问"], "bad") for question in ("一？", "二\n行？")]
    for case in cases:
        book.add(case)
    assert book.cases() == cases
    assert stat.S_IMODE(book._path.stat().st_mode) == 0o600


def test_the_file_holds_no_words_of_documents(book: FeedbackBook) -> None:
    book.add(case_of(ANSWER, "问？", [], "good"))
    assert "机密引文" not in book._path.read_text(encoding="utf-8")


def test_a_case_can_be_taken_away_once(book: FeedbackBook) -> None:
    case = case_of(ANSWER, "问？", [], "bad")
    book.add(case)
    book.remove(case.id)
    assert book.cases() == []
    with pytest.raises(UsageError, match=case.id):
        book.remove(case.id)


def test_a_torn_line_hides_no_case_and_is_not_lost(book: FeedbackBook) -> None:
    book.add(case_of(ANSWER, "一？", [], "bad"))
    with book._path.open("a", encoding="utf-8") as file:
        file.write('{"id": "feedback-torn"\n[]\n{"id": 1}\n')
    book.add(case_of(ANSWER, "二？", [], "bad"))
    assert [case.question for case in book.cases()] == ["一？", "二？"]
    assert "feedback-torn" in book._path.read_text(encoding="utf-8")


def test_a_case_that_needs_gold_is_not_complete_without() -> None:
    case: Case = case_of(ANSWER, "问？", [], "bad")
    assert not replace(case, answerable=True).is_complete
    assert replace(case, answerable=False).is_complete


@given(st.text("甲乙 \n丙", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_words_that_were_copied_are_found_whatever_became_of_blanks(text: str, one: int, other: int) -> None:
    words = text[min(one, other) : max(one, other)]
    place = find_words(words.replace(" ", "\n"), text)
    if not words.strip():
        assert place is None
    else:
        assert place is not None
        assert "".join(text[slice(*place)].split()) == "".join(words.split())


def test_what_stood_in_a_purged_document_is_taken_out_of_cases(book: FeedbackBook) -> None:
    for document_id in ("d1", "d2"):
        case = case_of(ANSWER, f"{document_id}？", [], "bad")
        book.add(case)
        book.complete(case.id, answerable=True, facts=["三个月"], gold=[Span(document_id, 3, 8)])
    book.forget_documents(["d1"])
    assert [(case.question, case.facts, case.answerable) for case in book.cases()] == [
        ("d1？", (), None),
        ("d2？", ("三个月",), True),
    ]
