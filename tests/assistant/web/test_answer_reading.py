"""An answer that was written down and read again."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.application import Assistant
from assistant.export.answers import answer_to_json
from assistant.records import Answer, Change, Check, Citation, Nearest, Searched, Sentence, Status, Verdict
from assistant.web.answer_reading import answer_from_json

TEXTS = st.text("甲乙丙a\n<\0", max_size=6)
NUMBERS = st.integers(0, 9)
DAYS = st.none() | st.dates()
FLOATS = st.floats(0, 1)
CHANGE = st.builds(Change, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, TEXTS, TEXTS, FLOATS)
CHANGES = st.lists(CHANGE, max_size=2)
CITATIONS = st.builds(
    Citation,
    *[NUMBERS, TEXTS, TEXTS, TEXTS, st.sampled_from(Status), TEXTS, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS],
    score=FLOATS,
    guesses=CHANGES.map(tuple),
    address=st.none() | TEXTS,
    page=st.none() | NUMBERS,
    issued_on=DAYS,
)
CHECKS = st.builds(Check, TEXTS, TEXTS, NUMBERS, NUMBERS, st.booleans())
SENTENCES = st.builds(
    Sentence,
    TEXTS,
    st.lists(NUMBERS, max_size=2).map(tuple),
    st.sampled_from(Verdict),
    st.booleans(),
    TEXTS,
    st.lists(CHECKS, max_size=2).map(tuple),
)
NEAREST = st.builds(Nearest, TEXTS, TEXTS, TEXTS, TEXTS, NUMBERS, NUMBERS, CHANGES.map(tuple))
SEARCHED = st.builds(
    Searched, NUMBERS, NUMBERS, st.lists(TEXTS, max_size=2).map(tuple), st.lists(NEAREST, max_size=2).map(tuple)
)
ANSWERS = st.builds(
    Answer,
    TEXTS,
    st.dates(date(1950, 1, 1)),
    st.booleans(),
    st.none() | TEXTS,
    st.lists(SENTENCES, max_size=2).map(tuple),
    st.lists(CITATIONS, max_size=2).map(tuple),
    SEARCHED,
    TEXTS,
    conflicts=st.lists(st.fixed_dictionaries({"unit": TEXTS, "sources": st.lists(st.just({"values": ["1"]}))})).map(
        tuple
    ),
    degraded=st.lists(TEXTS, max_size=2).map(tuple),
    usage=st.dictionaries(TEXTS, NUMBERS, max_size=2),
    timings_ms=st.dictionaries(TEXTS, st.floats(0, 9), max_size=2),
    rewritten=st.none() | TEXTS,
    missing=st.lists(TEXTS, max_size=2).map(tuple),
    confidence=st.none() | FLOATS,
)


@given(ANSWERS)
def test_any_answer_comes_back_as_it_was(answer: Answer) -> None:
    assert answer_from_json(json.loads(json.dumps(answer_to_json(answer)))) == answer


def test_a_real_answer_comes_back_as_it_was(sample: Assistant) -> None:
    for question in ("整改期限是多久？", "火星基地的采购预算是多少万元？"):
        answer = sample.ask(question)
        assert answer_from_json(json.loads(json.dumps(answer_to_json(answer)))) == answer
