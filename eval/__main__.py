"""`python -m eval …`, which `assistant eval …` calls as well: the options, and what becomes of every way to end.

Exit codes: 0 met · 1 not met · 2 usage · 3 inconclusive · 4 internal · 5 no case selected · 130 interrupted.
The reason is the last line on stderr.
"""

from __future__ import annotations

import sys
import traceback
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant import messages
from assistant.errors import AssistantError
from eval.parsing import Parser

GATES = Path(__file__).with_name("gates.toml")

INTERNAL = 4
INTERRUPTED = 130

DEFAULT_SEED = 20240701
"""Any number would do, as long as it is the same one every day."""


def main(arguments: Sequence[str] | None = None, program: str = "python -m eval") -> int:
    """Run one command and return its exit code. `program` is what help calls it."""
    try:
        return _run(parser(program).parse_args(arguments))
    except SystemExit as ended:  # argparse: help was printed, or the usage was wrong
        return int(ended.code or 0)
    except AssistantError as error:
        return _end(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _end(messages.text("evaluation.interrupted"), INTERRUPTED)
    except Exception as error:
        traceback.print_exc()
        return _end(messages.text("evaluation.internal", error=f"{type(error).__name__}: {error}"), INTERNAL)


def parser(program: str = "python -m eval") -> ArgumentParser:
    """All commands and options, with help in the user's language."""
    top = Parser(prog=program, description=_help("eval"))
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_baseline(commands)
    _add_retrieval(commands)
    _add_judge(commands)
    _add_exchange(commands)
    _add_annotate(commands)
    return top


def _add_run(commands: Any) -> None:
    command = commands.add_parser("run", help=_help("run"), description=_help("run"))
    command.add_argument("suites", nargs="*", metavar="SUITE", help=_help("suites"))
    command.add_argument("--json", action="store_true", help=_help("json"))
    command.add_argument("-o", "--output", action="append", default=[], metavar="FILE", help=_help("output"))
    command.add_argument("--filter", action="append", default=[], metavar="ID|TAG", help=_help("filter"))
    command.add_argument("--split", choices=("dev", "test"), help=_help("split"))
    command.add_argument("--limit", type=_at_least(1), metavar="N", help=_help("limit"))
    command.add_argument("--list", action="store_true", help=_help("list"))
    command.add_argument(
        "--fail-under", action="append", type=_threshold, default=[], metavar="METRIC=VALUE", help=_help("fail_under")
    )
    command.add_argument("--gates", type=Path, default=GATES, metavar="FILE", help=_help("gates"))
    command.add_argument("--baseline", action=BooleanOptionalAction, default=True, help=_help("baseline_used"))
    command.add_argument("--max-errors", type=_share, default=0.0, metavar="SHARE", help=_help("max_errors"))
    _add_running(command)
    command.add_argument("--history", type=Path, metavar="FILE", help=_help("history"))
    command.add_argument("--times", action=BooleanOptionalAction, default=False, help=_help("times"))


def _add_baseline(commands: Any) -> None:
    group = commands.add_parser("baseline", help=_help("baseline"), description=_help("baseline"))
    actions = group.add_subparsers(dest="action", required=True, metavar="ACTION")
    command = actions.add_parser("update", help=_help("baseline_update"), description=_help("baseline_update"))
    command.add_argument("suites", nargs="+", metavar="SUITE", help=_help("suite"))
    _add_running(command)


def _add_running(command: ArgumentParser) -> None:
    command.add_argument("--seed", type=_at_least(0), default=DEFAULT_SEED, metavar="N", help=_help("seed"))
    command.add_argument("--subject", metavar="SUBJECT", help=_help("subject"))
    command.add_argument("--judge", choices=("embedded", "model"), default="embedded", help=_help("judge_used"))
    command.add_argument("--judge-cache", type=Path, metavar="FILE", help=_help("judge_cache"))
    command.add_argument("--judge-budget", type=_at_least(1), metavar="N", help=_help("judge_budget"))
    command.add_argument("--jobs", type=_at_least(1), default=1, metavar="N", help=_help("jobs"))
    command.add_argument("--log", type=Path, default=Path("eval-out"), metavar="FOLDER", help=_help("log"))
    command.add_argument("--resume", action="store_true", help=_help("resume"))


def _add_retrieval(commands: Any) -> None:
    command = commands.add_parser("retrieval", help=_help("retrieval"), description=_help("retrieval"))
    for name in ("corpus", "queries", "qrels"):
        command.add_argument(f"--{name}", type=Path, required=True, metavar="FILE", help=_help(name))
    command.add_argument("--json", action="store_true", help=_help("json"))


def _add_judge(commands: Any) -> None:
    command = commands.add_parser("judge", help=_help("judge"), description=_help("judge"))
    command.add_argument("--claims", required=True, metavar="FILE|SUITE", help=_help("claims"))
    command.add_argument("--split", choices=("dev", "test"), help=_help("split"))
    command.add_argument("--json", action="store_true", help=_help("json"))


def _add_exchange(commands: Any) -> None:
    for name in ("import", "export"):
        command = commands.add_parser(name, help=_help(name), description=_help(name))
        command.add_argument("form", choices=("ragas", "deepeval"), help=_help("form"))
        command.add_argument("file", type=Path, metavar="FILE", help=_help(f"{name}_file"))
        command.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help=_help(f"{name}_output"))


def _add_annotate(commands: Any) -> None:
    command = commands.add_parser("annotate", help=_help("annotate"), description=_help("annotate"))
    command.add_argument("file", type=Path, metavar="RUN.json", help=_help("export_file"))
    command.add_argument("--labels", type=Path, metavar="FILE", help=_help("labels"))
    command.add_argument("--export", type=Path, metavar="FILE", help=_help("export_claims"))
    command.add_argument("--port", type=_at_least(0), default=0, metavar="N", help=_help("port"))


def _run(options: Namespace) -> int:
    from eval.commands import COMMANDS  # noqa: PLC0415 - loads the assistant, which help does not need

    return COMMANDS[options.command](options)


def _help(key: str) -> str:
    return messages.text(f"evaluation.help.{key}").replace("%", "%%")


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(messages.text("evaluation.not_at_least", value=text, least=least))
        return int(text)

    return number


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ArgumentTypeError(messages.text("evaluation.not_a_share", value=text))
    return share


def _threshold(text: str) -> tuple[str, float]:
    metric, sign, value = text.rpartition("=")
    if not sign:
        raise ArgumentTypeError(messages.text("evaluation.not_a_threshold", value=text))
    return metric, _share(value)


def _end(reason: str, code: int) -> int:
    sys.stderr.write(reason + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
