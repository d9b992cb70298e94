"""A problem statement → the wording of measures against it, from templates by class of problem (`measures.toml`).

Words in, words out: every text names the matter in the document's own words, none repeats another, and none holds a
figure, name or date of its own. It knows nothing of plans, citations or dates.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.defects import Matter, matter, problem_clauses, shortened, states_problem
from assistant.drafting.records import Excerpt, Finding, Metric
from assistant.drafting.slots import BASELINE, TARGET, slot, without_redactions
from assistant.text.facts import facts
from assistant.text.sentences import sentences
from assistant.text.terms import fold

_MOST_FACTS = 4
"""Facts of one finding that get a measure each; more would bury the plan, and all stand in the quoted finding."""

_MOST_FIGURES = 4
"""Figures of the document that are named as baseline of one measure."""


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of measure of a class of problem."""

    texts: tuple[str, ...]
    indicator: str
    completion: str
    evidence: tuple[str, ...]
    immediate: bool = False
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemClass:
    """A class of problem with the words that show it and the acts that answer it."""

    name: str
    title: str
    words: tuple[str, ...]
    acts: Mapping[str, Act]

    def act(self, name: str) -> Act:
        """Its own act of that name, else the general one."""
        return self.acts.get(name) or general().acts[name]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a measure says, before anybody answers for it."""

    text: str
    metric: Metric
    completion_mark: str
    evidence_required: tuple[str, ...]
    immediate: bool
    stages: tuple[str, ...]


@dataclass
class Writer:
    """Writes the measures of one plan; remembers what it wrote, so that no two read alike."""

    _turn: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _written: set[str] = field(default_factory=set)

    def correction(self, point: Excerpt, finding: Finding) -> Wording:
        """What puts right one point of a finding (当下改)."""
        stated = matter(point.verbatim)
        kind = classify(point.verbatim, finding.verbatim)
        words = _words_for(stated)
        if _is_fact_of(point, finding):
            words["matter"] = f"{_words_for(_headline_matter(finding))['matter']}中{words['matter']}"
        return self._filled(kind.act(stated.kind.value), words, point.verbatim)

    def similar(self, finding: Finding) -> Wording:
        """What looks for the same problem elsewhere (举一反三)."""
        return self._on_the_whole("similar", finding)

    def mechanism(self, finding: Finding) -> Wording:
        """What closes the gap that the problem came through (长久立)."""
        return self._on_the_whole("mechanism", finding)

    def advice(self, verbatim: str) -> Wording:
        """What acts on a suggestion."""
        words = without_redactions(_advised(verbatim))
        return self._filled(advice(), {"thing": words, "matter": words}, "")

    def _on_the_whole(self, act: str, finding: Finding) -> Wording:
        return self._filled(classify(finding.headline.verbatim).act(act), _words_for(_headline_matter(finding)), "")

    def _filled(self, act: Act, words: Mapping[str, str], figures_of: str) -> Wording:
        text = self._unused(act.texts, words)
        return Wording(
            text=text,
            metric=Metric(act.indicator.format(**words), _baseline(figures_of), slot(TARGET)),
            completion_mark=act.completion.format(**words),
            evidence_required=act.evidence,
            immediate=act.immediate,
            stages=tuple(stage.format(**words) for stage in act.stages),
        )

    def _unused(self, texts: tuple[str, ...], words: Mapping[str, str]) -> str:
        """The next text in turn; where two matters share their words, one that has not been written yet."""
        turn = self._turn[texts]
        self._turn[texts] += 1
        in_turn = [texts[(turn + step) % len(texts)].format(**words) for step in range(len(texts))]
        chosen = next((text for text in in_turn if text not in self._written), in_turn[0])
        self._written.add(chosen)
        return chosen


def _headline_matter(finding: Finding) -> Matter:
    """What the finding as a whole is about: the first statement of its headline."""
    words = finding.headline.verbatim
    stated = problem_clauses(words, 0, len(words))
    return matter(stated[0].of(words) if stated else words)


def _is_fact_of(point: Excerpt, finding: Finding) -> bool:
    """Whether a point is a sentence behind the headline, which does not say by itself what it is about."""
    return not finding.sub_points and point != finding.excerpt


def points_of(finding: Finding) -> tuple[Excerpt, ...]:
    """What has to be put right one by one: sub-points, else the facts behind the headline, else the finding itself."""
    if finding.sub_points:
        return finding.sub_points
    text, start = finding.verbatim, finding.excerpt.start
    stated = [
        Excerpt(span.of(text), start + span.start, start + span.end)
        for span in sentences(text)
        if start + span.start >= finding.headline.end and states_problem(span.of(text))
    ]
    return tuple(stated[:_MOST_FACTS]) or (finding.excerpt,)


def classify(text: str, context: str = "") -> ProblemClass:
    """The class whose words weigh most in a problem statement, else in its context, else the general one.

    >>> classify("会议费管理不严，三次会议超标准列支").name
    'style'
    """
    for words_of in (text, context):
        folded = fold(words_of)
        weights = [sum(len(word) for word in kind.words if word in folded) for kind in classes()]
        if weights and max(weights) > 0:
            return classes()[weights.index(max(weights))]
    return general()


@cache
def classes() -> tuple[ProblemClass, ...]:
    """The classes of problems that have templates of their own."""
    return tuple(_class(row) for row in _table()["class"])


@cache
def general() -> ProblemClass:
    """The class that every problem belongs to; it has all acts."""
    return _class({"name": "general", "words": [], **_table()["general"]})


@cache
def advice() -> Act:
    """How a suggestion is acted on."""
    return _act(_table()["advice"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))


def _class(row: dict[str, Any]) -> ProblemClass:
    acts = {name: _act(value) for name, value in row.items() if isinstance(value, dict)}
    return ProblemClass(row["name"], row["title"], tuple(row["words"]), acts)


def _act(row: dict[str, Any]) -> Act:
    return Act(
        texts=tuple(row["texts"]),
        indicator=row["indicator"],
        completion=row["completion"],
        evidence=tuple(row["evidence"]),
        immediate=row.get("immediate", False),
        stages=tuple(row.get("stages", ())),
    )


def _words_for(stated: Matter) -> dict[str, str]:
    """The document's words for a matter as they fit into a template; what the document hides is a slot."""
    clause = without_redactions(stated.clause)
    quoted = _quoted(clause)
    return {
        "matter": f"{clause}的问题" if quoted == clause else quoted,
        "thing": _quoted(without_redactions(stated.object)),
    }


def _quoted(words: str) -> str:
    """In quotation marks, unless it has some inside."""
    return words if re.search(r"[“”\"【]", words) else f"“{words}”"


def _baseline(text: str) -> str:
    """The figures that a point states, in its own words; an open slot where it states none."""
    stated = [
        text[fact.start : fact.end]
        for fact in facts(text)
        if fact.kind in ("figure", "percent") and text[fact.start].isdigit()  # not the 两个 of 两个责任
    ]
    return f"反馈所列：{'、'.join(dict.fromkeys(stated[:_MOST_FIGURES]))}" if stated else slot(BASELINE)


_OUGHT = re.compile(r"^(?:要|应当?|须|必须|切实|进一步|坚决|大力|着力|持续|认真|严格(?=按)|不断)+")
_LONGEST_ADVICE = 60
"""Characters of a suggestion that are repeated in the measure on it."""


def _advised(verbatim: str) -> str:
    """The first sentence of a suggestion as a part of a sentence, without 要 and its like, and not too long."""
    first = next(iter(sentences(verbatim))).of(verbatim).strip("。；;，, ")
    return _quoted(shortened(_OUGHT.sub("", first), _LONGEST_ADVICE))
