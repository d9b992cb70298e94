"""The cases of tests/cases/checks → drafts, read the way files are: a base with what the case changes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting.checks.draft import TITLES, Draft, Edition, Kind
from assistant.drafting.checks.reading import Terms, draft_of_document, draft_of_table, draft_of_values
from assistant.drafting.ledger_table import ledger_table
from assistant.records import Document, Version
from assistant.text.offsets import OffsetMap

CASES = Path(__file__).parents[3] / "cases" / "checks"
BASE: dict[str, Any] = yaml.safe_load((CASES / "base.yaml").read_text(encoding="utf-8"))
_PADDING = "我们坚持实事求是，把查到的事情一件一件改到位。"


@dataclass(frozen=True)
class Case:
    """One case of one rule."""

    rule: str
    is_found: bool
    name: str
    said: Mapping[str, Any]


@dataclass(frozen=True)
class _Sheet:
    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


def cases(name: str) -> Iterator[Case]:
    """The cases of one file."""
    listed = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    for rule, sides in listed.items():
        for side in ("found", "silent"):
            for number, said in enumerate(sides[side], start=1):
                yield Case(rule, side == "found", f"{rule}-{side}-{number}", said)


def document(text: str, identity: str = "draft") -> Document:
    title = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Document(
        identity, title, f"{identity}.md", "", "other", Version(), text, text, OffsetMap.identity(len(text))
    )


def terms(said: Mapping[str, Any]) -> Terms:
    """What the case says of the check itself."""
    return Terms(
        kind=Kind(said["kind"]) if "kind" in said else None,
        on=said.get("day"),
        regime=said.get("regime"),
        feedback=document(BASE["feedback"], "feedback") if said.get("against") else None,
        editions=tuple(_edition(rule) for rule in said.get("rules", ())),
        is_final=bool(said.get("final")),
    )


def draft(said: Mapping[str, Any], source: str) -> Draft:
    """The draft of a case; `source` is the file it stands in: rows, texts or plans."""
    if source == "plans":
        return draft_of_values(_changed_plan(said), "plan.json", terms(said))
    if "text" in said or "of" in said:
        return draft_of_document(document(_text(said)), terms(said))
    return draft_of_table(ledger_table([sheet(said)], "ledger.xlsx"), terms(said))


def sheet(said: Mapping[str, Any]) -> _Sheet:
    """The ledger of the base with the changes of a case."""
    rows = [dict(row) for row in BASE["rows"]]
    for number, changes in said.get("rows", {}).items():
        rows[number - 1].update(changes)
    rows = [{**row, **said.get("every", {})} for row in rows]
    rows = [rows[number - 1] for number in said.get("order", range(1, len(rows) + 1))]
    rows = [row for number, row in enumerate(rows, start=1) if number not in said.get("leave", ())]
    rows += said.get("add", [])
    columns = [name for name in TITLES if any(name in row for row in [*BASE["rows"], *rows])]
    columns = [name for name in columns if name not in said.get("empty", ())]
    header = {at: said.get("rename", {}).get(name, TITLES[name]) for at, name in enumerate(columns)}
    body = [{at: row[name] for at, name in enumerate(columns) if row.get(name)} for row in rows]
    note = said.get("note", BASE["note"])
    above = [{0: BASE["title"]}, {0: note}] if note else [{0: BASE["title"]}]
    return _Sheet("台账", tuple(enumerate([*above, header, *body], start=1)))


def _edition(rule: Mapping[str, Any]) -> Edition:
    version = Version(
        document_number=rule.get("number"), issued_on=rule.get("issued"), superseded_on=rule.get("superseded")
    )
    return Edition(rule["title"], version)


def _text(said: Mapping[str, Any]) -> str:
    text: str = said["text"] if "text" in said else BASE[said["of"]]
    for before, after in said.get("replace", {}).items():
        if before not in text:
            raise AssertionError(f"{before!r} is not in the text")
        text = text.replace(before, after)
    missing = said.get("pad", 0) - len(text)
    return text + "\n" + _PADDING * (missing // len(_PADDING) + 1) if missing > 0 else text


def _changed_plan(said: Mapping[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = copy.deepcopy(BASE["plan"])
    for path, value in said.get("set", {}).items():
        *parents, last = path.split(".")
        target: Any = plan
        for step in parents:
            target = target[int(step)] if isinstance(target, list) else target[step]
        target[last] = value.isoformat() if isinstance(value, date) else value
    return plan
