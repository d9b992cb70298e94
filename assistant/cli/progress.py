"""A line at the foot of the terminal that tells how far an ingest has come; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.library.standing import in_words

if TYPE_CHECKING:
    from assistant.library.standing import Standing


@contextmanager
def shown_progress() -> Iterator[Callable[[Standing], None] | None]:
    """What hears how far it has come, while the block runs; None where nobody would see it.

    Lines that are printed meanwhile appear above it.
    """
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

        def watch(standing: Standing) -> None:
            bar.update(task, total=standing.of_bytes, completed=standing.read_bytes, description=in_words(standing))

        yield watch
