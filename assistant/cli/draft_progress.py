"""`assistant draft progress`: from the ledger that people keep to the report on rectification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import as_json, said, shown, to_date
from assistant.drafting.forms import Form
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.progress import Notice


_MOST_NAMED = 10
"""Rows that one line on the terminal names; the JSON names all."""


def register(group: typer.Typer) -> None:
    group.command("progress", help=text("progress.help"))(_progress)


def _progress(
    ledger: Annotated[Path, typer.Argument(help=text("progress.help_ledger"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("progress.help_output"))] = None,
    form: Annotated[Form, typer.Option(help=text("progress.help_form"))] = Form.INTERNAL,
    on: Annotated[str | None, typer.Option("--on", help=text("progress.help_on"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
) -> None:
    from assistant.documents.tables import read_sheets  # noqa: PLC0415
    from assistant.drafting.ledger_reading import kept_ledger  # noqa: PLC0415
    from assistant.drafting.progress import report_progress  # noqa: PLC0415
    from assistant.export.files import check_is_file, write_whole  # noqa: PLC0415
    from assistant.export.manuscript_files import check_output, manuscript_bytes  # noqa: PLC0415
    from assistant.export.manuscripts import manuscript_to_markdown, progress_to_json  # noqa: PLC0415

    if output is not None:
        check_output(output, ledger)
    day = to_date(on)
    check_is_file(ledger)
    kept = kept_ledger(read_sheets(ledger), str(ledger))
    for name in kept.hidden:
        said(f"⚠ {name}：{text('ledger.difference.sheet_hidden')}")
    progress = report_progress(kept.table, form, on=day)
    values = progress_to_json(progress)
    if output is not None:
        write_whole(output, manuscript_bytes(progress.manuscript, values, output, day or date.today()))
        said(text("drafting.written", path=output))
    if in_json:
        as_json(values)
    elif output is None:
        shown(manuscript_to_markdown(progress.manuscript).rstrip())
    counted = progress.of_problems
    said(
        text(
            "progress.summary",
            problems=counted.total,
            measures=progress.of_measures.total,
            slots=len(progress.manuscript.slots),
        )
    )
    _tell(progress.notices)


def _tell(notices: Sequence[Notice]) -> None:
    """One line a kind, with the rows that it is about."""
    for kind in dict.fromkeys(found.kind for found in notices):
        rows = [found.where for found in notices if found.kind == kind]
        more = "…" if len(rows) > _MOST_NAMED else ""
        said(f"⚠ {text(f'progress.notice.{kind}')}（{len(rows)}：{'、'.join(rows[:_MOST_NAMED])}{more}）")
