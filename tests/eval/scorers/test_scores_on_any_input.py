"""No response and no sample, however odd, makes a scorer fail or return anything but a share or nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from eval.records import Cited, Gold, Response, Said, Sample, Span
from eval.scorers import SCORERS
from tests.eval.builders import a_citation, a_response, a_sample, an_abstention

texts = st.text(max_size=30) | st.sampled_from(
    ["", " \n", "🈚️🀄️", "三十日", "百分之", "１２,３４５.６％", "一", "十", "X"]
)
numbers = st.integers(min_value=-1, max_value=4)
paths = st.sampled_from(["a.md", "b.md"])
spans = st.builds(Span, paths, numbers, numbers)
samples = st.builds(
    Sample,
    id=texts,
    question=texts,
    answerable=st.booleans(),
    expected_facts=st.lists(texts, max_size=2).map(tuple),
    gold=st.lists(st.builds(Gold, paths, texts), max_size=2).map(tuple),
    forbidden=st.lists(texts, max_size=2).map(tuple),
    forbidden_digits=st.booleans(),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Response, Sample]:
    sample = draw(samples)
    places = st.lists(spans, max_size=2).map(tuple)
    response = Response(
        abstained=draw(st.booleans()),
        sentences=tuple(draw(st.lists(st.builds(Said, texts, st.lists(numbers, max_size=2).map(tuple)), max_size=3))),
        citations=tuple(draw(st.lists(st.builds(Cited, numbers, spans, texts, st.none() | texts), max_size=3))),
        retrieved=draw(st.none() | st.lists(spans, max_size=6).map(tuple)),
        gold=tuple(draw(places) for _ in sample.gold),
        model="",
        elapsed_ms=0.0,
    )
    return response, sample


def check(response: Response, sample: Sample) -> None:
    for scorer in SCORERS.values():
        score = scorer.score(response, sample)
        assert score.value is None or (math.isfinite(score.value) and 0 <= score.value <= 1)
        assert score.weight > 0
        for language in messages.LANGUAGES:
            assert messages.text(f"evaluation.why.{score.reason}", language=language, **score.facts)


@given(cases())
def test_every_score_is_a_share_or_nothing_and_is_explained(case: tuple[Response, Sample]) -> None:
    check(*case)


@pytest.mark.parametrize("text", ["", " \n\t　", "🈚️🀄️", "整改" * 50_000, "9" * 100_000, "三" * 100_000, " " * 100_000])
def test_extreme_texts_are_scored(text: str) -> None:
    sample = a_sample(question=text, expected_facts=(text,), gold=(Gold("a.md", text),), forbidden=(text,))
    check(a_response(a_citation(quote=text), sentences=(Said(text, (1,)),)), sample)
    check(an_abstention(), sample)
