"""What else may be asked after an answer: about neighbours of what it cites, in the library's own words.

Answer in, questions out. Each names a document with an article or a heading of it, so the library holds its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant import messages
from assistant.errors import NotInLibrary

if TYPE_CHECKING:
    from assistant.application import Assistant
    from assistant.records import Answer, Passage

MOST = 3
_LONGEST_HEADING = 30
"""A longer heading is a sentence, and makes no question."""

_NUMBERING = "（()）、.． 第章节条一二三四五六七八九十0123456789"
"""A heading of these alone, such as （3）, says nothing."""


def follow_ups(assistant: Assistant, answer: Answer, language: str) -> tuple[str, ...]:
    """A few questions, those about the document cited first in front; of an abstention, about the nearest material."""
    found: list[str] = []
    sources = answer.searched.nearest if answer.abstained else answer.citations
    ends: dict[str, int] = {}
    for source in sources:
        ends[source.document_id] = max(source.end, ends.get(source.document_id, 0))
    for document_id, end in ends.items():
        title = next(source.title for source in sources if source.document_id == document_id)
        found += _about(assistant, document_id, title, end, language)
    asked = answer.question.strip()
    return tuple(dict.fromkeys(each for each in found if each != asked))[:MOST]


def _about(assistant: Assistant, document_id: str, title: str, end: int, language: str) -> Iterator[str]:
    """Questions about what a document says after what was cited; at its end, from its beginning."""
    try:
        passages = assistant.passages(document_id)
    except NotInLibrary:
        return
    later = [passage for passage in passages if passage.start >= end]
    earlier = [passage for passage in passages if passage.end <= end]
    named = dict.fromkeys(name for passage in (*later, *earlier) if (name := _name(passage)) is not None)
    for kind, part in list(named)[:MOST]:
        yield messages.text(f"web.follow_up_{kind}", language=language, title=title.strip("《》"), part=part)


def _name(passage: Passage) -> tuple[str, str] | None:
    """What people call a passage: its article, else the nearest heading above it; None where it has neither."""
    if passage.article:
        return "article", passage.article
    heading = passage.heading.split(" › ")[-1].strip()
    says = len(heading.lstrip(_NUMBERING)) > 1
    return ("heading", heading) if says and len(heading) <= _LONGEST_HEADING else None
