"""argparse with its words in the user's language: its help, and one line for what it cannot read, exit code 2.

What argparse says of a command line is English whatever the language in use; what it names (an option, an argument, the
values that there are) is taken out of it. What is not known here is shown as argparse says it, in brackets.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, HelpFormatter
from typing import Any, NoReturn

from assistant.messages import text

MISUSE = 2
_QUOTES = str.maketrans("", "", "'\"")
_NAMED = r"argument (?P<name>.+?): "
_SAID = {
    re.compile(r"the following arguments are required: (?P<name>.+)"): "missing",
    re.compile(r"unrecognized arguments: (?P<name>-.*)"): "option",
    re.compile(r"unrecognized arguments: (?P<name>.+)"): "extra",
    re.compile(r"ambiguous option: (?P<name>\S+) could match (?P<names>.+)"): "ambiguous",
    re.compile(_NAMED + r"(expected (at least )?(one|\d+) argument|ignored explicit argument).*"): "option_value",
    re.compile(_NAMED + r"invalid choice: (?P<value>.+?) \(choose from (?P<names>.+)\)"): "choice",
    re.compile(_NAMED + r"(?P<why>.+)"): "value",
}
"""What argparse says → how it is told; the first that fits."""


class Parser(ArgumentParser):
    """The same parser; those of its commands speak like it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **options)
        self.add_argument("-h", "--help", action="help", help=text("cli.help_shown"))
        self._positionals.title, self._optionals.title = text("cli.help_arguments"), text("cli.help_options")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and end."""
        sys.stderr.write(f"{misuse_in_words(message)}\n")
        raise SystemExit(MISUSE)


class _Formatter(HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, text("cli.help_usage") if prefix is None else prefix)


def misuse_in_words(message: str) -> str:
    """What argparse found wrong, and what to do."""
    for pattern, kind in _SAID.items():
        said = pattern.fullmatch(message)
        if said is None:
            continue
        named = {name: value.translate(_QUOTES) for name, value in said.groupdict().items()}
        if kind == "choice":
            choices = text("cli.misuse_choices", values=named["names"].replace(", ", " "))
            return text("cli.misuse_value", name=named["name"], value=f" “{named['value']}”", choices=choices)
        if kind == "value":
            why = text("cli.misuse_why", why=said["why"])
            return text("cli.misuse_value", name=named["name"], value="", choices=why)
        nearest = {"nearest": ""} if kind == "option" else {}
        return text(f"cli.misuse_{kind}", **named, **nearest)
    return text("cli.misuse", detail=message)
