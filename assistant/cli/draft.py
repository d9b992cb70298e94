"""`assistant draft`: the group of commands that write."""

from __future__ import annotations

import typer

from assistant.cli import draft_export, draft_ledger, draft_plan, draft_progress, draft_remarks
from assistant.messages import text


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=text("drafting.help_draft"), no_args_is_help=True)
    for commands in (draft_plan, draft_export, draft_ledger, draft_progress, draft_remarks):
        commands.register(group)
    app.add_typer(group, name="draft")
