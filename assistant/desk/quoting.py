"""What on everybody's desk quotes documents that are to be purged, and drafts without their words.

An answer quotes the documents that it names. A draft quotes them too, or was made of them, in any version that is kept.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.desk.file import DeskFile, as_json
from assistant.desk.records import DraftKind

MARK = "█"
"""Stands in a draft for each character of a purged document: the places of what is left stay what they are."""


@dataclass(frozen=True, slots=True)
class QuotingDraft:
    """A draft that quotes a document: as much of it as its owner would let others know."""

    id: str
    owner: str
    kind: DraftKind
    saved_at: str


@dataclass(frozen=True, slots=True)
class Quoting:
    """All that quotes some documents."""

    answers: int
    drafts: tuple[QuotingDraft, ...] = ()


def quoting(file: DeskFile, document_ids: Sequence[str]) -> Quoting:
    """What quotes these documents, the draft saved last first. Raises LibraryUnavailable."""
    if not file.is_there:
        return Quoting(0)
    answers: set[str] = set()
    drafts: dict[str, QuotingDraft] = {}
    for document_id in document_ids:
        named = json.dumps(document_id)
        rows = file.database.all("SELECT key FROM turns WHERE instr(answer, ?) > 0", named)
        answers.update(key for (key,) in rows)
        rows = file.database.all(
            "SELECT d.id, d.owner, d.kind, MAX(v.saved_at) FROM drafts d JOIN draft_versions v ON v.draft_id = d.id"
            " GROUP BY d.id HAVING d.source = ? OR SUM(instr(v.state, ?)) > 0",
            document_id,
            named,
        )
        drafts |= {row[0]: QuotingDraft(row[0], row[1], DraftKind(row[2]), row[3]) for row in rows}
    latest = sorted(drafts.values(), key=lambda each: (each.saved_at, each.id), reverse=True)
    return Quoting(len(answers), tuple(latest))


def delete(file: DeskFile, drafts: Sequence[QuotingDraft]) -> None:
    """Delete drafts with all their versions, and rewrite the file without them. Raises LibraryUnavailable."""
    with file.database.transaction() as connection:
        connection.executemany("DELETE FROM drafts WHERE id = ?", [(each.id,) for each in drafts])
    file.compact()


def mask(file: DeskFile, drafts: Sequence[QuotingDraft], pieces: Collection[str]) -> None:
    """Take words out of all versions of drafts, and rewrite the file without them. Raises LibraryUnavailable."""
    with file.database.transaction() as connection:
        for draft in drafts:
            rows = connection.execute(
                "SELECT version, title, state FROM draft_versions WHERE draft_id = ?", (draft.id,)
            ).fetchall()
            without = [
                (masked(title, pieces), as_json(masked(json.loads(state), pieces)), draft.id, version)
                for version, title, state in rows
            ]
            connection.executemany(
                "UPDATE draft_versions SET title = ?, state = ? WHERE draft_id = ? AND version = ?", without
            )
    file.compact()


def masked(value: Any, pieces: Collection[str]) -> Any:
    """JSON with marks wherever one of the pieces, which are of one length, stood in a text of it.

    >>> masked({"text": "会议费每人每天500元。", "due": "2026-01-01"}, {"会议费每", "费每人每", "2026"})
    {'text': '██████天500元。', 'due': '2026-01-01'}
    """
    if isinstance(value, str):
        return _masked_text(value, pieces)
    if isinstance(value, dict):
        return {name: masked(each, pieces) for name, each in value.items()}
    return [masked(each, pieces) for each in value] if isinstance(value, list) else value


def _masked_text(text: str, pieces: Collection[str]) -> str:
    length = len(next(iter(pieces), ""))
    # `end` is behind the run of pieces that begins at `at`; what stands before it is in `kept`.
    kept, at, end = "", 0, 0
    for start in range(len(text) - length + 1 if length else 0):
        if text[start : start + length] not in pieces:
            continue
        if start > end:
            kept, at = kept + _without(text[at:end]) + text[end:start], start
        end = start + length
    return kept + _without(text[at:end]) + text[end:]


def _without(run: str) -> str:
    """Marks for words; a number alone, such as a day, is nobody's words, and the draft is read by it."""
    if not any(map(str.isalpha, run)):
        return run
    return "".join(character if character.isspace() else MARK for character in run)
