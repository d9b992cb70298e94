"""`assistant draft export`: a plan that people have filled in (.json, or a .docx of ours) → a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import said
from assistant.cli.plan_files import Manner, settle
from assistant.errors import UsageError
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.export.word.embedded import Edit

_SHOWN = 40
"""Characters of an edit that are shown."""


def register(group: typer.Typer) -> None:
    group.command("export", help=text("export.help_export"))(_export)


def _export(
    source: Annotated[Path, typer.Argument(metavar="PLAN", help=text("export.help_source"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("drafting.help_output"))] = None,
    final: Annotated[bool, typer.Option("--final", help=text("export.help_final"))] = False,
    review: Annotated[bool, typer.Option("--review", help=text("export.help_review"))] = False,
    template: Annotated[Path | None, typer.Option(help=text("export.help_template"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("drafting.help_json"))] = False,
) -> int:
    manner = Manner(output, final, review, template).checked()
    if output is not None and output.resolve() == source.resolve():
        raise UsageError("drafting.output_is_source", path=output)
    from assistant.export.plan_reading import read_plan  # noqa: PLC0415

    read = read_plan(source)
    for edit in read.edits:
        said(text(f"export.edit_{edit.kind}", number=edit.number, words=_words(edit)))
    if read.edits and final:
        said(text("export.edits_lost", path=source))
        return 1
    return settle(read.plan, manner, in_json=in_json)


def _words(edit: Edit) -> str:
    words = " ".join(edit.after or edit.before)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
