"""`assistant eval …`: the same program as `python -m eval`. The only file of the package that names `eval`."""

from __future__ import annotations

import typer

from assistant.messages import text

_COMMANDS = ("run", "baseline", "retrieval", "judge", "import", "export", "annotate")
_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
"""Options and help are those of `eval`, written down once, there."""


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=text("evaluation.help.eval"), no_args_is_help=True)
    for name in _COMMANDS:
        group.command(name, help=text(f"evaluation.help.{name}"), context_settings=_PASSED_ON)(_pass_on)
    app.add_typer(group, name="eval")


def _pass_on(context: typer.Context) -> None:
    from eval.__main__ import main  # noqa: PLC0415 - loads nothing of it before it is called

    raise typer.Exit(main([str(context.info_name), *context.args], program="assistant eval"))
