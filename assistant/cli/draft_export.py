"""`assistant draft export`: a plan that people have filled in (.json, or a .docx of ours) → a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.output import said
from assistant.cli.plan_files import Manner, settle, tell_edits
from assistant.messages import text


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
    manner = Manner(output, final, review, template).checked(source)
    from assistant.export.plan_reading import read_plan  # noqa: PLC0415

    read = read_plan(source)
    tell_edits(read.edits)
    if read.edits and final:
        said(text("export.edits_lost", path=source))
        return 1
    return settle(read.plan, manner, in_json=in_json)
