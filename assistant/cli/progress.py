"""A line at the foot of the terminal that tells how far some work has come; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.library.standing import in_words, switch_in_words

if TYPE_CHECKING:
    from assistant.library.standing import Standing, SwitchStanding

_Advance = Callable[[int, int, str], None]
"""How much is done, of how much, and both in words."""


@contextmanager
def shown_progress() -> Iterator[Callable[[Standing], None] | None]:
    """What hears how far an ingest has come, while the block runs; None where nobody would see it."""
    with _bar() as advance:
        yield advance and (lambda at: advance(at.read_bytes, at.of_bytes, in_words(at)))


@contextmanager
def shown_switch() -> Iterator[Callable[[SwitchStanding], None] | None]:
    """The same of a switch to another embedder."""
    with _bar() as advance:
        yield advance and (lambda at: advance(at.passages, at.of_passages, switch_in_words(at)))


@contextmanager
def _bar() -> Iterator[_Advance | None]:
    """Lines that are printed while the block runs appear above it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    bar = Progress(
        BarColumn(bar_width=24),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True, highlight=False),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, of, words: bar.update(task, total=of, completed=done, description=words)
