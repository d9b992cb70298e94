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

from assistant.drafting.defects import DefectKind, problem_clauses
from assistant.drafting.matters import Matter, matter
from assistant.drafting.points import without_responsibility
from assistant.drafting.records import Excerpt, Finding, Metric
from assistant.drafting.slots import BASELINE, TARGET, slot, without_redactions
from assistant.text.facts import facts
from assistant.text.terms import fold

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
        kind = classify(point.verbatim, finding.headline.verbatim, without_responsibility(finding.verbatim))
        words = _words_for(stated)
        if _is_fact_of(point, finding):
            words["matter"] = f"{_words_for(_headline_matter(finding))['matter']}中{words['matter']}"
        act = "undone" if _is_act_left_undone(stated) else stated.kind.value
        return self._filled(kind.act(act), words, _baseline(stated.clause, point.verbatim))

    def lasting(self, finding: Finding) -> Wording:
        """What looks for the same elsewhere (举一反三) and closes the gap that the problem came through (长久立)."""
        kind = classify(finding.headline.verbatim, without_responsibility(finding.verbatim))
        return self._filled(kind.act("lasting"), _words_for(_headline_matter(finding)), slot(BASELINE))

    def advice(self, thing: str) -> Wording:
        """What acts on one thing that a suggestion asks for: the thing itself, in the words of the document."""
        words = without_redactions(_in_one_line(_OUGHT.sub("", thing.strip("。；;，, "))))
        return self._filled(advice(), {"matter": words}, slot(BASELINE))

    def _filled(self, act: Act, words: Mapping[str, str], baseline: str) -> Wording:
        text = self._unused(act.texts, words)
        return Wording(
            text=text,
            metric=Metric(act.indicator.format(**words), baseline, slot(TARGET)),
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


def _is_act_left_undone(stated: Matter) -> bool:
    """Whether the matter is what was not done: 专题研究全面从严治党工作 of 局党组没有专题研究全面从严治党工作."""
    return stated.kind is DefectKind.OMISSION and stated.is_thing and _IS_ACT.match(fold(stated.object)) is not None


_IS_ACT = re.compile(
    r"(?:专题|集中|定期|及时|按期|全面|系统)*(?:研究|听取|召开|开展|组织|制定|修订|讲授|检查|传达|部署|督查|排查|公示|公布|评估|评议|清查|盘点)"
)


def _is_fact_of(point: Excerpt, finding: Finding) -> bool:
    """Whether a point is a sentence behind the headline, which does not say by itself what it is about."""
    return not finding.sub_points and point != finding.excerpt


def classify(*texts: str) -> ProblemClass:
    """The class whose words weigh most in a problem statement, else in what stands around it, else the general one.

    >>> classify("会议费管理不严，三次会议超标准列支").name
    'style'
    """
    for words_of in texts:
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
    clause = without_redactions(_in_one_line(stated.clause))
    quoted = _quoted(clause)
    thing = stated.object if len(stated.object) >= _SHORTEST_THING else stated.clause
    return {
        "matter": f"{clause}的问题" if quoted == clause and not clause.endswith("问题") else quoted,
        "thing": _quoted(without_redactions(_in_one_line(thing))),
    }


_SHORTEST_THING = 4
"""Characters: 账目 of 账目不清 names nothing by itself."""


def _in_one_line(words: str) -> str:
    return re.sub(r"\s*\n\s*", "", words)


def _quoted(words: str) -> str:
    """In quotation marks, unless it has some inside."""
    return words if re.search(r"[“”\"【]", words) else f"“{words}”"


def _baseline(clause: str, point: str) -> str:
    """The figures of the clause that states the problem, else of the point, in their own words; else an open slot.

    Figures of the rule that was broken (违反…第九条关于每半年至少1次的规定) are no baseline.
    """
    for text in (clause, _RULE_BROKEN.sub("", point)):
        stated = [
            text[fact.start : fact.end]
            for fact in facts(text)
            if fact.kind in ("figure", "percent") and text[fact.start].isdigit()  # not the 两个 of 两个责任
        ]
        if stated:
            return f"反馈所列：{'、'.join(dict.fromkeys(stated[:_MOST_FIGURES]))}"
    return slot(BASELINE)


_RULE_BROKEN = re.compile(r"(?:违反|不符合|违背)[^，,。；;]*")
_OUGHT = re.compile(r"^(?:要|应当?|须|必须|切实|进一步|坚决|大力|着力|持续|认真|严格(?=按)|不断)+")
