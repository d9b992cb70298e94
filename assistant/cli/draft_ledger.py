"""`assistant draft ledger`: plans and the ledgers that people keep → one ledger, with what needs a decision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import as_json, said, shown, to_date
from assistant.cli.plan_files import tell_edits
from assistant.errors import RejectedFile, UsageError
from assistant.export.files import check_is_file, check_place
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.ledger_merge import Merged
    from assistant.drafting.ledger_reading import KeptLedger
    from assistant.drafting.ledger_records import LedgerRow

_SUFFIXES = (".xlsx", ".json")


def register(group: typer.Typer) -> None:
    group.command("ledger", help=text("ledger.help"))(_ledger)


def _ledger(
    sources: Annotated[list[Path], typer.Argument(help=text("ledger.help_sources"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("ledger.help_output"))] = None,
    on: Annotated[str | None, typer.Option("--on", help=text("ledger.help_on"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
) -> None:
    _check(output, sources)
    day = to_date(on) or date.today()
    plans = _plans(sources)
    from assistant.documents.tables import read_sheets  # noqa: PLC0415
    from assistant.drafting.ledger_gathering import gather  # noqa: PLC0415
    from assistant.drafting.ledger_reading import kept_ledger  # noqa: PLC0415
    from assistant.export.ledgers import merged_to_json  # noqa: PLC0415

    rows = _rows(plans)
    ledgers = [kept_ledger(read_sheets(path), str(path)) for path in sources if path not in plans]
    merged = gather(rows, ledgers)
    if output is not None:
        title = _title(list(plans.values()), ledgers)
        _write(output, merged, plans, rows, title, day)
    if in_json:
        as_json(merged_to_json(merged, day))
    _report(merged, day, on_stdout=not in_json)


def _rows(plans: dict[Path, Any]) -> list[LedgerRow]:
    """The rows of all plans. Raises UsageError for two plans of one feedback document."""
    from assistant.drafting.ledger import rows_of_plan  # noqa: PLC0415

    rows: dict[str, tuple[LedgerRow, Path]] = {}
    for path, plan in plans.items():
        for row in rows_of_plan(plan, str(path), among_several=len(plans) > 1):
            if row.id in rows and rows[row.id][1] != path:
                raise UsageError("drafting.plans_of_one_feedback", path=path, other=rows[row.id][1])
            rows[row.id] = (row, path)
    return [row for row, _ in rows.values()]


def _title(plans: Sequence[Any], ledgers: Sequence[KeptLedger]) -> str:
    """Of the one ledger, as people keep it; else of the one plan, or of the first ledger that has a title."""
    from assistant.drafting.ledger import title_of  # noqa: PLC0415

    titles = [ledger.table.title for ledger in ledgers if ledger.table.title]
    if len(plans) == 1 and len(titles) != 1:
        return title_of(plans[0])
    return next(iter(titles), text("ledger.title", language="zh"))


def _check(output: Path | None, sources: Sequence[Path]) -> None:
    if output is None:
        return
    if output.suffix.lower() not in _SUFFIXES:
        raise UsageError("drafting.suffix_unknown", path=output, known=" ".join(_SUFFIXES))
    check_place(output, *sources)


def _plans(sources: Sequence[Path]) -> dict[Path, Any]:
    """The values of every plan among the files; edits by hand that a .docx does not hold are named.

    Raises RejectedFile, also for a file that is neither plan nor ledger.
    """
    from assistant.documents.tables import SUFFIXES as LEDGERS  # noqa: PLC0415
    from assistant.export.plan_reading import SUFFIXES as PLANS  # noqa: PLC0415
    from assistant.export.plan_reading import read_values  # noqa: PLC0415

    plans: dict[Path, Any] = {}
    for path in sources:
        check_is_file(path)
        suffix = path.suffix.lower()
        if suffix not in (*PLANS, *LEDGERS):
            raise RejectedFile(
                "file_unknown_format", path=path, suffix=suffix or "-", known=" ".join((*PLANS, *LEDGERS))
            )
        if suffix in PLANS:
            read = read_values(path)
            tell_edits(read.edits)
            plans[path] = read.values
    return plans


def _write(
    output: Path, merged: Merged, plans: dict[Path, Any], rows: Sequence[LedgerRow], title: str, day: date
) -> None:
    """The ledger as a workbook; as JSON the one plan with what the ledger says of it, or the rows of several."""
    from assistant.drafting.ledger import plan_with  # noqa: PLC0415
    from assistant.export.files import write_whole  # noqa: PLC0415
    from assistant.export.ledgers import differences_to_rows, merged_to_json  # noqa: PLC0415
    from assistant.export.spreadsheet import ledger_to_xlsx  # noqa: PLC0415

    if output.suffix.lower() == ".xlsx":
        data = ledger_to_xlsx(merged.rows, title, differences_to_rows(merged), merged.exported)
    else:
        plan = next(iter(plans.values())) if len(plans) == 1 else None
        values = merged_to_json(merged, day) if plan is None else plan_with(plan, merged.rows, rows)
        data = f"{json.dumps(values, ensure_ascii=False, indent=2)}\n".encode()
    write_whole(output, data)
    said(text("drafting.written", path=output))


def _report(merged: Merged, day: date, *, on_stdout: bool) -> None:
    """What needs a decision, then what was taken over, then what is due; how much there is on stderr."""
    from assistant.drafting.dues import due_of  # noqa: PLC0415
    from assistant.drafting.states import Step, next_step  # noqa: PLC0415
    from assistant.export.ledgers import differences_to_rows  # noqa: PLC0415

    say = shown if on_stdout else said
    for where, words in differences_to_rows(merged):
        say(f"{where}：{words}")
    steps = [(next_step(row, due_of(row.due).date, day), row.number or row.id) for row in merged.rows]
    for step in tuple(Step)[1:]:
        numbers = [number for taken, number in steps if taken is step]
        if numbers:
            say(text("ledger.step", step=step, count=len(numbers), numbers="、".join(numbers)))
    said(text("ledger.summary", rows=len(merged.rows), conflicts=len(merged.conflicts)))
