"""`assistant draft remarks`: what is said at a meeting, by genre and by the time there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import as_json, flags_of, said, shown
from assistant.drafting.forms import Genre
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.remarks import Remarks


def register(group: typer.Typer) -> None:
    group.command("remarks", help=text("remarks.help"))(_remarks)


def _remarks(
    context: typer.Context,
    kind: Annotated[Genre, typer.Argument(help=text("remarks.help_kind"))],
    about: Annotated[str, typer.Option(help=text("remarks.help_about"))],
    minutes: Annotated[float | None, typer.Option(min=1, max=180, help=text("remarks.help_minutes"))] = None,
    agenda: Annotated[list[str] | None, typer.Option(help=text("remarks.help_agenda"))] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("progress.help_output"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
) -> None:
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.export.files import write_whole  # noqa: PLC0415
    from assistant.export.manuscript_files import check_output, manuscript_bytes  # noqa: PLC0415
    from assistant.export.manuscripts import manuscript_to_markdown, remarks_to_json  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    if output is not None:
        check_output(output, Path(about))
    with Assistant.open(load(flags_of(context))) as assistant:
        remarks = assistant.draft_remarks(kind, about, minutes=minutes, agenda=agenda or ())
    values = remarks_to_json(remarks)
    if output is not None:
        write_whole(output, manuscript_bytes(remarks.manuscript, values, output, date.today()))
        said(text("drafting.written", path=output))
    if in_json:
        as_json(values)
    elif output is None:
        shown(manuscript_to_markdown(remarks.manuscript).rstrip())
    _sum_up(remarks)


def _sum_up(remarks: Remarks) -> None:
    """How long it takes, and whether that fits."""
    from assistant.export.manuscripts import remarks_notes  # noqa: PLC0415

    manuscript = remarks.manuscript
    said(
        text(
            "remarks.summary",
            characters=manuscript.characters,
            shortest=f"{remarks.shortest:.1f}",
            longest=f"{remarks.longest:.1f}",
            slots=len(manuscript.slots),
            bases=len(manuscript.citations),
        )
    )
    for note in remarks_notes(remarks):
        said(f"⚠ {note}")
