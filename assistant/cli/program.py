"""The tree of commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli import ask, checks, draft, embedder, evaluation, library, packs, people, repair, support, tools
from assistant.cli.help_words import in_words
from assistant.cli.output import shown
from assistant.messages import text


def build() -> Callable[..., Any]:
    """All commands, with their help in the language in use."""
    app = typer.Typer(
        help=text("cli.program"),
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_common)
    for group in (support, library, ask, draft, checks, repair, embedder, evaluation, packs, people, tools):
        group.register(app)
    return in_words(typer.main.get_command(app))


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415

        shown(version("inspection-assistant"))
        raise typer.Exit


def _common(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help=text("cli.home"))] = None,
    language: Annotated[str | None, typer.Option(help=text("cli.language"))] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=text("cli.verbose"))] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=text("cli.version"))
    ] = False,
) -> None:
    del verbose, version  # read before parsing, and by their callbacks
    flags: dict[str, Any] = {"home": home, "language": language}
    context.obj = flags
