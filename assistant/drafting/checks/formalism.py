"""Implementation for show: measures that are papers, copies of one another or of others, and closings without proof.

The labels are those of the seven sham forms of implementation (不落实 … 应付式落实) and the four of rectification
(文件整改 … 半截式整改); each is shown with what triggered it. What is fixed in substance is not flagged for form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, product

from assistant.drafting.checks.draft import Draft, Problem, Row
from assistant.drafting.checks.quoted import full_words
from assistant.drafting.checks.rules import FORMALISM, INFO, WARNING, WITH_ROWS, Rule
from assistant.drafting.checks.words import (
    bare,
    contained,
    is_form_only,
    is_long_enough_to_copy,
    is_paper_only,
    likeness,
    makes_rule,
    pairs,
    shows_result,
)
from assistant.drafting.dues import dates_in
from assistant.drafting.issue_records import Issue
from assistant.drafting.states import State, state_of
from assistant.text.terms import fold

REPEATED = Rule("measure-repeated", WARNING, WITH_ROWS, form="应付式落实")
SIMILAR = Rule("measure-similar", WARNING, WITH_ROWS, form="应付式落实")
COPIED = Rule("measure-copied", WARNING, WITH_ROWS, form="机械落实")
OFF_TOPIC = Rule("measure-off-topic", WARNING, WITH_ROWS, form="乱落实")
ONLY_PAPERS = Rule("only-papers-and-meetings", WARNING, WITH_ROWS, FORMALISM, "文件整改")
DONE_WITHOUT_EVIDENCE = Rule("done-without-evidence", WARNING, WITH_ROWS, form="假落实")
DONE_BY_PAPERS = Rule("done-by-papers", WARNING, WITH_ROWS, FORMALISM, "假落实")
EVIDENCE_TOO_EARLY = Rule("evidence-before-feedback", WARNING, WITH_ROWS, form="假落实")
NO_MECHANISM = Rule("closed-without-mechanism", WARNING, WITH_ROWS, form="半截式整改")

RULES = (
    REPEATED,
    SIMILAR,
    COPIED,
    OFF_TOPIC,
    ONLY_PAPERS,
    DONE_WITHOUT_EVIDENCE,
    DONE_BY_PAPERS,
    EVIDENCE_TOO_EARLY,
    NO_MECHANISM,
)

_NEARLY_EQUAL = 0.8
"""Likeness of two measures from which on one was made from the other."""
_COPIED = 0.85
"""Share of a measure that stands in another document's words."""
_LITTLE_SAID = frozenset(
    (
        "工作 整改 问题 落实 制度 情况 责任 制定 建立 完善 加强 进行 开展 单位 部门 管理 全面 以上 没有 党组 "
        "组织 有关 规定 逐项 逐件"
    ).split()
)
"""Pairs of characters that measures against any problem share."""


def repeated(draft: Draft) -> Iterator[Issue]:
    """The same measure against several problems, or nearly the same (应付式落实)."""
    first: dict[str, Row] = {}
    distinct: list[tuple[Problem, Row]] = []
    for problem in draft.problems:
        for row in problem.measures:
            words = bare(row.cells.measures)
            other = first.setdefault(words, row)
            if other is row:
                distinct.append((problem, row))
            elif is_long_enough_to_copy(words):
                yield REPEATED.on(row, "measures", other=other.where())
    yield from _similar(distinct)


def copied(draft: Draft) -> Iterator[Issue]:
    """A measure in the words of the feedback's own advice: what is to be done here is left unsaid (机械落实)."""
    if draft.feedback is None or draft.is_ours:
        return
    advised = [pairs(suggestion.excerpt.verbatim) for suggestion in draft.feedback.suggestions]
    for row in draft.rows():
        own = pairs(row.cells.measures)
        if is_long_enough_to_copy(row.cells.measures) and any(contained(own, words) >= _COPIED for words in advised):
            yield COPIED.on(row, "measures")


def off_topic(draft: Draft) -> Iterator[Issue]:
    """A row without a word of its problem or of the other rows against it, and hardly a telling character (乱落实)."""
    stated = full_words(draft)
    for problem in draft.findings:
        rows, words = problem.measures, stated[problem.id]
        of_problem = pairs(words) - _LITTLE_SAID
        for row in rows:
            if pairs(row.cells.measures) & of_problem:
                continue
            others = [other.cells.measures for other in rows if other is not row]
            beside = [row.text(name) for name in ("goal", "completion_mark", "evidence")]
            names_its_object = any(beside) and _OF_ANY_PROBLEM.search(fold(row.cells.measures)) is None
            if _speaks_of_else(row.promised, words, others) or (
                names_its_object and _speaks_of_else(row.cells.measures, words, [*others, *beside])
            ):
                yield OFF_TOPIC.on(row, "measures")


def only_papers(draft: Draft) -> Iterator[Issue]:
    """A problem whose measures all end in a document or a meeting (文件整改); less where a result is proved already."""
    for problem in draft.findings:
        rows = problem.measures
        if rows and all(is_form_only(row.cells.measures) for row in rows):
            severity = INFO if all(_is_proved(row) for row in rows) else None
            yield ONLY_PAPERS.at(problem.id, rows[0].spot("measures"), severity=severity)


def closed_for_show(draft: Draft) -> Iterator[Issue]:
    """Rows that say they are done: without evidence, with papers for evidence, or with older evidence (假落实)."""
    for row in draft.rows():
        if state_of(row.cells.status) is not State.DONE:
            continue
        evidence = row.cells.obtained or row.cells.evidence
        evidence = "" if _NOTHING.fullmatch(evidence) else evidence
        if not evidence.strip() and {"evidence", "obtained"} & draft.has:
            yield DONE_WITHOUT_EVIDENCE.on(row, "evidence")
        elif evidence.strip() and is_paper_only(evidence):
            severity = INFO if shows_result(row.cells.progress) else None
            yield DONE_BY_PAPERS.on(row, "evidence", severity=severity, evidence=evidence)
        early = [day for day, _ in dates_in(evidence) if day and draft.received and day < draft.received]
        if early and draft.received:
            day, received = min(early).isoformat(), draft.received.isoformat()
            yield EVIDENCE_TOO_EARLY.on(row, "evidence", date=day, received=received)


_NOTHING = re.compile(r"\s*(?:暂?无|没有|未提供|待补|略|[-—/]+)[。\s]*")
"""What people write into a cell that they leave empty."""


def without_mechanism(draft: Draft) -> Iterator[Issue]:
    """A problem closed in all its rows, none of which makes or revises a rule (半截式整改)."""
    for problem in draft.findings:
        rows = problem.measures
        is_closed = rows and all(state_of(row.cells.status) is State.DONE for row in rows)
        if is_closed and not any(makes_rule(f"{row.promised}\n{row.cells.progress}") for row in rows):
            yield NO_MECHANISM.at(problem.id, rows[0].spot("status"), severity=INFO if len(rows) == 1 else None)


CHECKS = (repeated, copied, off_topic, only_papers, closed_for_show, without_mechanism)

_FEW_IN_COMMON = 2
"""Characters: no measure of the sample plans has so few in common with its problem, a third of shuffled ones have."""
_TELLS_NOTHING = frozenset(
    "的和对不等以上下个项年月日万元工作整改问题制度建立完善加强责任单位部门情况进行开展有关规定全面落实组织管理"
)
_OF_ANY_PROBLEM = re.compile(
    "[催追退缴补]|收回|起诉|约谈|谈话|处分|问责|通报|诫勉|批评|移送|立案|核查|清查|排查|检查|整改|办结|纠正|销号"
)
"""Acts that may leave their object to the problem: 逐户催缴，协商不成的依法起诉."""
_ENOUGH = 6
"""Pairs of characters that a text must have before having nothing in common means anything."""


def _speaks_of_else(said: str, problem: str, beside: Sequence[str]) -> bool:
    """Whether words have none of those of the problem, nor of what stands beside them."""
    own = pairs(said) - _LITTLE_SAID
    about = frozenset[str]().union(*map(pairs, (problem, *beside))) - _LITTLE_SAID
    if len(about) < _ENOUGH or len(own) < _ENOUGH or about & own:
        return False
    return len(_characters(problem) & _characters(said)) <= _FEW_IN_COMMON


def _characters(text: str) -> frozenset[str]:
    return frozenset(bare(text)) - _TELLS_NOTHING


def _similar(rows: Sequence[tuple[Problem, Row]]) -> Iterator[Issue]:
    told: set[str] = set()
    written = [
        [(problem, row, pairs(row.cells.measures)) for problem, row in together]
        for _, together in groupby(rows, key=lambda pair: pair[0].id)
    ]
    across = (pair for problems in combinations(written, 2) for pair in product(*problems))
    for (here, row, one), (there, other, two) in across:
        if not _NEARLY_EQUAL * len(one) <= len(two) <= len(one) / _NEARLY_EQUAL:
            continue
        if likeness(one, two) < _NEARLY_EQUAL or other.id in told or not is_long_enough_to_copy(other.cells.measures):
            continue
        if not _each_names_its_own(one, two, here, there):
            told.add(other.id)
            yield SIMILAR.on(other, "measures", other=row.where())


def _each_names_its_own(one: frozenset[str], two: frozenset[str], here: Problem, there: Problem) -> bool:
    """Whether each of two like measures names what only its own problem is about."""
    about_one, about_two = pairs(here.verbatim), pairs(there.verbatim)
    return bool(one & (about_one - about_two)) and bool(two & (about_two - about_one))


def _is_proved(row: Row) -> bool:
    """Whether a row is closed with evidence of a changed state."""
    evidence = row.cells.obtained or row.cells.evidence
    is_done = state_of(row.cells.status) is State.DONE
    return (
        is_done and bool(evidence.strip()) and not is_paper_only(evidence) and shows_result(row.cells.completion_mark)
    )
