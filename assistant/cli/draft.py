"""`assistant draft plan`: from a feedback document to a rectification plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import as_json, flags_of, said, shown, to_date
from assistant.errors import UsageError
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.drafting.records import Plan

_SUFFIXES = (".md", ".json")


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=text("drafting.help_draft"), no_args_is_help=True)
    group.callback()(_draft)
    group.command("plan", help=text("drafting.help_plan"))(_plan)
    app.add_typer(group, name="draft")


def _draft() -> None:
    """Keeps `plan` a command of its own while it is the only one."""


def _plan(
    context: typer.Context,
    feedback: Annotated[Path, typer.Argument(help=text("drafting.help_feedback"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("drafting.help_output"))] = None,
    received: Annotated[str | None, typer.Option(help=text("drafting.help_received"))] = None,
    regime: Annotated[str | None, typer.Option(help=text("drafting.help_regime"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("drafting.help_json"))] = False,
) -> None:
    if output is not None and output.suffix.lower() not in _SUFFIXES:
        raise UsageError("drafting.suffix_unknown", path=output, known=" ".join(_SUFFIXES))
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    with Assistant.open(load(flags_of(context))) as assistant:
        plan = assistant.draft_plan(feedback, received=to_date(received), regime=regime)
    if output is not None:
        _write(plan, output)
    _print(plan, in_json=in_json, written=output is not None)
    _sum_up(plan)


def _print(plan: Plan, *, in_json: bool, written: bool) -> None:
    """JSON where it was asked for; the Markdown where the plan went into no file."""
    from assistant.export.markdown import plan_to_markdown  # noqa: PLC0415
    from assistant.export.plans import plan_to_json  # noqa: PLC0415

    if in_json:
        as_json(plan_to_json(plan))
    elif not written:
        shown(plan_to_markdown(plan))


def _write(plan: Plan, output: Path) -> None:
    from assistant.export.markdown import plan_to_markdown  # noqa: PLC0415
    from assistant.export.plans import plan_to_json  # noqa: PLC0415

    is_json = output.suffix.lower() == ".json"
    body = json.dumps(plan_to_json(plan), ensure_ascii=False, indent=2) if is_json else plan_to_markdown(plan)
    try:
        output.write_text(f"{body.rstrip()}\n", encoding="utf-8")
    except OSError as error:
        raise UsageError("drafting.not_writable", path=output, why=error.strerror or error) from error
    said(text("drafting.written", path=output))


def _sum_up(plan: Plan) -> None:
    """On stderr: how much there is, what is open, and what a person should look at."""
    from assistant.export.plans import issue_text  # noqa: PLC0415

    measures = sum(1 for _ in plan.measures())
    said(text("drafting.summary", findings=len(plan.findings), measures=measures, slots=len(plan.slots)))
    for issue in plan.checks:
        said(f"{text(f'drafting.severity_{issue.severity.value}')} {issue.where} {issue_text(issue)}")
    for doubt in plan.source.doubts:
        said(f"{text(f'drafting.doubt_{doubt.kind}')}{' '.join(doubt.excerpt.verbatim.split())}")
