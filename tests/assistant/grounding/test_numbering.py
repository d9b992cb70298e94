"""Numbers of citations have no gaps when sentences are left out."""

from __future__ import annotations

from assistant.grounding.numbering import renumbered
from assistant.records import Citation, Sentence, Status, Verdict


def cited(n: int) -> Citation:
    return Citation(n, f"d{n}", "办法", "a", Status.CURRENT, "", f"句{n}", 0, 2, 0, 2, 1.0)


def test_citations_are_numbered_in_the_order_in_which_they_are_named() -> None:
    sentences = [Sentence("甲。", (3,), Verdict.SUPPORTED), Sentence("乙。", (1, 3), Verdict.SUPPORTED)]
    left, citations = renumbered(sentences, [cited(1), cited(2), cited(3)])
    assert [sentence.citations for sentence in left] == [(1,), (2, 1)]
    assert [(citation.n, citation.quote) for citation in citations] == [(1, "句3"), (2, "句1")]


def test_a_full_list_stays_as_it_is() -> None:
    sentences = [Sentence("甲。", (1, 2), Verdict.SUPPORTED)]
    assert renumbered(sentences, [cited(1), cited(2)]) == (sentences, [cited(1), cited(2)])


def test_nothing_cited_leaves_nothing() -> None:
    assert renumbered([Sentence("甲。", (), Verdict.NOT_FOUND)], [cited(1)])[1] == []
