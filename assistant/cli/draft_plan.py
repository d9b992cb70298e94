"""`assistant draft plan`: from a feedback document to a rectification plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import flags_of, said, to_date
from assistant.cli.plan_files import Manner, rendered, settle
from assistant.errors import UsageError
from assistant.export.files import check_place
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.application import Assistant
    from assistant.drafting.records import Plan


def register(group: typer.Typer) -> None:
    group.command("plan", help=text("drafting.help_plan"))(_plan)


def _plan(  # noqa: PLR0913, PLR0917 - an option each
    context: typer.Context,
    feedback: Annotated[Path, typer.Argument(help=text("drafting.help_feedback"))],
    output: Annotated[Path | None, typer.Option("--output", "-o", help=text("drafting.help_output"))] = None,
    received: Annotated[str | None, typer.Option(help=text("drafting.help_received"))] = None,
    regime: Annotated[str | None, typer.Option(help=text("drafting.help_regime"))] = None,
    final: Annotated[bool, typer.Option("--final", help=text("export.help_final"))] = False,
    review: Annotated[bool, typer.Option("--review", help=text("export.help_review"))] = False,
    template: Annotated[Path | None, typer.Option(help=text("export.help_template"))] = None,
    pack: Annotated[Path | None, typer.Option(help=text("export.help_pack"))] = None,
    by_rule: Annotated[bool, typer.Option("--no-model", help=text("drafting.help_no_model"))] = False,
    in_json: Annotated[bool, typer.Option("--json", help=text("drafting.help_json"))] = False,
) -> int:
    manner = Manner(output, final, review, template).checked(feedback)
    if pack is not None:
        if pack.suffix.lower() != ".zip":
            raise UsageError("drafting.suffix_unknown", path=pack, known=".zip")
        check_place(pack, feedback)
    day = to_date(received)
    from assistant.application import Assistant  # noqa: PLC0415
    from assistant.settings import load  # noqa: PLC0415

    with Assistant.open(load(flags_of(context))) as assistant:
        plan = assistant.draft_plan(feedback, received=day, regime=regime, by_rule=by_rule)
        code = settle(plan, manner, in_json=in_json)
        _say_model(plan)
        if pack is not None and code == 0:
            _pack(assistant, plan, feedback, manner, pack)
    return code


def _say_model(plan: Plan) -> None:
    """On stderr: which model worded how much, and every place that is worded by rule instead."""
    if not plan.model:
        return
    from assistant.export.model_words import fallback_text  # noqa: PLC0415

    said(text("drafting.model_summary", model=plan.model, worded=len(plan.worded), fallbacks=len(plan.fallbacks)))
    for fallback in plan.fallbacks:
        said(f"⚠ {fallback_text(fallback)}")


def _pack(assistant: Assistant, plan: Plan, feedback: Path, manner: Manner, pack: Path) -> None:
    """The draft in three forms with everything that shows what it rests on; it names no folder of this machine."""
    from assistant.export.evidence_pack import packed_evidence  # noqa: PLC0415
    from assistant.export.files import write_whole  # noqa: PLC0415
    from assistant.export.plan_docx import plan_record  # noqa: PLC0415

    drafts = {f"plan{suffix}": rendered(plan, suffix, manner) for suffix in (".docx", ".md")}
    drafts["plan.json"] = json.dumps(plan_record(plan).value, ensure_ascii=False, indent=2).encode()
    proof = assistant.evidence_of(plan.citations, feedback, model=plan.model or None)
    write_whole(pack, packed_evidence(plan.citations, drafts, proof))
    said(text("drafting.written", path=pack))
