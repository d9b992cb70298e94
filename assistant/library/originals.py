"""The bytes of a document as they came. Knows nothing of who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import NotInLibrary
from assistant.library.database import translated

if TYPE_CHECKING:
    from assistant.library.store import Store


def original_of(store: Store, document_id: str) -> bytes:
    """The file that a document was read from, whole, also where it holds several documents.

    Raises NotInLibrary for an unknown document and for one whose original is lost.
    """
    names = store.catalogue.originals_of([document_id])
    path = store.originals / names[0] if names else None
    if path is None or not path.is_file():
        raise NotInLibrary("original_missing" if names else "no_such_document", id=document_id)
    with translated(path):
        return path.read_bytes()
