"""Typer's own words in the help of commands → the user's language. What it says of a misuse is in `misuse`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from assistant.messages import text

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "arguments",
    "OPTIONS_PANEL_TITLE": "options",
    "COMMANDS_PANEL_TITLE": "commands",
    "REQUIRED_LONG_STRING": "required",
}
"""What Typer calls its words → ours, below `cli.help_` of the message files."""
_OPTIONS = {"--help": "shown", "--install-completion": "install_completion", "--show-completion": "show_completion"}
"""The options that it makes by itself."""


def in_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, whose help and that of all below it are in the language in use."""
    # Nothing of the help is made, and what it needs is not imported, before somebody asks for it.
    known: Any = command
    known.format_help = partial(_format_help, known, known.format_help)
    known.get_usage = partial(_usage, known.get_usage)
    for each in getattr(command, "commands", {}).values():
        in_words(each)
    return command


def _format_help(command: Any, as_typer_does: Callable[..., None], context: Any, formatter: Any) -> None:
    from typer import rich_utils  # noqa: PLC0415

    for name, ours in _PANELS.items():
        setattr(rich_utils, name, text(f"cli.help_{ours}"))
    rich_utils.DEFAULT_STRING = text("cli.help_default", value="{}")
    for option in command.get_params(context):
        known = next((ours for name, ours in _OPTIONS.items() if name in option.opts), None)
        option.help = option.help if known is None else text(f"cli.help_{known}")
    as_typer_does(context, formatter)


def _usage(as_typer_does: Callable[[Any], str], context: Any) -> str:
    return as_typer_does(context).replace("Usage: ", text("cli.help_usage"), 1)
