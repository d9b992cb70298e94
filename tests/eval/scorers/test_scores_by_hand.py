"""Each scorer on cases worked out by hand."""

import pytest

from eval.records import Cited, Gold, Response, Said, Sample, Score, Span
from eval.scorers import SCORERS
from tests.eval.builders import DOCUMENT, QUOTE, a_citation, a_response, a_sample, an_abstention

OTHER = "会议费应当在30日内报销。"


def score(metric: str, response: Response, sample: Sample | None = None) -> Score:
    return SCORERS[metric].score(response, sample or a_sample())


class TestHitAt5:
    def test_a_passage_that_holds_the_gold_quote_is_a_hit(self) -> None:
        response = a_response(retrieved=(Span("other.md", 100, 117), Span(DOCUMENT, 0, 400)))
        assert score("hit@5", response).value == 1.0
        assert score("hit@5", response).facts == {"rank": 2}

    def test_the_sixth_passage_is_too_late(self) -> None:
        late = (Span("other.md", 0, 9),) * 5 + (Span(DOCUMENT, 0, 400),)
        assert score("hit@5", a_response(retrieved=late)).value == 0.0

    def test_touching_the_gold_quote_at_its_end_is_no_hit(self) -> None:
        assert score("hit@5", a_response(retrieved=(Span(DOCUMENT, 116, 500),))).value == 0.0

    def test_a_gold_quote_the_library_lost_is_a_miss(self) -> None:
        assert score("hit@5", a_response(gold=((),))).value == 0.0

    def test_what_cannot_be_scored_has_no_value(self) -> None:
        assert score("hit@5", a_response(retrieved=None)).reason == "retrieval_unknown"
        assert score("hit@5", a_response(gold=()), a_sample(answerable=False)).reason == "no_gold"


class TestCitationValidity:
    def test_all_in_order(self) -> None:
        assert score("citation_validity", a_response(a_citation())).value == 1.0

    @pytest.mark.parametrize(
        "citation",
        [
            a_citation(source="党组织主要负责人是整改第一责任人，"),
            a_citation(source=None),
            a_citation(quote=" ", source=" "),
        ],
    )
    def test_a_quote_that_differs_from_its_document_is_broken(self, citation: Cited) -> None:
        assert score("citation_validity", a_response(citation)).value == 0.5

    def test_a_sentence_without_citation_counts(self) -> None:
        response = a_response(a_citation(), sentences=(Said(QUOTE, (1,)), Said("没有出处。", ())))
        assert score("citation_validity", response).value == pytest.approx(2 / 3)

    def test_a_number_that_does_not_exist_counts(self) -> None:
        assert score("citation_validity", a_response(a_citation(), sentences=(Said(QUOTE, (1, 7)),))).value == 0.5

    def test_two_citations_with_one_number_are_both_broken(self) -> None:
        response = a_response(a_citation(), a_citation(1, 300))
        assert score("citation_validity", response).value == 0.5

    def test_nothing_said_is_not_scored(self) -> None:
        assert score("citation_validity", an_abstention()).value is None


class TestCitationPrecisionAndRecall:
    def test_one_of_two_citations_is_right(self) -> None:
        response = a_response(a_citation(), a_citation(2, 500, quote=OTHER))
        assert score("citation_precision", response).value == 0.5
        assert score("citation_recall", response).value == 1.0
        assert score("citation_correctness", response).value == pytest.approx(2 / 3)

    def test_a_fact_that_stands_elsewhere_too_is_a_right_citation(self) -> None:
        response = a_response(a_citation(1, 700, path="speeches/other.txt"))
        sample = a_sample(expected_facts=("主要负责人",))
        assert score("citation_precision", response, sample).value == 1.0
        assert score("citation_recall", response, sample).value == 0.0

    def test_each_of_several_gold_quotes_is_to_be_cited(self) -> None:
        sample = a_sample(gold=(Gold(DOCUMENT, QUOTE), Gold(DOCUMENT, OTHER)), expected_facts=("主要负责人", "30日"))
        gold = ((Span(DOCUMENT, 100, 117),), (Span(DOCUMENT, 500, 513),))
        response = a_response(a_citation(), gold=gold)
        assert score("citation_recall", response, sample).value == 0.5

    def test_one_is_enough_where_each_alone_says_everything(self) -> None:
        sample = a_sample(gold=(Gold(DOCUMENT, QUOTE), Gold("b.md", QUOTE)), expected_facts=("主要负责人",))
        response = a_response(a_citation(), gold=((Span(DOCUMENT, 100, 117),), (Span("b.md", 0, 17),)))
        assert score("citation_recall", response, sample).value == 1.0
        none_cited = a_response(a_citation(1, 700), gold=response.gold)
        assert score("citation_recall", none_cited, sample).value == 0.0

    def test_any_place_of_a_repeated_quote_will_do(self) -> None:
        response = a_response(a_citation(1, 900), gold=((Span(DOCUMENT, 100, 117), Span(DOCUMENT, 900, 917)),))
        assert score("citation_recall", response).value == 1.0

    def test_abstaining_cites_no_gold(self) -> None:
        assert score("citation_precision", an_abstention()).value is None
        assert score("citation_recall", an_abstention()).value == 0.0
        assert score("citation_correctness", an_abstention()).value == 0.0

    def test_without_gold_there_is_nothing_to_compare_with(self) -> None:
        sample = a_sample(answerable=False)
        for metric in ("citation_precision", "citation_recall", "citation_correctness"):
            assert score(metric, a_response(a_citation(), gold=()), sample).reason == "no_gold"


class TestFactRecall:
    def test_half_of_the_facts_are_said(self) -> None:
        sample = a_sample(expected_facts=("主要负责人", "30日"))
        assert score("fact_recall", a_response(a_citation()), sample).value == 0.5
        assert score("fact_recall", a_response(a_citation()), sample).facts == {"missing": "30日"}

    def test_abstaining_says_none(self) -> None:
        assert score("fact_recall", an_abstention(), a_sample(expected_facts=("30日",))).value == 0.0

    def test_no_expectation_is_not_scored(self) -> None:
        assert score("fact_recall", a_response(a_citation())).value is None


class TestFigureFidelity:
    def test_a_figure_in_another_notation_is_cited(self) -> None:
        response = a_response(a_citation(quote=OTHER), sentences=(Said("应当在三十日内报销。", (1,)),))
        assert score("figure_fidelity", response).value == 1.0

    def test_a_changed_figure_is_not(self) -> None:
        response = a_response(a_citation(quote=OTHER), sentences=(Said("30日内，最多60日。", (1,)),))
        assert score("figure_fidelity", response).value == 0.5
        assert score("figure_fidelity", response).facts == {"figures": "60"}

    def test_a_figure_must_stand_in_what_its_own_sentence_cites(self) -> None:
        citations = (a_citation(1), a_citation(2, 500, quote=OTHER))
        response = a_response(*citations, sentences=(Said("30日内报销。", (1,)),))
        assert score("figure_fidelity", response).value == 0.0

    def test_a_sentence_without_figures_is_not_scored(self) -> None:
        assert score("figure_fidelity", a_response(a_citation())).value is None


class TestForbiddenFree:
    def test_forbidden_words_are_found_in_another_notation(self) -> None:
        sample = a_sample(forbidden=("20个工作日",))
        response = a_response(a_citation(), sentences=(Said("二十个工作日内报送。", (1,)),))
        assert score("forbidden_free", response, sample).value == 0.0
        assert score("forbidden_free", a_response(a_citation()), sample).value == 1.0

    def test_a_hidden_figure_may_not_be_filled_in_but_the_year_of_the_question_may_be_repeated(self) -> None:
        sample = a_sample(question="2024年处置线索多少件？", forbidden_digits=True)
        honest = a_response(a_citation(), sentences=(Said("2024年处置线索 X 件。", (1,)),))
        invented = a_response(a_citation(), sentences=(Said("2024年处置线索312件。", (1,)),))
        assert score("forbidden_free", honest, sample).value == 1.0
        assert score("forbidden_free", invented, sample).value == 0.0

    def test_where_nothing_is_forbidden_nothing_is_scored(self) -> None:
        assert score("forbidden_free", a_response(a_citation())).value is None


class TestAbstention:
    @pytest.mark.parametrize(
        ("answerable", "abstained", "recall", "precision", "f1", "over_refusal"),
        [
            (True, False, None, None, None, 0.0),
            (True, True, None, 0.0, 0.0, 1.0),
            (False, False, 0.0, None, 0.0, None),
            (False, True, 1.0, 1.0, 1.0, None),
        ],
    )
    def test_the_four_outcomes(
        self,
        answerable: bool,
        abstained: bool,
        recall: float | None,
        precision: float | None,
        f1: float | None,
        over_refusal: float | None,
    ) -> None:
        sample = a_sample(answerable=answerable)
        response = an_abstention() if abstained else a_response(a_citation())
        assert score("abstention_recall", response, sample).value == recall
        assert score("abstention_precision", response, sample).value == precision
        assert score("abstention_f1", response, sample).value == f1
        assert score("over_refusal", response, sample).value == over_refusal

    def test_on_a_hidden_figure_abstaining_is_neither_rewarded_nor_punished(self) -> None:
        sample = a_sample(forbidden_digits=True)
        for metric in ("abstention_precision", "abstention_f1", "over_refusal", "citation_recall"):
            assert score(metric, an_abstention(), sample).reason == "figure_hidden"
