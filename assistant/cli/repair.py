"""`assistant repair FILE|-` and `assistant repair train PATH…`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import as_json, said
from assistant.errors import RejectedFile, UsageError
from assistant.export.files import check_is_file, check_place, write_whole
from assistant.messages import text

if TYPE_CHECKING:
    from assistant.text.repair import Repaired

DEFAULT_MODEL = Path("repair-trigrams.npz")
AROUND = 8  # characters shown on each side of a repair


def register(app: typer.Typer) -> None:
    app.command("repair", help=text("repair.command"))(_repair)


def _repair(
    paths: Annotated[list[Path], typer.Argument(help=text("repair.file"), metavar="FILE|-|train PATH…")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help=text("repair.output"))] = None,
    in_json: Annotated[bool, typer.Option("--json", help=text("cli.json"))] = False,
    diff: Annotated[bool, typer.Option("--diff", help=text("repair.diff"))] = False,
    model: Annotated[Path | None, typer.Option("--model", help=text("repair.model"))] = None,
    heavy: Annotated[list[Path] | None, typer.Option("--heavy", help=text("repair.heavy"))] = None,
    words: Annotated[Path | None, typer.Option("--words", help=text("repair.words"))] = None,
    hold_out: Annotated[bool, typer.Option("--hold-out", help=text("repair.hold_out"))] = False,
) -> None:
    # A group would take the file's name for a command, so `train` is told apart here.
    if str(paths[0]) == "train":
        _train(paths[1:], output or DEFAULT_MODEL, {"heavy": heavy or [], "words": words, "hold_out": hold_out})
        return
    if len(paths) > 1:
        raise UsageError("repair_one_file", count=len(paths))
    if output is not None:
        check_place(output, paths[0])
    if model is not None:
        check_is_file(model)
    original = _read(paths[0])
    repaired = _repaired(original, model)
    if in_json:
        as_json(repaired.to_json())
    elif diff:
        for line in coloured_diff(original, repaired):
            _print(line)
    elif output is None:
        sys.stdout.write(repaired.text)
    if output is not None:
        write_whole(output, repaired.text.encode())
    for line in _summary(repaired):
        said(line)


def _repaired(original: str, model: Path | None) -> Repaired:
    from assistant.text.repair import repair  # noqa: PLC0415
    from assistant.text.repair.trigrams import load, shipped  # noqa: PLC0415

    try:
        return repair(original, model=shipped if model is None else lambda: load(model))
    except (OSError, ValueError, KeyError) as error:
        raise RejectedFile("repair_model_unreadable", path=model, why=error) from error


def _read(path: Path) -> str:
    from assistant.documents.reading import read_text  # noqa: PLC0415
    from assistant.text.decoding import decode  # noqa: PLC0415

    return decode(sys.stdin.buffer.read()).text if str(path) == "-" else read_text(path)


def _train(paths: list[Path], output: Path, sources: dict[str, Any]) -> None:
    from assistant.text.repair import training, trigrams  # noqa: PLC0415

    if not paths:
        raise UsageError("nothing_to_do")
    check_place(output, *paths)
    try:
        model = training.train_from_files(paths, **sources)
    except OSError as error:
        raise RejectedFile("file_unreadable", path=error.filename, why=error.strerror) from error
    except ValueError as error:
        raise UsageError("nothing_to_do") from error
    write_whole(output, trigrams.packed(model))
    said(text("repair.trained", path=output, triples=len(model.counts.thirds)))


def coloured_diff(original: str, repaired: Repaired) -> Iterator[str]:
    """A line for each repair with its surroundings, in rich's markup: what went in red, what came in green."""
    from rich.markup import escape  # noqa: PLC0415

    for repair in repaired.repairs:
        before = escape(_visible(repair.before))
        after = escape(_visible(repair.after))
        left = escape(_visible(original[max(0, repair.original_start - AROUND) : repair.original_start]))
        right = escape(_visible(original[repair.original_end : repair.original_end + AROUND]))
        mark = text("repair.guess") if repair.is_guess else ""
        yield (
            f"[dim]{repair.original_start:>7} {repair.kind:<12}[/dim] {left}[red strike]{before}[/red strike]"
            f"[green]{after}[/green]{right} [yellow]{mark}[/yellow]"
        )


def _print(line: str) -> None:
    from rich.console import Console  # noqa: PLC0415

    Console(soft_wrap=True, highlight=False).print(line)


def _visible(stretch: str) -> str:
    """Blanks and line ends so that they can be seen."""
    shown_as = {"\n": "⏎", " ": "␣", "\u3000": "□", "\t": "→"}
    return "".join(shown_as.get(c, c if c.isprintable() else f"<{ord(c):04X}>") for c in stretch)


def _summary(repaired: Repaired) -> Iterator[str]:
    if not repaired.repairs:
        yield text("repair.nothing")
    for kind, count in repaired.count_by_kind().items():
        yield text("repair.count", kind=text(f"repair.kind.{kind}"), count=count)
    if repaired.guesses:
        yield text("repair.guesses", count=len(repaired.guesses))
    for suggestion in repaired.suggestions:
        yield text("repair.suggestion", at=suggestion.original_start, before=suggestion.before, after=suggestion.after)
    for notice in repaired.warnings:
        yield text(f"repair.notice.{notice.kind}", at=notice.original_start, excerpt=_visible(notice.excerpt[:20]))
