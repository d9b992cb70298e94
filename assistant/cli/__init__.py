"""The command line: `assistant …`. Data on stdout, messages on stderr, exit codes as `errors` says.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from assistant import messages
from assistant.errors import AssistantError

INTERNAL = 4
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    messages.use(_language_flag(given))
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Every error becomes one line on stderr."""
    import typer  # noqa: PLC0415

    from assistant.cli.misuse import misuse_in_words  # noqa: PLC0415
    from assistant.cli.program import build  # noqa: PLC0415 - help texts are in the language chosen above

    try:
        result = build()(list(arguments), standalone_mode=False)
        return result if isinstance(result, int) else 0
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except typer.TyperException as error:
        sys.stderr.write(f"{misuse_in_words(error)}\n")
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        if "--verbose" in arguments:
            raise
        sys.stderr.write(f"{messages.text('errors.unexpected', kind=type(error).__name__)}\n")
        return INTERNAL


def _language_flag(arguments: Sequence[str]) -> str | None:
    """`--language en` before anything is parsed, since the help texts depend on it."""
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            chosen = value or next(iter(arguments[at + 1 : at + 2]), "")
            return chosen if chosen in messages.LANGUAGES else None
    return None
