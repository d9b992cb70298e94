"""Question × sentence → numbers that tell how well the sentence answers. Knows no coefficients and no library.

Every signal lies in [0, 1] or close to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.composing.asked import FIGURES, OF_A_DEED, Asked, share
from assistant.composing.degrees import of_another_degree
from assistant.composing.expected import has_unit, holds_kind
from assistant.composing.figures import clause, clauses, is_special, near, undone
from assistant.composing.focus import (
    bounds_otherwise,
    counts_another,
    in_piece,
    measures_another,
    names_no_one,
    pieces,
    rated_otherwise,
)
from assistant.composing.kinds import Asks
from assistant.composing.papers import came_of_it, happened, is_feedback, is_plan, tells_progress
from assistant.composing.questions import NEGATION, Question, ordinals
from assistant.composing.subjects import another_day, days, days_told, elsewhere, named, strangers
from assistant.composing.units import Source, Unit
from assistant.text.terms import fold, index_terms

NAMES = (
    "own",
    "lead",
    "before",
    "head",
    "around",
    "pairs",
    "figure",
    "no_figure",
    "kind",
    "no_kind",
    "near",
    "not_near",
    "clause",
    "rank",
    "score",
    "other_one",
    "other_day",
    "short",
    "opens",
    "rule",
    "concepts",
    "item",
    "not_negated",
    "stranger",
    "paragraph",
    "undone",
    "special",
    "of_another",
    "forbids",
    "piece",
    "counts_other",
    "bound_other",
    "rate_other",
    "no_one",
    "unplaced",
    "elsewhere",
    "only_planned",
)
"""What `row` gives, in order."""

_OTHER_UNIT = 0.7
"""What a figure counts in another unit than the question names: 30日 where months are asked for."""

_HALF = 0.5

_FORBIDS = re.compile(r"不得|不准|不许|严禁|禁止|不予")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit with what it holds of the question."""

    unit: Unit
    source: Source
    own: float
    """Weighted share of the question's words that stand in it."""
    local: float
    """The same with its lead-in and the sentence before."""
    covered: float
    """The same with its passage, headings and title."""
    row: tuple[float, ...] = ()


def weighed(asked: Asked, source: Source) -> list[Weighed]:
    """The first look at what a passage says: words alone."""
    covered = share(asked, source.around)
    return [_weighed(asked, unit, source, covered) for unit in source.units]


def _weighed(asked: Asked, unit: Unit, source: Source, covered: float) -> Weighed:
    own_text = fold(f"{unit.text}{_own_name(unit.text, source.item.title)}")
    own = share(asked, own_text)
    leans_on = (unit.lead_text, unit.before, unit.block)
    local = share(asked, "\n".join((own_text, *map(fold, leans_on)))) if any(leans_on) else own
    return Weighed(unit, source, own, local, covered)


_ITSELF = re.compile(r"本(?:办法|规定|条例|细则|规则|准则|制度|规范|意见|通知|方案|规程)")


def _own_name(text: str, title: str) -> str:
    """本办法 and its like stand for the title."""
    return title if _ITSELF.search(text) else ""


def row(asked: Asked, found: Weighed, rank: float, score: float) -> tuple[float, ...]:
    """The signals of a unit in the order of NAMES; `rank` and `score` are its passage's, 1 for the best."""
    question, unit, source = asked.question, found.unit, found.source
    text = fold(unit.text)
    local = f"{fold(unit.lead_text)}\n{fold(unit.before)}"
    with_lead = share(asked, f"{text}\n{fold(unit.lead_text)}")
    with_head = share(asked, f"{text}\n{fold(unit.lead_text)}\n{fold(unit.before)}\n{fold(unit.block)}\n{unit.head}")
    in_list = question.asks is Asks.LIST and (unit.lead is not None or unit.opens or unit.is_headline)
    kind = in_list or (holds_kind(question, unit.text) and not measures_another(question, unit))
    of_figures = question.asks in FIGURES
    beside = near(question, unit)
    return (
        found.own,
        max(0.0, with_lead - found.own),
        max(0.0, found.local - max(with_lead, found.own)),
        max(0.0, with_head - found.local),
        found.covered,
        _pairs(asked, text),
        (1.0 if has_unit(question, unit.text) else _OTHER_UNIT) * float(of_figures and kind is True),
        float(of_figures and kind is False),
        float(not of_figures and kind is True),
        float(not of_figures and kind is False),
        beside,
        1.0 - beside if question.nouns else 0.0,
        clause(asked, unit),
        rank,
        score,
        max(
            _another(question.ordinals, ordinals(f"{text}\n{fold(unit.lead_text)}"), ordinals(unit.head)),
            float(of_figures and (_of_several(question, unit) or _of_both(question, unit))),
            float(of_another_degree(question.text, f"{unit.lead_text}{unit.text}")),
        ),
        _of_another_day(question, unit, source),
        1 / (1 + len(text) / 40),
        float(unit.opens or unit.is_fragment or (unit.is_headline and question.asks is not Asks.LIST)),
        float(source.item.passage.address is not None),
        _concepts(asked, f"{text}\n{fold(unit.lead_text)}"),
        float(unit.lead is not None and not unit.row and question.asks is not Asks.LIST),
        float(question.negated and NEGATION.search(unit.text) is None),
        strangers(named(question.text), source.around),
        max(0.0, share(asked, fold(paragraph_of(unit, source))) - found.local),
        undone(asked, unit, unit.head),
        float(is_special(asked, unit)),
        _of_another_office(question, source),
        float(_is_forbidden(question, unit)),
        in_piece(asked, unit),
        float(counts_another(question, unit)),
        float(bounds_otherwise(question, unit)),
        float(rated_otherwise(question, unit)),
        float(names_no_one(question, unit)),
        _unplaced(question, f"{text}\n{local}\n{source.around}"),
        float(elsewhere(question.text, f"{text}\n{local}\n{unit.head}", f"{unit.head}\n{source.around}")),
        float(_is_too_early(asked, unit, source)),
    )


def _is_too_early(asked: Asked, unit: Unit, source: Source) -> bool:
    """Whether what has been done is asked for, and a sentence only says what is to be done, or what was found wrong."""
    question = asked.question
    if question.asks is Asks.LIST or not happened(question.text):
        return False
    if is_plan(source.item.title):
        return not tells_progress(unit.text)
    return is_feedback(source.item.title) and (came_of_it(question.text) or undone(asked, unit, "") > _HALF)


def paragraph_of(unit: Unit, source: Source) -> str:
    """The paragraph of a sentence up to its end; empty for the row of a table."""
    if unit.row:
        return ""
    passage = source.item.passage
    end = unit.span.end - passage.start
    return passage.text[passage.text.rfind("\n", 0, unit.span.start - passage.start) + 1 : end]


def _is_forbidden(question: Question, unit: Unit) -> bool:
    """What must not be is no answer to what may or shall be."""
    if question.negated or question.asks is Asks.WHETHER or _FORBIDS.search(question.text):
        return False
    holding = "".join(clauses(question, unit)) if question.asks in OF_A_DEED else ""
    told = unit.lead_text or holding or unit.text
    return _FORBIDS.search(told) is not None


def _unplaced(question: Question, text: str) -> float:
    """Share of the rounds, terms and quarters asked about that neither a sentence nor its passage or title names."""
    asked = question.ordinals
    return len(asked - ordinals(text)) / len(asked) if asked else 0.0


def _concepts(asked: Asked, text: str) -> float:
    """Share of what the thesaurus knows of the question that a text has in any words; 0 where it knows nothing."""
    known = asked.concepts.items()
    said = sum(word in text or any(other in text for other in others) for word, others in known)
    return said / len(known) if known else 0.0


def _pairs(asked: Asked, text: str) -> float:
    if not asked.pairs:
        return 0.0
    return len(asked.pairs & frozenset(term for term in index_terms(text) if len(term) > 1)) / len(asked.pairs)


def _another(wanted: frozenset[str], told: frozenset[str], above: frozenset[str]) -> float:
    """1 where a sentence is about another one of several, the sixth round instead of the fifth."""
    for mark in wanted:
        kind = mark.lstrip("前0123456789")
        alike = {one for one in told if one.lstrip("前0123456789") == kind}
        alike = alike or {one for one in above if one.lstrip("前0123456789") == kind}
        if alike and mark not in alike:
            return 1.0
    return 0.0


_ROUNDS = re.compile(r"(?:第[一二三四五六七八九十]{1,3}[轮批届]|[一二三四]季度|[上下]半年)")


_TOGETHER = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<one>[\u4e00-\u9fff]{1,4}(?P<kind>[\u4e00-\u9fff]))(?:、|和|与)(?P<other>[\u4e00-\u9fff]{1,4}(?P=kind))"
    r"(?=[一共合计总]{0,2}[有达为\d])"
)


def _of_several(question: Question, unit: Unit) -> bool:
    """Whether a figure is the sum of several rounds, 第五轮、第六轮共98件, where one of them is asked about."""
    asked = _ROUNDS.findall(question.text)
    told = [found.span() for found in _ROUNDS.finditer(unit.text)]
    joined = [one for one, other in pairwise(told) if unit.text[one[1] : other[0]] in ("、", "和", "及", "与", "以及")]
    own = {unit.text[start:end] for start, end in told}
    return len(asked) == 1 and bool(joined) and "分别" not in unit.text and len(own) == len(told) and asked[0] in own


def _of_both(question: Question, unit: Unit) -> bool:
    """Whether a figure is that of two things together, 甲库、乙库有1.15万吨, where one of them is asked about."""
    pairs = _TOGETHER.finditer(unit.text) if "分别" not in unit.text and "各" not in unit.text else ()
    return any((pair["one"] in question.text) is not (pair["other"] in question.text) for pair in pairs)


def _of_another_office(question: Question, source: Source) -> float:
    """Share of the offices named that the title and headings do not have; 1 for a paper of one office where a question
    names none.
    """
    names = named(question.text)
    return strangers(names, source.head) if names else float(bool(named(source.item.title)))


def _of_another_day(question: Question, unit: Unit, source: Source) -> float:
    """As `another_day`; what a rule says holds in every year and tells no figure of one."""
    wanted = days(question.text)
    issued = source.item.issued_on
    told = [days_told(piece, issued) for piece in pieces(question, unit)] if wanted else []
    told = [one for one in told if one] or [days_told(unit.text, issued)]
    apart = min(another_day(wanted, one, _days_around(source)) for one in told) if wanted else 0.0
    return 1.0 if apart and source.item.passage.address is not None else apart


def _days_around(source: Source) -> frozenset[str]:
    """The days of a passage, its headings and its title, and the day of its document."""
    issued = source.item.issued_on
    stated = days(source.around)
    return stated | {issued.isoformat()} if issued is not None else stated
