"""Work in a thread of its own, watched from the page: what it tells of itself, and its result last.

It goes on whether anybody watches or not. Knows neither HTML nor Gradio, nor what the work is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

from assistant import messages

News = TypeVar("News")
Done = TypeVar("Done")


def working(work: Callable[[Callable[[News], None]], Done], language: str) -> Iterator[News | Done]:
    """The latest that the work told, again and again, then what it gave; raises what it raises.

    `work` takes whom to tell; its texts are in `language`.
    """
    told: SimpleQueue[News] = SimpleQueue()
    ended: SimpleQueue[Done | Exception] = SimpleQueue()

    def begin() -> None:
        try:
            with messages.speaking(language):
                ended.put(work(told.put))
        except Exception as error:
            ended.put(error)

    threading.Thread(target=begin, name="working", daemon=True).start()
    while True:
        try:
            end = ended.get(timeout=_EVERY_S)
        except Empty:
            yield from _latest(told)
            continue
        if isinstance(end, Exception):
            raise end
        yield end
        return


_EVERY_S = 0.4
"""How often somebody who watches is told."""


def _latest(told: SimpleQueue[News]) -> Iterator[News]:
    """The newest of what was told; what came before it is old."""
    latest: list[News] = []
    while not told.empty():
        latest = [told.get()]
    yield from latest
