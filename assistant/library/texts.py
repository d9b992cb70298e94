"""The texts of documents by id, each read from the catalogue once for one purpose. Knows no passages."""

from __future__ import annotations

from functools import cache

from assistant.errors import NotInLibrary
from assistant.library.database import Database
from assistant.library.rows import TextOf


def texts_in(database: Database) -> TextOf:
    """A reader that remembers what it has read; let go of it when that has served its purpose."""

    @cache
    def text_of(document_id: str) -> str:
        row = database.one("SELECT text FROM documents WHERE id = ?", document_id)
        if row is None:
            raise NotInLibrary("no_such_document", id=document_id)
        return str(row[0])

    return text_of
