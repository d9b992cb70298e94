"""What Typer says of a command line that it cannot read → one sentence in the user's language.

Typer's words are English whatever the language in use; what they name (an option, an argument, the values that there
are) is taken out of them. What is not known here is shown as Typer says it, in brackets.
"""

from __future__ import annotations

import re

import typer

from assistant.messages import current_language, text
from assistant.misfits import misfit

_COMMAND = re.compile(r"No such command '(?P<name>.+?)'\.(?: Did you mean (?P<near>.+)\?)?", re.DOTALL)
_GIVEN = re.compile(r"'(?P<value>.*?)' is not ", re.DOTALL)
_CHOICES = re.compile(r"is not one of (?P<values>.+?)\.?$", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.+)\)", re.DOTALL)
_QUOTED = re.compile(r"'([^']+)'")


def misuse_in_words(error: typer.TyperException) -> str:
    """What is wrong with the command line and what to do."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near: list[str] = sorted(getattr(error, "possibilities", None) or ())
        return text("cli.misuse_option", name=getattr(error, "option_name", "?"), nearest=_nearest(near))
    if kind == "BadOptionUsage":
        return text("cli.misuse_option_value", name=getattr(error, "option_name", "?"))
    if kind == "MissingParameter":
        return text("cli.misuse_missing", name=_parameter(error))
    if kind == "BadParameter":
        value, allowed = _refused(error)
        return text("cli.misuse_value", name=_parameter(error), value=value, choices=allowed)
    return _otherwise(error)


def _otherwise(error: typer.TyperException) -> str:
    """What Typer tells by its words alone."""
    extra, command = _EXTRA.match(error.message), _COMMAND.match(error.message)
    if extra is not None:
        return text("cli.misuse_extra", name=extra["name"])
    if command is not None:
        near = _QUOTED.findall(command["near"] or "")
        return text("cli.misuse_command", name=command["name"], nearest=_nearest(near))
    return text("cli.misuse", detail=error.format_message())


def _refused(error: typer.TyperException) -> tuple[str, str]:
    """The value that was given, and what there is instead; empty where Typer tells neither."""
    from pydantic import ValidationError  # noqa: PLC0415

    choices = _CHOICES.search(error.message)
    known = _QUOTED.findall(choices["values"]) if choices else []
    allowed = text("cli.misuse_choices", values=" ".join(known)) if known else ""
    given = _GIVEN.search(error.message)
    value = given["value"] if given else ""
    if isinstance(cause := error.__cause__, ValidationError):
        detail = cause.errors()[0]
        value = value or str(detail["input"])
        allowed = allowed or text("cli.misuse_why", why=misfit(detail, current_language()))
    elif error.message.endswith("is not readable."):
        allowed = text("cli.misuse_unreadable")
    return f" “{value}”" if value else "", allowed


def _nearest(names: list[str]) -> str:
    return text("cli.misuse_nearest", names=" ".join(names)) if names else ""


def _parameter(error: typer.TyperException) -> str:
    """The option or argument as the help names it."""
    parameter = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or (parameter.get_error_hint() if parameter is not None else "?")
    return " / ".join(hint) if isinstance(hint, list | tuple) else str(hint).replace("'", "")
