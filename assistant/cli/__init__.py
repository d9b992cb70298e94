"""The command line: `assistant …`. Data on stdout, messages on stderr, exit codes as `errors` says.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from assistant import messages
from assistant.errors import AssistantError

INTERNAL = 4
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_to_all_characters()
    messages.use(_language_flag(given))
    try:
        sys.exit(run(given))
    except KeyboardInterrupt:  # while the program was still being loaded
        sys.exit(INTERRUPTED)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Every error becomes one line on stderr."""
    import typer  # noqa: PLC0415

    from assistant.cli.misuse import misuse_in_words  # noqa: PLC0415
    from assistant.cli.output import NobodyReadsError, flush, said  # noqa: PLC0415
    from assistant.cli.program import build  # noqa: PLC0415 - help texts are in the language chosen above

    try:
        result = build()(list(arguments), standalone_mode=False)
        flush()
        return result if isinstance(result, int) else 0
    except AssistantError as error:
        said(str(error))
        return error.exit_code
    except typer.TyperException as error:
        if error.format_message():  # empty where the help was shown instead
            said(misuse_in_words(error))
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except NobodyReadsError:
        # What is left in the buffer goes nowhere, else its end would be one more error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "--verbose" in arguments:
            raise
        said(messages.text("errors.unexpected", kind=type(error).__name__))
        return INTERNAL


def _open_to_all_characters() -> None:
    """Let no character end a command: a terminal that knows only GBK shows ? for ✓; what is closed is written nowhere.

    JSON stays whole in every encoding (`output.as_json`).
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _language_flag(arguments: Sequence[str]) -> str | None:
    """`--language en` before anything is parsed, since the help texts depend on it."""
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            chosen = value or next(iter(arguments[at + 1 : at + 2]), "")
            return chosen if chosen in messages.LANGUAGES else None
    return None
