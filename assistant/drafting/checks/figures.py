"""No figure without a source, and none that contradicts another.

In a plan drafted here every figure must stand in a source. In a plan that people wrote, targets are their own to set:
there only what restates the problem (追回多付的54.3万元) must be a figure of the problem, or follow from its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.drafting.checks.counters import figures_in
from assistant.drafting.checks.draft import Draft, Row
from assistant.drafting.checks.quoted import full_words
from assistant.drafting.checks.restated import counts_in, figures_unlike_the_problem
from assistant.drafting.checks.rules import ACCURACY, ERROR, EVERY, INFO, REPORTS, WARNING, WITH_ROWS, Rule
from assistant.drafting.checks.sums import contradictions
from assistant.drafting.checks.tables import table_contradictions, without_tables
from assistant.drafting.issue_records import Issue, Spot
from assistant.text.sentences import sentences
from assistant.text.terms import fold

FIGURE_WITHOUT_SOURCE = Rule("figure-without-source", ERROR, WITH_ROWS, ACCURACY)
DATE_WITHOUT_SOURCE = Rule("date-without-source", WARNING, WITH_ROWS)
PARTS_WRONG = Rule("parts-do-not-add-up", ERROR, EVERY, ACCURACY)
SUM_WRONG = Rule("sum-wrong", ERROR, EVERY, ACCURACY)
REST_WRONG = Rule("rest-wrong", ERROR, EVERY, ACCURACY)
MORE_THAN_ALL = Rule("part-exceeds-whole", ERROR, EVERY, ACCURACY)
SHARE_WRONG = Rule("share-wrong", ERROR, EVERY, ACCURACY)
TABLE_WRONG = Rule("table-does-not-add-up", ERROR, EVERY, ACCURACY)
COUNT_DIFFERS = Rule("count-differs", WARNING, WITH_ROWS, ACCURACY)
BARE_HUNDRED = Rule("bare-100-percent", WARNING, REPORTS | WITH_ROWS)

RULES = (
    FIGURE_WITHOUT_SOURCE,
    DATE_WITHOUT_SOURCE,
    PARTS_WRONG,
    SUM_WRONG,
    REST_WRONG,
    MORE_THAN_ALL,
    SHARE_WRONG,
    TABLE_WRONG,
    COUNT_DIFFERS,
    BARE_HUNDRED,
)

_SUMS: Mapping[str, Rule] = {
    "parts": PARTS_WRONG,
    "sum": SUM_WRONG,
    "rest": REST_WRONG,
    "more": MORE_THAN_ALL,
    "share": SHARE_WRONG,
}

_PLANNED_MEASURES = re.compile(
    r"(?:制定|细化|提出|形成|确定|列出|共|分解|梳理)[^，。；\n]{0,10}?(?P<count>\d{1,3})[项条个](?:具体)?(?:整改)?(?:措施|举措)|"
    r"(?:整改)?措施(?P<after>\d{1,3})[项条]"
)
_ABSOLUTE = re.compile(
    r"100[%％]|百分之百|百分百|(?<!健)全覆盖|(?:整改|完成|办结|销号)率均?(?:达|为)?(?:到)?100|全部(?:完成|整改|销号|办结|到位|清零)|彻底解决"
)
_LISTED = re.compile(r"清单|名单|台账|逐[项条件户笔人个份家]|列出|明细|公示|目录|附件|附表")


def figures_without_source(draft: Draft) -> Iterator[Issue]:
    """A figure that nobody stated. What a source hides (X, 某) has to stay an open slot."""
    known = _known(draft) if draft.is_ours else frozenset()
    stated = "\n".join((*(problem.verbatim for problem in draft.problems), _fed_back(draft)))
    words = full_words(draft)
    for problem in draft.problems:
        for row in problem.measures:
            yield from _strictly(row, known) if draft.is_ours else _restated(row, words[problem.id], stated)


def dates_without_source(draft: Draft) -> Iterator[Issue]:
    """A date of a measure drafted here that neither the regime nor the feedback document gives."""
    known = _known(draft) if draft.is_ours else frozenset()
    for row in draft.rows() if draft.is_ours else ():
        day = row.due.date
        if day and not (draft.limit and day == draft.limit.day) and day.isoformat() not in known:
            yield DATE_WITHOUT_SOURCE.within(row, "due", date=day.isoformat())


def sums(draft: Draft) -> Iterator[Issue]:
    """Parts and rests against totals, 合计 against lists, shares against both, columns of tables against totals."""
    for said in draft.own_words():
        of_text = ((_SUMS[found.kind], found) for found in contradictions(without_tables(said.text)))
        of_tables = ((TABLE_WRONG, found) for found in table_contradictions(said.text))
        for rule, found in (*of_text, *of_tables):
            place = said.place(found.start, found.end)
            yield rule.at(*place, stated=found.stated, computed=found.computed, working=found.working)


def count_of_measures(draft: Draft) -> Iterator[Issue]:
    """The plan says how many measures it has, and has another number of them."""
    measures = sum(1 for _ in draft.rows())
    stated = _PLANNED_MEASURES.search(fold(draft.text))
    if stated is not None and measures:
        count = int(stated["count"] or stated["after"])
        if count != measures:
            spot = Spot(start=stated.start(), end=stated.end())
            yield COUNT_DIFFERS.at("", spot, stated=count, counted=measures)


def bare_absolutes(draft: Draft) -> Iterator[Issue]:
    """100% and 全覆盖 without numerator, denominator or list: 绝不能搞成“数字化”的全覆盖."""
    for row in draft.rows():
        promised = row.promised
        said = _ABSOLUTE.search(promised)
        beside = promised.replace("100%", "").replace("100％", "") + row.cells.problem
        if said and not _LISTED.search(promised) and not counts_in(beside):
            yield BARE_HUNDRED.on(row, "completion_mark", severity=INFO, words=said[0])
    if draft.problems:
        return
    for line, start in _lines(draft.text):
        said = None if _LISTED.search(line) else _bare_absolute(line)
        if said is not None:
            at = start + said.start()
            yield BARE_HUNDRED.at("", Spot(start=at, end=at + len(said[0])), words=said[0])


def _bare_absolute(line: str) -> re.Match[str] | None:
    """The first absolute of a paragraph with no count in its own sentence; counts of other sentences are of others."""
    for sentence in sentences(line):
        said = _ABSOLUTE.search(line, *sentence)
        if said and not counts_in(sentence.of(line).replace("100%", "").replace("100％", "")):
            return said
    return None


CHECKS = (figures_without_source, dates_without_source, sums, count_of_measures, bare_absolutes)


def _fed_back(draft: Draft) -> str:
    return draft.feedback.document.text if draft.feedback is not None else ""


def _known(draft: Draft) -> frozenset[str]:
    """Every figure that a source of the draft states: the feedback, else the problems as quoted, and what is cited."""
    fed_back = _fed_back(draft)
    texts = [fed_back, fed_back.replace("\n", "")]  # the page of a scan breaks figures, too
    if draft.feedback is None or not draft.is_ours:
        texts += (problem.verbatim for problem in draft.problems)
    for citation in draft.citations:
        texts += (citation.quote, citation.heading, citation.title)
    return frozenset[str]().union(*map(_values, dict.fromkeys(texts)))


def _values(text: str) -> frozenset[str]:
    return frozenset(fact.value for fact in figures_in(text))


def _strictly(row: Row, known: frozenset[str]) -> Iterator[Issue]:
    for name, text in _texts(row):
        for fact in figures_in(text):
            if fact.value not in known:
                yield FIGURE_WITHOUT_SOURCE.at(f"{row.id}.{name}", row.spot(), figure=text[fact.start : fact.end])


def _texts(row: Row) -> Iterator[tuple[str, str]]:
    yield "text", row.cells.measures
    if row.metric is not None:
        yield "metric.indicator", row.metric.indicator
        yield "metric.baseline", row.metric.baseline
        yield "metric.target", row.metric.target
    yield "completion_mark", row.cells.completion_mark
    for stage in row.due.stages:
        yield "due.stages", stage
    yield "evidence_required", row.cells.evidence


def _restated(row: Row, problem: str, stated: str) -> Iterator[Issue]:
    for name, figure in figures_unlike_the_problem(row, problem, stated):
        yield FIGURE_WITHOUT_SOURCE.within(row, name, figure=figure)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        yield line, start
        start += len(line) + 1
