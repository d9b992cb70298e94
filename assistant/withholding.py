"""Evidence → the same evidence without what in it speaks to machines, and how much that was.

What is withheld becomes white space of the same length: places stay what they are, and neither a composer nor the judge
finds anything there, so that nothing said in it can be repeated as if a source held it. Titles and headings that give
orders are replaced. The documents themselves are not touched; whoever opens one reads all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import messages
from assistant.records import Evidence, Passage
from assistant.text.orders import orders


@dataclass(frozen=True, slots=True)
class Withheld:
    """Evidence that is safe to read out to a model."""

    evidence: tuple[Evidence, ...]
    """As many pieces as came, in their order."""
    changed: frozenset[str]
    """Ids of the passages of which something was withheld."""


def without_orders(evidence: Sequence[Evidence]) -> Withheld:
    """The evidence with every stretch that gives orders to a machine blanked out."""
    kept = tuple(map(_without_orders, evidence))
    changed = (before.passage.id for before, after in zip(evidence, kept, strict=True) if before is not after)
    return Withheld(kept, frozenset(changed))


def _without_orders(item: Evidence) -> Evidence:
    text = _blanked(item.passage.text)
    title, heading = _named(item.title), _named(item.passage.heading)
    if (text, title, heading) == (item.passage.text, item.title, item.passage.heading):
        return item
    passage: Passage = replace(item.passage, text=text, heading=heading)
    return replace(item, passage=passage, title=title)


def _blanked(text: str) -> str:
    for span in orders(text):
        blank = "".join(mark if mark == "\n" else " " for mark in span.of(text))
        text = text[: span.start] + blank + text[span.end :]
    return text


def _named(name: str) -> str:
    return messages.text("answer.withheld_title") if orders(name) else name
