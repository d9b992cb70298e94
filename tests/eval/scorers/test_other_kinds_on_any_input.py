"""No draft, text, report or speech, however odd, makes a scorer fail or return anything but a share or nothing."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import messages
from eval.cases.checks import CheckedDraft, CheckReport, SpokenRule
from eval.cases.drafts import Basis, Drafted, Feedback, PlannedMeasure, Quoted, ReadFinding, WantedFinding
from eval.cases.repairs import DamagedText, RepairedText
from eval.cases.speeches import Occasion, Spoken, SpokenLine, SpokenSource
from eval.scorers import of_kind

texts = st.text(max_size=20) | st.sampled_from(
    [
        "",
        " \n\t　",
        "🈚️🀄️",
        "三十日",
        "【待填：】",
        "【待填：责任领导】",
        "××万元",
        "②2022年",
        "第一项议程",
        "规定：“”",
        "X" * 300,
    ]
)
tuples = st.lists(texts, max_size=3).map(tuple)
maybe_text = st.none() | texts
days = st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))
quotes = st.builds(Quoted, texts, texts)
brought: dict[str, Any] = {"model": st.just(""), "elapsed_ms": st.just(0.0)}
measures = st.builds(PlannedMeasure, texts, texts, texts, tuples, days, st.booleans(), texts, tuples, tuples)
drafted = st.builds(
    Drafted,
    source=texts,
    unit=maybe_text,
    inspected_by=maybe_text,
    kind=maybe_text,
    feedback_on=days,
    findings=st.lists(st.builds(ReadFinding, quotes, st.lists(quotes, max_size=2).map(tuple)), max_size=3).map(tuple),
    suggestions=st.lists(quotes, max_size=2).map(tuple),
    deadlines=st.lists(quotes, max_size=2).map(tuple),
    measures=st.lists(measures, max_size=3).map(tuple),
    bases=st.lists(st.builds(Basis, texts, texts, quotes, st.booleans()), max_size=2).map(tuple),
    limit=days,
    slots=tuples,
    **brought,
)
feedback = st.builds(
    Feedback,
    texts,
    texts,
    text=texts,
    findings=st.lists(st.builds(WantedFinding, texts, tuples, texts), max_size=3).map(tuple),
    suggestions=tuples,
    deadlines=tuples,
    unit=maybe_text,
    feedback_on=days,
    ignore_spaces=st.booleans(),
)
speeches = st.builds(
    Spoken,
    about=texts,
    lines=st.lists(st.builds(SpokenLine, texts, st.lists(st.integers(-1, 3), max_size=2).map(tuple)), max_size=4).map(
        tuple
    ),
    sources=st.lists(st.builds(SpokenSource, st.integers(0, 2), texts, quotes), max_size=2).map(tuple),
    characters=st.integers(0, 10**5),
    says_too_short=st.booleans(),
    **brought,
)
occasions = st.builds(
    Occasion,
    texts,
    texts,
    genre=st.sampled_from(["表态发言", "主持词"]),
    minutes=st.none() | st.floats(0.5, 60),
    agenda=tuples,
    items=st.none() | st.integers(0, 12),
    problems=st.none() | st.integers(0, 20),
)
repairs = st.builds(RepairedText, text=texts, replayed=texts, again=texts, **brought)
damaged = st.builds(DamagedText, texts, texts, texts, texts)
reports = st.builds(CheckReport, issues=st.lists(st.builds(SpokenRule, texts, texts), max_size=3).map(tuple), **brought)
checked = st.builds(CheckedDraft, texts, texts, st.just("rows"), st.sampled_from(["found", "silent", "clean"]), texts)


def check(kind: str, product: Any, case: Any) -> None:
    for scorer in of_kind(kind).values():
        score = scorer.score(product, case)
        assert score.value is None or (math.isfinite(score.value) and 0 <= score.value <= 1), scorer.name
        assert score.weight > 0
        for language in messages.LANGUAGES:
            assert messages.text(f"evaluation.why.{score.reason}", language=language, **score.facts)


@settings(deadline=None)
@given(drafted, feedback)
def test_drafts(product: Drafted, case: Feedback) -> None:
    check("draft", product, case)


@settings(deadline=None)
@given(speeches, occasions)
def test_speeches(product: Spoken, case: Occasion) -> None:
    check("speak", product, case)


@settings(deadline=None)
@given(repairs, damaged)
def test_repairs(product: RepairedText, case: DamagedText) -> None:
    check("repair", product, case)


@settings(deadline=None)
@given(reports, checked)
def test_checks(product: CheckReport, case: CheckedDraft) -> None:
    check("check", product, case)
