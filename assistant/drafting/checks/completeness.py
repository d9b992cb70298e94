"""Is everything there: the columns of a ledger, the cells of its rows, the sections of a plan, no slot left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.checks.draft import TITLES, Draft, Kind
from assistant.drafting.checks.rules import ERROR, INFO, OPINION, WARNING, WITH_ROWS, Rule
from assistant.drafting.issue_records import Issue, Spot
from assistant.text.facts import facts
from assistant.text.terms import fold

COLUMN_MISSING = Rule("column-missing", ERROR, WITH_ROWS)
ROWS_NOT_FOUND = Rule("rows-not-found", WARNING, WITH_ROWS)
NO_PROBLEM = Rule("no-problem", WARNING, WITH_ROWS, OPINION)
NO_COMPLETION_MARK = Rule("no-completion-mark", WARNING, WITH_ROWS)
NO_EVIDENCE = Rule("no-evidence", WARNING, WITH_ROWS)
NO_GOAL = Rule("no-goal", INFO, WITH_ROWS)
NO_METRIC = Rule("no-metric", WARNING, WITH_ROWS)
NO_ADOPTION = Rule("no-adoption", WARNING, frozenset({Kind.PLAN}))
NO_ORGANISATION = Rule("no-organisation", INFO, frozenset({Kind.PLAN}), OPINION)
NO_RHYTHM = Rule("no-rhythm", INFO, frozenset({Kind.PLAN}))
SLOTS_OPEN = Rule("slots-open", ERROR, frozenset(Kind))

RULES = (
    COLUMN_MISSING,
    ROWS_NOT_FOUND,
    NO_PROBLEM,
    NO_COMPLETION_MARK,
    NO_EVIDENCE,
    NO_GOAL,
    NO_METRIC,
    NO_ADOPTION,
    NO_ORGANISATION,
    NO_RHYTHM,
    SLOTS_OPEN,
)

_NEEDED = {"problem": ERROR, "measures": ERROR, "leader": WARNING, "lead_unit": WARNING, "due": WARNING}
"""Columns without which a ledger is none; all others are for completeness."""
_ADVISED = {"completion_mark": WARNING}

_CELLS = (
    ("problem", NO_PROBLEM),
    ("completion_mark", NO_COMPLETION_MARK),
    ("evidence", NO_EVIDENCE),
    ("goal", NO_GOAL),
)

_BURDEN_MATTER = re.compile(
    r"文山会海|会议(?:多|过多|频繁|数量|偏多)|文件(?:多|过多|数量|偏多)|精简(?:会议|文件|文电)|发文(?:多|数量)|减负|瘦身|报表(?:多|过多)|督查检查(?:多|过多)"
)
_NOT_COUNTABLE = re.compile(r"不(?:宜|能|便|可)量化|无法量化|难以量化")

_ADOPTED = re.compile(
    r"审议(?:并)?(?:通过|同意)|(?:会议|党组会|党委会|常委会)[^。\n]{0,30}(?:研究(?:并)?(?:同意|通过|审定|制定|确定|决定)|审定|通过)"
)
_ORGANISED = re.compile(r"领导小组|工作专班|工作组|组织领导|组织机构|整改办公室")
_RHYTHM = re.compile(
    r"(?:每|按)(?:半)?(?:个?月|周|旬|日|季度?|\d+天|\d+日)[^。\n]{0,12}(?:调度|例会|会商|研究|汇报|报|通报|核对|汇总|召开|听取|推进|督)|周调度|月调度|旬调度|周例会|月例会|【待填：周期】"
)

_SLOT = re.compile(
    r"【待(?:填|补|定)[：:]?[^】\n]{0,20}】|〔待[填补定][^〕\n]{0,20}〕|\[待[填补定][^\]\n]{0,20}\]|[（(【][^（）()【】\n]{0,8}待(?:定|填写?|补充|核实|确定|明确)[)）】]|"
    r"【(?:姓名|人数|日期|时间|金额|数量|职务|单位|单位名称|名称|电话|联系人|会议名称|文号)】|"
    r"_{3,}|＿{2,}|_+(?=[年月日])|(?<=[\u4e00-\u9fff])[ \u3000]{3,}(?=[名人次件项个万元])|"
    r"[（(\[【](?:此处|这里|请)[^（）()\[\]【】\n]{0,6}(?:填|补充|插入|注明)[^（）()\[\]【】\n]{0,12}[)）\]】]|"
    r"[（(][ \u3000]{2,}[)）]|"
    r"\d{4}年[ \u3000]+月(?:[ \u3000]*日)?|"
    r"(?:^|(?<=[：:|]))[ \u3000]*待(?:定|明确|确定|确认|补充?|填写?|落实)[ \u3000]*(?=$|[。；;，,|\n])",
    re.MULTILINE,
)
_HIDDEN = re.compile(
    r"(?<![A-Za-z\d])(?:[XxＸ×]{1,4}"
    r"(?=\s*(?:月|日|年|个|名|人|件|次|项|条|万|元|%|％|户|家|处|份|级|市|县|区|局|同志|书记|主任))|"
    r"[XＸ×]{2,4}(?![A-Za-z\d])|某某|○{2,4})"
)
"""What stands where a name or a figure belongs; with a unit behind it one X is enough."""


def columns_missing(draft: Draft) -> Iterator[Issue]:
    """Columns that a ledger has and this one has not; each once, not for every row."""
    for name in draft.missing:
        severity = (_NEEDED | _ADVISED).get(name, INFO)
        yield COLUMN_MISSING.at(TITLES[name], Spot(column=TITLES[name]), severity=severity, column=TITLES[name])


def nothing_found(draft: Draft) -> Iterator[Issue]:
    """A plan or ledger in which no problem with its measures could be made out."""
    if not draft.problems:
        yield ROWS_NOT_FOUND.at("")


def cells_empty(draft: Draft) -> Iterator[Issue]:
    """Rows that leave a cell empty which the draft has a column for. Owners and deadlines have rules of their own."""
    for row in draft.rows():
        for name, rule in _CELLS:
            if name in draft.has and not row.text(name).strip() and not (name == "problem" and draft.is_ours):
                yield rule.on(row, name)


def metric_missing(draft: Draft) -> Iterator[Issue]:
    """Meetings, papers and burdens are reduced by a figure against a figure, or it is said why not (瘦身标准)."""
    for row in draft.rows():
        if row.metric is not None or facts(row.promised) or _NOT_COUNTABLE.search(row.promised):
            continue
        if any(_BURDEN_MATTER.search(fold(words)) for words in (row.cells.problem, row.cells.measures)):
            yield NO_METRIC.on(row, "measures")


def sections_missing(draft: Draft) -> Iterator[Issue]:
    """A plan says which meeting adopted it, who leads the rectification, and how often they meet."""
    text = fold(draft.text)
    if not text or not draft.problems:
        return
    for rule, words in ((NO_ADOPTION, _ADOPTED), (NO_ORGANISATION, _ORGANISED), (NO_RHYTHM, _RHYTHM)):
        if not words.search(text):
            yield rule.at("")


def slots_open(draft: Draft) -> Iterator[Issue]:
    """How many slots wait to be filled, as the plan's own list counts them. In what is to go out that is an error."""
    found = list(_slots_in_text(draft)) if draft.text else list(_slots_in_rows(draft))
    if not found:
        return
    words, spot = found[0]
    severity = ERROR if draft.is_final else INFO
    count = draft.slots or len(found)
    yield SLOTS_OPEN.at("plan" if draft.is_ours else "", spot, severity=severity, count=count, first=words)


CHECKS = (columns_missing, nothing_found, cells_empty, metric_missing, sections_missing, slots_open)


def _slots_in_text(draft: Draft) -> Iterator[tuple[str, Spot]]:
    """Slots of the text, and figures hidden by X outside of what is quoted from the feedback."""
    quoted = [(problem.spot.start, problem.spot.end) for problem in draft.problems]
    for pattern in (_SLOT, _HIDDEN):
        for match in pattern.finditer(draft.text):
            inside = any(
                start is not None and end is not None and start <= match.start() < end for start, end in quoted
            )
            if not (inside and pattern is _HIDDEN):
                yield match[0], Spot(start=match.start(), end=match.end())


def _slots_in_rows(draft: Draft) -> Iterator[tuple[str, Spot]]:
    """Slots of the cells; who answers for a problem, and by when, is one answer, in however many rows it stands."""
    answered: set[tuple[str, str, str]] = set()
    for problem in draft.problems:
        for row in problem.measures:
            for name in (name for name in TITLES if name not in ("problem", "id", "number")):
                for match in (*_SLOT.finditer(row.text(name)), *_HIDDEN.finditer(row.text(name))):
                    answer = (problem.id, name, match[0])
                    if name not in _ONE_ANSWER or answer not in answered:
                        yield match[0], row.spot(name)
                    answered.add(answer)


_ONE_ANSWER = ("leader", "lead_unit", "due")
