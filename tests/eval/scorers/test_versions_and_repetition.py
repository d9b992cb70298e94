"""Which edition is cited, and whether a citation brings something, by hand."""

from __future__ import annotations

from eval.editions import Editions
from eval.records import Cited, Gold, Sample, Score, Span
from eval.scorers import SCORERS
from tests.eval.builders import a_citation, a_response, a_sample

OLD, NEW, OTHER = "rules-2021.md", "rules-2024.md", "speech.md"


def citing(*paths: str, sample: Sample | None = None) -> Score:
    citations = tuple(a_citation(n, n * 100, path=path, quote=f"第{n}句。") for n, path in enumerate(paths, start=1))
    response = a_response(*citations, other_editions=(OLD,))
    return SCORERS["version_correctness"].score(response, sample or a_sample(gold=(Gold(NEW, "句"),)))


def test_the_right_edition_is_1_another_0_and_both_the_share() -> None:
    assert [citing(NEW).value, citing(OLD).value, citing(NEW, OLD, NEW, OLD).value] == [1.0, 0.0, 0.5]
    assert OLD in citing(OLD).explanation


def test_other_documents_do_not_count() -> None:
    assert citing(OTHER, NEW).value == 1.0
    assert citing(OTHER).value is None


def test_a_comparison_has_every_edition_right() -> None:
    both = a_sample(gold=(Gold(NEW, "句"), Gold(OLD, "句")))
    assert citing(OLD, NEW, sample=both).value is None


def test_documents_of_one_title_are_editions_of_one_rule() -> None:
    editions = Editions(
        {OLD: "会议费办法", NEW: "《会议费办法（2024年修订）》", OTHER: "在会议上的讲话", "x": "", "y": ""}
    )
    assert editions.beside([NEW]) == (OLD,)
    assert editions.beside([OTHER, "x"]) == ()
    assert editions.beside([NEW, OLD]) == ()


def distinctness(*citations: Cited) -> float | None:
    return SCORERS["citation_distinctness"].score(a_response(*citations), a_sample()).value


def test_a_citation_of_the_same_place_or_of_the_same_words_repeats() -> None:
    first = a_citation(1, 100)
    assert distinctness() is None
    assert distinctness(first) == 1.0
    assert distinctness(first, Cited(2, Span("regulations/measures.md", 101, 117), "组织", "组织")) == 0.5
    assert distinctness(first, a_citation(2, 7, path="copy.md")) == 0.5
    assert distinctness(first, a_citation(2, 300, quote="另一句。")) == 1.0
