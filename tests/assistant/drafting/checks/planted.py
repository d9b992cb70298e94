"""The sample corpus' plans in several layouts, each with one defect planted: what a check must find, and where.

Rows are read from the files by the libraries that write such files, not by our own readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant import resources
from assistant.drafting.checks import check_draft
from assistant.drafting.checks.draft import Draft, Edition, Kind
from assistant.drafting.checks.reading import Terms, draft_of_document, draft_of_table
from assistant.drafting.issue_records import Severity
from assistant.drafting.ledger_table import COLUMNS, ledger_table
from assistant.records import Document, Version
from tests.assistant.drafting.checks.case_drafts import CASES, document

CORPUS = resources.corpus()
Row = dict[str, str]

_PLANS = (
    ("jiaotongju", "plans/jiaotongju-zhenggai-fangan.md", "", date(2024, 8, 9)),
    (
        "liangchu",
        "plans/liangchu-jituan-zhenggai-fangan.md",
        "feedback/liangchu-jituan-fankui-yijian.pdf",
        date(2022, 7, 29),
    ),
    (
        "weijianwei",
        "plans/weijianwei-zhenggai-fangan.docx",
        "feedback/weijianwei-fankui-yijian.docx",
        date(2024, 1, 15),
    ),
    (
        "minzhengju",
        "plans/minzhengju-zhenggai-taizhang.xlsx",
        "feedback/minzhengju-fankui-yijian.md",
        date(2023, 7, 28),
    ),
)
_AFTER_ALL_EDITIONS = date(2025, 9, 1)
"""The day on which every replaced edition of the wordings is dead."""


@dataclass(frozen=True)
class Sample:
    """A clean plan: its rows, its day, and the feedback it answers, if the corpus has it."""

    name: str
    rows: tuple[Row, ...]
    day: date
    feedback: Document | None


@dataclass(frozen=True)
class Defect:
    """Rows with one thing wrong; any of `rules` finds it."""

    kind: str
    severity: str
    rules: tuple[str, ...]
    rows: tuple[Row, ...]
    terms: Terms
    side: str
    """seen, held_back or fresh: how far the wording was known while the rules were written."""
    name: str


@dataclass(frozen=True)
class _Kind:
    name: str
    severity: str
    said: dict[str, Any]
    """As planted.yaml has it."""


Layout = Callable[[Sequence[Row], Terms], Draft]


@cache
def samples() -> tuple[Sample, ...]:
    return tuple(
        Sample(name, tuple(_rows(CORPUS / plan)), day, _read(feedback) if feedback else None)
        for name, plan, feedback, day in _PLANS
    )


@cache
def editions() -> tuple[Edition, ...]:
    """The rules of the sample corpus, as its catalogue describes them."""
    listed = yaml.safe_load((CORPUS / "catalogue.yaml").read_text(encoding="utf-8"))
    return tuple(
        Edition(
            entry["title"],
            Version(
                document_number=entry.get("document_number"),
                issued_on=entry.get("issued_on"),
                effective_from=entry.get("effective_from"),
                superseded_on=entry.get("superseded_on"),
            ),
        )
        for entry in listed
        if entry.get("genre") == "regulation"
    )


def clean_terms(sample: Sample, *, against: bool) -> Terms:
    return Terms(on=sample.day, feedback=sample.feedback if against else None, editions=editions())


def defects(sample: Sample, every: int) -> Iterator[Defect]:
    """Every defect that can be planted into a sample, each into every so manyth row."""
    listed = yaml.safe_load((CASES / "planted.yaml").read_text(encoding="utf-8"))
    for severity, kinds in (("error", listed["errors"]), ("warning", listed["warnings"])):
        for kind, said in kinds.items():
            if said.get("against") and sample.feedback is None:
                continue
            for side in ("seen", "held_back", "fresh"):
                for number, wording in enumerate(said.get(side, ())):
                    yield from _planted(sample, _Kind(kind, severity, said), wording, number, side, every)


def _planted(sample: Sample, kind: _Kind, wording: str, number: int, side: str, every: int) -> Iterator[Defect]:
    said = kind.said
    terms = replace(clean_terms(sample, against=bool(said.get("against"))), is_final=bool(said.get("final")))
    if kind.name == "superseded":
        terms = replace(terms, on=_AFTER_ALL_EDITIONS)
    places = range((number * 5 + 1) % 3, len(sample.rows), every) if "change" not in said else (0,)
    for place in places:
        all_changed = list(_changed(sample.rows, said, wording, place))
        for changed in all_changed[:: max(1, every // 7)]:
            name = f"{sample.name} {kind.name} {wording.strip()[:16]} {place}"
            yield Defect(kind.name, kind.severity, tuple(said["rules"]), changed, terms, side, name)


def _changed(rows: Sequence[Row], said: dict[str, Any], wording: str, place: int) -> Iterator[tuple[Row, ...]]:
    if "change" in said:
        yield from _CHANGES[said["change"]](rows, wording)
        return
    field = said["field"]
    is_whole = bool(said.get("whole_problem"))
    hit = [row["problem"] == rows[place]["problem"] if is_whole else at == place for at, row in enumerate(rows)]
    yield tuple(
        {**row, field: wording + row[field] if said.get("before") else wording} if is_hit else dict(row)
        for row, is_hit in zip(rows, hit, strict=True)
    )


def _other_problem(rows: Sequence[Row], wording: str) -> Iterator[tuple[Row, ...]]:
    changes: dict[str, Callable[[str], str]] = {
        "figure": lambda words: re.sub(r"(\d)(?=[^\d]*$)", lambda digit: str((int(digit[1]) + 3) % 10), words, count=1),
        "soften": lambda words: words.replace("没有", "尚未完全").replace("不", "还不够", 1),
        "drop_middle": lambda words: re.sub(r"，[^，。；]{4,}?(?=[，。；])", "", words, count=1),
        "add_words": lambda words: words[: len(words) // 2] + "，总体可控，" + words[len(words) // 2 :],
    }
    for problem in list(dict.fromkeys(row["problem"] for row in rows))[::2]:
        other = changes[wording](problem)
        if other != problem:
            yield tuple({**row, "problem": other} if row["problem"] == problem else dict(row) for row in rows)


def _left_out(rows: Sequence[Row], wording: str) -> Iterator[tuple[Row, ...]]:
    problems = list(dict.fromkeys(row["problem"] for row in rows))
    problem = problems[{"first": 0, "last": -1, "middle": len(problems) // 2}[wording]]
    yield tuple(dict(row) for row in rows if row["problem"] != problem)


def _other_figure(rows: Sequence[Row], field: str) -> Iterator[tuple[Row, ...]]:
    """An amount or count that a row repeats from its problem, with another digit."""
    for at, row in enumerate(rows):
        for figure in re.finditer(r"\d+(?:\.\d+)?(?=万元|户|名|人|件|处|条|座|家|项)", row[field]):
            if not re.search(rf"(?<![\d.]){re.escape(figure[0])}(?![\d.])", row["problem"]):
                continue
            digit = str((int(figure[0][-1]) + 4) % 10)
            other = row[field][: figure.end() - 1] + digit + row[field][figure.end() :]
            yield tuple({**each, field: other} if n == at else dict(each) for n, each in enumerate(rows))
            break


def _repeated(rows: Sequence[Row], wording: str) -> Iterator[tuple[Row, ...]]:
    source, target = (0, -1) if wording == "first" else (-1, 0)
    changed = [dict(row) for row in rows]
    changed[target]["measures"] = changed[source]["measures"]
    yield tuple(changed)


_CHANGES: dict[str, Callable[[Sequence[Row], str], Iterator[tuple[Row, ...]]]] = {
    "problem": _other_problem,
    "leave": _left_out,
    "figure": _other_figure,
    "repeat": _repeated,
}


# --- layouts


@dataclass(frozen=True)
class _Sheet:
    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


def as_cells(rows: Sequence[Row], terms: Terms) -> Draft:
    names = list(COLUMNS)
    body = [{at: row[name] for at, name in enumerate(names) if row.get(name)} for row in rows]
    header = {at: COLUMNS[name] for at, name in enumerate(names)}
    return draft_of_table(ledger_table([_Sheet("台账", tuple(enumerate([header, *body], start=1)))], "x.xlsx"), terms)


_OPENING = """巡察反馈问题整改方案

（局党组会议审议通过）

一、组织领导

成立整改工作领导小组，每月调度。

二、整改任务
"""


def as_table(rows: Sequence[Row], terms: Terms) -> Draft:
    names = [name for name in COLUMNS if any(row.get(name) for row in rows)]
    lines = [" | ".join(COLUMNS[name] for name in names)]
    lines += [" | ".join(row.get(name, "").replace("\n", " ") for name in names) for row in rows]
    return _of_text(_OPENING + "\n" + "\n".join(lines) + "\n", terms)


def as_prose(rows: Sequence[Row], terms: Terms) -> Draft:
    """问题1：… with a line a measure, and owners below."""
    text = _OPENING
    for number, problem in enumerate(dict.fromkeys(row["problem"] for row in rows), start=1):
        own = [row for row in rows if row["problem"] == problem]
        text += f"\n**问题{number}：{problem}**\n\n"
        for at, row in enumerate(own, start=1):
            measures = f"{number}.{at} {_bare(row).rstrip('。')}。" if row["measures"].strip() else ""
            labels = "".join(
                f"{COLUMNS[name]}：{row[name]}。" for name in ("due", "completion_mark") if row[name].strip()
            )
            text += f"{measures}{labels}\n\n" if measures else ""
        text += "".join(
            f"{COLUMNS[name]}：{own[0][name]}。" for name in ("leader", "lead_unit") if own[0][name].strip()
        )
        text += "\n"
    return _of_text(text, terms)


def as_labels(rows: Sequence[Row], terms: Terms) -> Draft:
    """（一）… with a label a line."""
    text = _OPENING
    for number, row in enumerate(rows, start=1):
        text += f"\n反馈问题：{row['problem']}\n"
        for name in ("measures", "leader", "lead_unit", "due", "completion_mark"):
            text += f"{COLUMNS[name]}：{_bare(row) if name == 'measures' else row[name]}\n"
        text += "" if number else "\n"
    return _of_text(text, terms)


LAYOUTS: dict[str, Layout] = {"cells": as_cells, "table": as_table, "prose": as_prose, "labels": as_labels}


def _bare(row: Row) -> str:
    return re.sub(r"^\d+\.\d+\s*", "", row["measures"])


def _of_text(text: str, terms: Terms) -> Draft:
    return draft_of_document(document(text), replace(terms, kind=Kind.PLAN))


def is_found(defect: Defect, layout: Layout) -> bool:
    """Whether a rule that the defect is for finds it, at its weight."""
    issues = check_draft(layout(defect.rows, defect.terms))
    grave = [issue for issue in issues if defect.severity != "error" or issue.severity is Severity.ERROR]
    return any(issue.rule in defect.rules for issue in grave)


# --- the sample plans


def _read(feedback: str) -> Document:
    from assistant.documents.preparing import prepare

    return prepare(CORPUS / feedback)


def _rows(plan: Path) -> Iterator[Row]:
    if plan.suffix == ".md":
        yield from _rows_of_markdown(plan.read_text(encoding="utf-8"))
    elif plan.suffix == ".docx":
        yield from _rows_of_word(plan)
    else:
        yield from _rows_of_workbook(plan)


def _rows_of_markdown(text: str) -> Iterator[Row]:
    for block in re.split(r"\n\*\*问题", text)[1:]:
        head = re.match(r"(\d+)：(.*?)\*\*", block)
        owners = dict(re.findall(r"(责任领导|牵头单位|配合单位)：(.*?)。", block))
        for measures, due, mark in re.findall(r"\n(\d+\.\d+ .*?)完成时限：(.*?)。完成标志：(.*?)。(?=\n|$)", block):
            if head is not None:
                yield {
                    **dict.fromkeys(COLUMNS, ""),
                    "number": head[1],
                    "problem": head[2],
                    "measures": measures,
                    "leader": owners.get("责任领导", ""),
                    "lead_unit": owners.get("牵头单位", ""),
                    "co_units": owners.get("配合单位", ""),
                    "due": due,
                    "completion_mark": mark,
                    "evidence": "验收材料、凭证",
                    "goal": "整改到位",
                }


def _rows_of_word(plan: Path) -> Iterator[Row]:
    import docx

    names = ("number", "problem", "measures", "leader", "lead_unit", "due", "completion_mark")
    above: Row = {}
    for row in docx.Document(str(plan)).tables[-1].rows[1:]:
        texts = [cell.text.strip() for cell in row.cells]
        own = {name: text or above.get(name, "") for name, text in zip(names, texts, strict=True)}
        above = own
        yield {
            **dict.fromkeys(COLUMNS, ""),
            **own,
            "evidence": "验收材料、凭证",
            "goal": "整改到位",
            "co_units": "办公室",
        }


def _rows_of_workbook(plan: Path) -> Iterator[Row]:
    from openpyxl import load_workbook

    sheet = load_workbook(plan).worksheets[0]
    table = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    start = next(at for at, row in enumerate(table) if row[0] == "序号")
    above: Row = {}
    for cells in table[start + 1 :]:
        own = {name: text or above.get(name, "") for name, text in zip(COLUMNS, cells, strict=False)}
        above = own
        if own["measures"]:
            yield own
