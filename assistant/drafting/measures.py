"""A problem statement → the wording of measures against it, from templates by class of problem (`measures.toml`).

Words in, words out: every text names the matter in the document's own words, none repeats another, and none holds a
figure, name or date of its own. Facts of a finding that the same act puts right are named in one measure. It knows
nothing of plans, citations or dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.drafting.asked_for import act_asked_for, asked_for
from assistant.drafting.defects import DefectKind, problem_clauses
from assistant.drafting.feedback_records import Excerpt, Finding
from assistant.drafting.matters import Matter, matter, stated_whole
from assistant.drafting.points import without_orders, without_responsibility
from assistant.drafting.problem_classes import Act, ProblemClass, advice, classify
from assistant.drafting.records import Metric
from assistant.drafting.shortening import shortened
from assistant.drafting.slots import CONTENT, slot, without_redactions
from assistant.text.facts import facts
from assistant.text.terms import fold

_MOST_FIGURES = 4
"""Figures of the document that are named as baseline of one measure."""

_MOST_NAMED = 4
"""Facts that one measure names; of more it names the first, and cites all."""

_LONGEST_WISH = 44
"""Characters of what a suggestion wants done that a measure names."""


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

    def corrections(self, points: Sequence[Excerpt], finding: Finding) -> list[tuple[Wording, tuple[Excerpt, ...]]]:
        """What puts right the points of a finding (当下改), each with the points that it answers.

        Sub-points are answered one by one, and so is what is counted, for its figures are measured one by one; other
        facts that the same act puts right are answered together.
        """
        cases = [_case(point, finding) for point in points]
        grouped = [[case] for case in cases] if finding.sub_points else _by_act(cases)
        return [(self._correction(group, finding), tuple(case.point for case in group)) for group in grouped]

    def _correction(self, cases: Sequence[_Case], finding: Finding) -> Wording:
        act = cases[0].act
        words = _words_for([case.stated for case in cases])
        if _is_fact_of(cases[0].point, finding) and not self._has_unwritten(act.texts, words):
            words["matter"] = f"{_words_for([_headline_matter(finding)])['matter']}中{words['matter']}"
        return self._filled(act, words, _baseline(cases, act))

    def lasting(self, finding: Finding) -> Wording:
        """What looks for the same elsewhere (举一反三) and closes the gap that the problem came through (长久立)."""
        kind = classify(finding.headline.verbatim, without_responsibility(finding.verbatim))
        act = kind.act("lasting")
        return self._filled(act, _words_for([_headline_matter(finding)]), _to_be_listed(act))

    def advice(self, thing: str) -> Wording:
        """What acts on one thing that a suggestion asks for; to repeat what it asks for would be no measure."""
        act = advice(thing)
        wish = without_orders(thing).strip("，。；、 ") or slot(CONTENT)
        words = {"matter": asked_for(wish), "act": shortened(act_asked_for(wish), _LONGEST_WISH)}
        return self._filled(act, {name: _quoted(said) for name, said in words.items()}, _to_be_listed(act))

    def _filled(self, act: Act, words: Mapping[str, str], baseline: str) -> Wording:
        text = self._unused(act.texts, words)
        return Wording(
            text=text,
            metric=Metric(act.indicator.format(**words), baseline, act.target),
            completion_mark=act.completion.format(**words),
            evidence_required=act.evidence,
            immediate=act.immediate,
            stages=act.stages,
        )

    def _has_unwritten(self, texts: tuple[str, ...], words: Mapping[str, str]) -> bool:
        return any(text.format(**words) not in self._written for text in texts)

    def _unused(self, texts: tuple[str, ...], words: Mapping[str, str]) -> str:
        """The next text in turn; where two matters share their words, one that has not been written yet."""
        turn = self._turn[texts]
        self._turn[texts] += 1
        in_turn = [texts[(turn + step) % len(texts)].format(**words) for step in range(len(texts))]
        chosen = next((text for text in in_turn if text not in self._written), in_turn[0])
        self._written.add(chosen)
        return chosen


@dataclass(frozen=True, slots=True)
class _Case:
    """A point of a finding with what it states and the act that puts it right."""

    point: Excerpt
    stated: Matter
    kind: ProblemClass
    act: Act

    @property
    def is_counted(self) -> bool:
        return bool(_figures_of(self.stated.clause))


def _case(point: Excerpt, finding: Finding) -> _Case:
    said = without_responsibility(point.verbatim).strip("，。；、 ") or point.verbatim
    said = without_orders(said).strip("，。；、 ") or slot(CONTENT)
    stated = matter(said)
    around = finding.headline.verbatim if _is_fact_of(point, finding) else without_responsibility(finding.verbatim)
    kind = classify(point.verbatim, around)
    act = kind.act("undone" if _is_act_left_undone(stated) else stated.kind.value)
    return _Case(point, stated_whole(stated, said), kind, act)


def _by_act(cases: Sequence[_Case]) -> list[list[_Case]]:
    """Cases by the act that puts them right, in the order of the document; counted ones one by one, if they are few."""
    groups: dict[tuple[str, Act], list[_Case]] = {}
    for case in cases:
        groups.setdefault((case.kind.name, case.act), []).append(case)
    parts = [part for group in groups.values() for part in _measured_apart(group)]
    return sorted(parts, key=lambda part: part[0].point.start)


def _measured_apart(group: Sequence[_Case]) -> list[list[_Case]]:
    if len(group) > _MOST_NAMED:
        return [list(group)]
    uncounted = [case for case in group if not case.is_counted]
    return [[case] for case in group if case.is_counted] + ([uncounted] if uncounted else [])


def _headline_matter(finding: Finding) -> Matter:
    """What the finding as a whole is about: the first statement of its headline."""
    return _matter_of(finding.headline.verbatim)


@lru_cache(maxsize=64)
def _matter_of(headline: str) -> Matter:
    words = without_orders(headline) or slot(CONTENT)
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


def _words_for(stated: Sequence[Matter]) -> dict[str, str]:
    """The document's words for matters as they fit into a template; what the document hides is a slot."""
    matters = [_as_problem(one.clause) for one in stated]
    things = [_quoted(one.object if len(one.object) >= _SHORTEST_THING else one.clause) for one in stated]
    return {"matter": _listed(matters), "thing": _listed(things), "first": things[0] + "等" * (len(set(things)) > 1)}


def _listed(phrases: Sequence[str]) -> str:
    """甲、乙, and 等 where there are more than a measure names."""
    different = list(dict.fromkeys(phrases))
    return "、".join(different[:_MOST_NAMED]) + "等" * (len(different) > _MOST_NAMED)


def _as_problem(clause: str) -> str:
    """In quotation marks; a clause that has some inside is told to be a problem instead."""
    quoted = _quoted(clause)
    if _IN_QUOTES.fullmatch(quoted) or clause.endswith("问题"):
        return quoted
    return f"{quoted}的情况" if "问题" in clause else f"{quoted}的问题"


_IN_QUOTES = re.compile("“[^“”]*”")

_SHORTEST_THING = 4
"""Characters: 账目 of 账目不清 names nothing by itself."""


def _in_one_line(words: str) -> str:
    return re.sub(r"\s*\n\s*", "", words)


def _quoted(words: str) -> str:
    """In quotation marks, unless it has some inside; what the document hides is a slot."""
    plain = without_redactions(_in_one_line(words))
    return plain if re.search(r"[“”\"【]", plain) else f"“{plain}”"


def _baseline(cases: Sequence[_Case], act: Act) -> str:
    """The figures of the clauses that state the problem, else of the points, in their own words; else what is listed.

    Figures of the rule that was broken (违反…第九条关于每半年至少1次的规定) are no baseline.
    """
    stated = [
        figure for case in cases for figure in _figures_of(case.stated.clause) or _figures_of(case.point.verbatim)
    ]
    return f"反馈所列：{'、'.join(dict.fromkeys(stated[:_MOST_FIGURES]))}" if stated else _to_be_listed(act)


def _to_be_listed(act: Act) -> str:
    """What is counted where the document counts nothing: what the act itself lists first."""
    return f"以{act.evidence[0]}所列为准"


def _figures_of(statement: str) -> list[str]:
    """Figures of what is wrong, as written, but for the 两个 of 两个责任."""
    text = _RULE_BROKEN.sub("", statement)
    counted = (fact for fact in facts(text) if fact.kind in ("figure", "percent"))
    return [text[fact.start : fact.end] for fact in counted if text[fact.start].isdigit()]


_RULE_BROKEN = re.compile(r"(?:违反|不符合|违背)[^，,。；;]*")
