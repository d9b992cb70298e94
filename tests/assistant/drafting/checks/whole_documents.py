"""The whole documents of tests/cases/checks/whole_documents*.yaml → drafts, clean or with one defect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from assistant.drafting.checks.draft import Draft, Kind
from assistant.drafting.checks.reading import Terms, draft_of_document, draft_of_table
from assistant.drafting.ledger_table import ledger_table
from tests.assistant.drafting.checks.case_drafts import CASES, document

_PADDING = "我们坚持实事求是，把查到的事情一件一件改到位。"


@dataclass(frozen=True)
class Defect:
    """One change of a clean document, and the rules of which one must find it."""

    name: str
    rules: tuple[str, ...]
    is_error: bool
    is_known_failure: bool
    draft: Draft


@dataclass(frozen=True)
class _Sheet:
    name: str
    rows: tuple[tuple[int, dict[int, str]], ...]
    is_hidden: bool = False


_FILES = tuple(
    f"whole_documents{name}"
    for name in ("", "_later", "_last", "_unseen", "_city", "_library", "_coop", "_water", "_fields", "_seed")
)


@cache
def _listed() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")) for name in _FILES)


def clean() -> dict[str, Draft]:
    """The clean documents by name."""
    return {name: _draft(listed, said, {}) for listed in _listed() for name, said in listed["clean"].items()}


def defects() -> Iterator[Defect]:
    """Every defect, in the order of the files."""
    every = ((listed, said) for listed in _listed() for said in listed["defects"])
    for number, (listed, said) in enumerate(every, start=1):
        yield Defect(
            name=f"{number}-{said['class']}-{said['of']}",
            rules=tuple(said["rules"]),
            is_error=bool(said.get("error")),
            is_known_failure=bool(said.get("known_failure")),
            draft=_draft(listed, listed["clean"][said["of"]], said),
        )


def _draft(listed: Mapping[str, Any], said: Mapping[str, Any], change: Mapping[str, Any]) -> Draft:
    against = said.get("against")
    terms = Terms(
        kind=Kind(said["kind"]),
        on=said["day"],
        regime=change.get("regime"),
        feedback=document(listed["feedback"][against], "feedback") if against else None,
        is_final=bool(change.get("final")),
    )
    if "rows" in said:
        return draft_of_table(ledger_table([_sheet(said, change)], "x.xlsx"), terms)
    return draft_of_document(document(_text(said["text"], change)), terms)


def _sheet(said: Mapping[str, Any], change: Mapping[str, Any]) -> _Sheet:
    header, rows = list(said["header"]), [list(row) for row in said["rows"]]
    for number, cells in change.get("cells", {}).items():
        for name, words in cells.items():
            rows[number][header.index(name)] = words
    rows += [change["add_row"]] if "add_row" in change else []
    for name, column in change.get("add_column", {}).items():
        header.append(name)
        rows = [[*row, words] for row, words in zip(rows, column, strict=True)]
    lines = [[said["title"]], [said["note"]], header, *rows]
    cells = ({at: words for at, words in enumerate(line) if words} for line in lines)
    return _Sheet("台账", tuple(enumerate(cells, start=1)))


def _text(text: str, change: Mapping[str, Any]) -> str:
    for before, after in change.get("replace", {}).items():
        if before not in text:
            raise AssertionError(f"{before!r} is not in the text")
        text = text.replace(before, after)
    dropped = change.get("drop_lines", ())
    text = "\n".join(line for line in text.split("\n") if not any(words in line for words in dropped))
    missing = change.get("pad", 0) - len(text)
    return text + "\n" + _PADDING * (missing // len(_PADDING) + 1) if missing > 0 else text
