"""Cases and results of other harnesses, in and out: one file a harness, each `read` and `write`.

`suites` makes a suite of what was read; `runs` makes rows of a run of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.exchange import deepeval, ragas
from eval.exchange.records import Row


@dataclass(frozen=True, slots=True)
class Form:
    """How a harness writes its cases and results."""

    read: Callable[[str], list[Row]]
    """The text of a file → its rows. Raises ValueError where it is no such file."""
    write: Callable[[Sequence[Row]], str]


FORMS: Mapping[str, Form] = {
    "ragas": Form(ragas.read, ragas.write),
    "deepeval": Form(deepeval.read, deepeval.write),
}
