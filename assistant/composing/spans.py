"""Evidence → the places of what it tells: its sentences and rows, without its headings.

Spans count characters of the document's repaired text. It knows no question.
"""

from __future__ import annotations

import re

from assistant.composing.rows import is_row, long_rows
from assistant.records import Evidence
from assistant.text.sentences import Span, sentences
from assistant.text.structure import Heading, outline

ASKS = re.compile(r"[*\s]*问[：:]")
"""How the question of a paper of questions and answers begins: it is answered by what follows."""


def told_spans(item: Evidence) -> list[Span]:
    """The sentences of a passage, in its document, but its headings: they announce an answer and are none."""
    passage = item.passage
    headings = {
        _trimmed(passage.text, heading) for heading in outline(passage.text) if not _is_told(passage.text, heading)
    }
    plain = (
        Span(passage.start + span.start, passage.start + span.end)
        for span in sentences(passage.text)
        if span not in headings
    )
    rows = long_rows(item)
    outside = [one for one in plain if not any(one.start < row.end and row.start < one.end for row in rows)]
    return sorted([*outside, *(one for row in rows for one in row.told)])


def _is_told(text: str, heading: Heading) -> bool:
    """A short item of a list looks like a heading but for its full stop, （三）旅游。, and so does a row of a table."""
    words = text[heading.start : heading.end].rstrip()
    return words.endswith(("。", "；", ";")) or is_row(words) or ASKS.match(words) is not None


def _trimmed(text: str, heading: Heading) -> Span:
    found = sentences(text[heading.start : heading.end])
    return Span(heading.start + found[0].start, heading.start + found[-1].end) if found else Span(0, 0)
