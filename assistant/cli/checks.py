"""`assistant check`: what is wrong with a plan, ledger, report or speech; exit 1 where anything is an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import as_json, flags_of, said, shown, to_date
from assistant.errors import RejectedFile, UsageError
from assistant.export.files import check_is_file
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.checks.checked import Checked

_KINDS = ("plan", "ledger", "remarks", "progress")


def register(app: typer.Typer) -> None:
    app.command("check", help=text("checking.help"))(_check)


def _check(
    context: typer.Context,
    draft: Annotated[Path, typer.Argument(help=text("checking.help_draft"))],
    against: Annotated[Path | None, typer.Option(help=text("checking.help_against"))] = None,
    kind: Annotated[str | None, typer.Option(help=text("checking.help_kind"))] = None,
    as_of: Annotated[str | None, typer.Option(help=text("checking.help_as_of"))] = None,
    regime: Annotated[str | None, typer.Option(help=text("checking.help_regime"))] = None,
    final: Annotated[bool, typer.Option("--final", help=text("checking.help_final"))] = False,
    in_json: Annotated[bool, typer.Option("--json", help=text("checking.help_json"))] = False,
) -> int:
    if kind is not None and kind not in _KINDS:
        raise UsageError("drafting.kind_unknown", path=draft, known=" ".join(_KINDS))
    check_is_file(draft)
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.drafting.checks.draft import Kind  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    own = own_plan(draft) if kind in (None, "plan") else None
    with Assistant.open(load(flags_of(context))) as assistant:
        checked = assistant.check(
            draft,
            against=against,
            kind=Kind(kind) if kind else None,
            as_of=to_date(as_of),
            regime=regime,
            is_final=final,
            values=own,
        )
    _print(checked, in_json=in_json)
    return _sum_up(checked, is_compared=against is not None)


def own_plan(draft: Path) -> Mapping[str, Any] | None:
    """The plan that a .docx of ours was made from; None where somebody edited it since, which is said.

    None also for a .docx that cannot be read: what is wrong with it is told by who reads its text.
    """
    if draft.suffix.lower() != ".docx":
        return None
    from assistant.export.word.embedded import read_back  # noqa: PLC0415

    try:
        own = read_back(draft)
    except RejectedFile:
        return None
    if own is None or own.record.kind != "plan":
        return None
    if own.edits:
        said(text("checking.edited_by_hand", count=len(own.edits)))
        return None
    return own.record.value


def _print(checked: Checked, *, in_json: bool) -> None:
    from assistant.export.findings import checked_to_json, lines_of  # noqa: PLC0415

    if in_json:
        as_json(checked_to_json(checked))
        return
    for line in lines_of(checked):
        shown(line)


def _sum_up(checked: Checked, *, is_compared: bool) -> int:
    """On stderr how it was checked and how much was found; the exit code."""
    counts = Counter(issue.severity.value for issue in checked.issues)
    kind = checked.draft.kind.value
    said(text("checking.begun", kind=text(f"checking.kind_{kind}"), on=checked.draft.on.isoformat()))
    if not is_compared and kind in ("plan", "ledger"):
        said(text("checking.not_compared"))
    said(text("checking.summary", errors=counts["error"], warnings=counts["warning"], notes=counts["info"]))
    return 1 if counts["error"] else 0
