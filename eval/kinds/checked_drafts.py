"""The cases of a suite of checks → drafts, read the way files are: one that is in order, with what the case changes.

`base.yaml` holds what is in order: a feedback document, a ledger and a plan that answer it, a report, speeches, a plan
in prose. A ledger goes through the reader of ledgers, a text through that of texts, a plan through that of its JSON.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.checks.draft import TITLES, Draft, Edition, Kind
from assistant.drafting.checks.reading import Terms, draft_of_document, draft_of_table, draft_of_values
from assistant.drafting.ledger_table import ledger_table
from assistant.records import Document, Version
from assistant.text.offsets import OffsetMap
from eval.case_files import read_yaml

Said = Mapping[str, Any]
"""What a case changes."""

BASE = Path(__file__).parents[1] / "suites" / "checks" / "cases" / "base.yaml"
_PADDING = "我们坚持实事求是，把查到的事情一件一件改到位。"


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


@cache
def base() -> dict[str, Any]:
    """What is in order, as the file says it."""
    said: dict[str, Any] = read_yaml(BASE).values
    return said


def document(text: str, identity: str = "draft") -> Document:
    """A text as a document that nothing has repaired, under the first of its lines."""
    title = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Document(
        identity, title, f"{identity}.md", "", "other", Version(), text, text, OffsetMap.identity(len(text))
    )


def draft(said: Said, of: str) -> Draft:
    """The draft of a case; `of` tells from which it is made: rows, texts or plans."""
    if of == "plans":
        return draft_of_values(_changed_plan(said), "plan.json", terms(said))
    if "text" in said or "of" in said:
        return draft_of_document(document(_text(said)), terms(said))
    return draft_of_table(ledger_table([sheet(said)], "ledger.xlsx"), terms(said))


def terms(said: Said) -> Terms:
    """What the case says of the check itself; `against` is the text of a feedback document, or true for the usual."""
    against = said.get("against")
    return Terms(
        kind=Kind(said["kind"]) if "kind" in said else None,
        on=_day(said.get("day")),
        regime=said.get("regime"),
        feedback=document(base()["feedback"] if against is True else against, "feedback") if against else None,
        editions=tuple(_edition(rule) for rule in said.get("rules", ())),
        is_final=bool(said.get("final")),
    )


def sheet(said: Said) -> _Sheet:
    """The ledger that is in order, with the changes of a case."""
    rows = [dict(row) for row in base()["rows"]]
    for number, changes in said.get("rows", {}).items():
        rows[int(number) - 1].update(changes)
    rows = [{**row, **said.get("every", {})} for row in rows]
    rows = [rows[number - 1] for number in said.get("order", range(1, len(rows) + 1))]
    rows = [row for number, row in enumerate(rows, start=1) if number not in said.get("leave", ())]
    rows += said.get("add", [])
    columns = [name for name in TITLES if any(name in row for row in [*base()["rows"], *rows])]
    columns = [name for name in columns if name not in said.get("empty", ())]
    header = {at: said.get("rename", {}).get(name, TITLES[name]) for at, name in enumerate(columns)}
    body = [{at: row[name] for at, name in enumerate(columns) if row.get(name)} for row in rows]
    note = said.get("note", base()["note"])
    above = [{0: base()["title"]}, {0: note}] if note else [{0: base()["title"]}]
    return _Sheet("台账", tuple(enumerate([*above, header, *body], start=1)))


def _edition(rule: Said) -> Edition:
    version = Version(
        document_number=rule.get("number"),
        issued_on=_day(rule.get("issued")),
        superseded_on=_day(rule.get("superseded")),
    )
    return Edition(rule["title"], version)


def _day(said: date | str | None) -> date | None:
    """A day as YAML has it, or as JSON has."""
    return date.fromisoformat(said) if isinstance(said, str) else said


def _text(said: Said) -> str:
    text: str = said["text"] if "text" in said else base()[said["of"]]
    for before, after in said.get("replace", {}).items():
        if before not in text:
            raise ValueError(f"{before!r} is not in the text that is in order")
        text = text.replace(before, after)
    missing = said.get("pad", 0) - len(text)
    return text + "\n" + _PADDING * (missing // len(_PADDING) + 1) if missing > 0 else text


def _changed_plan(said: Said) -> dict[str, Any]:
    plan: dict[str, Any] = copy.deepcopy(base()["plan"])
    for path, value in said.get("set", {}).items():
        *parents, last = path.split(".")
        target: Any = plan
        for step in parents:
            target = target[int(step)] if isinstance(target, list) else target[step]
        target[last] = value.isoformat() if isinstance(value, date) else value
    return plan
