"""What a person says of a document in the library → the document written anew; its original stays as it is.

The kept original is read again with what was said, as it would be with another catalogue beside it: facts, accepted
and declined suggestions, another collection. All documents of the file are written at once, in one step; where that
cannot be, nothing has changed. It does not know who may do this.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from assistant.documents.by_hand import ByHand, Settled, said_by_hand, with_hand
from assistant.documents.reading import FileReader
from assistant.errors import LibraryUnavailable, NotInLibrary, UsageError
from assistant.library.commit import Cut, ReadFile, bring_up_to_date, write
from assistant.library.entries import Origin, Pending
from assistant.library.file_work import Manner, Task, work_on
from assistant.library.kin import find_kin
from assistant.library.lock import writing
from assistant.library.recovery import recover
from assistant.library.rows import stated_to_json
from assistant.library.store import Store
from assistant.records import Change

Say = Callable[[ByHand], ByHand]
"""What was said by hand so far → what is said now."""


def saying_facts(facts: Mapping[str, str | date | None]) -> Say:
    """That a document is what the facts say; what they do not name stays."""
    return lambda said: replace(said, facts={**said.facts, **facts})


def saying_settled(accepted: Sequence[Change], declined: Sequence[Change], by: str, on: date) -> Say:
    """That suggestions of a document's repair were accepted and declined, by whom and when."""

    def say(said: ByHand) -> ByHand:
        corrected = (*said.corrected, *(Settled.of(each, by, on.isoformat()) for each in accepted))
        return replace(
            said,
            corrected=tuple(dict.fromkeys(corrected)),
            declined=(*said.declined, *(Settled.of(each, by, on.isoformat()) for each in declined)),
        )

    return say


def amend(store: Store, document_id: str, say: Say, manner: Manner) -> str:
    """Say something else of a document by hand, and write it anew in the collection that `manner` names.

    The id of the document, which is another in another collection; the other documents of its file go with it. Raises
    NotInLibrary, UsageError where that collection holds the same file or a fact has the wrong shape, and what reading
    the original raises.
    """
    with writing(store.home):
        recover(store)
        document = store.catalogue.document(document_id)
        origin = _origin(store, document_id, document.collection)
        said = json.loads(origin.stated or "{}")
        stated = with_hand(said, document.member, say(said_by_hand(said, document.member)))
        cuts = _read_again(store, replace(origin, stated=stated_to_json(stated)), manner)
        now = next((each.document.id for each, _ in cuts if each.document.member == document.member), None)
        if now is None or len(cuts) < len(origin.documents):
            raise LibraryUnavailable("original_otherwise", path=origin.path)
        write(store, [_to_be_written(store, origin, cuts, manner.collection)])
        find_kin(store.catalogue)
        bring_up_to_date(store)
    return now


def _origin(store: Store, document_id: str, collection: str) -> Origin:
    found = store.catalogue.origins(store.catalogue.originals_of([document_id]))
    for origin in found:
        if origin.collection == collection:
            return origin
    raise NotInLibrary("no_such_document", id=document_id)


def _read_again(store: Store, origin: Origin, manner: Manner) -> list[Cut]:
    """The documents of an original that the library holds, with what is stated now."""
    data = _kept_bytes(store.originals / origin.original)
    members = {store.catalogue.document(each).member for each in origin.documents}
    with FileReader() as reader:
        work = work_on(Task(Path(origin.path), data, json.loads(origin.stated)), reader, manner)
    if work.error is not None:
        raise work.error
    parts = len(work.documents) + len(work.refused)
    return [
        (Pending(each.document, origin.original, parts, origin.stated, each.sketch), each.passages)
        for each in work.documents
        if each.document.member in members
    ]


def _kept_bytes(path: Path) -> bytes:
    """Raises LibraryUnavailable where the original is gone or damaged."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LibraryUnavailable("original_otherwise", path=path) from error
    if sha256(data).hexdigest()[:32] != path.stem:
        raise LibraryUnavailable("original_otherwise", path=path)
    return data


def _to_be_written(store: Store, origin: Origin, cuts: list[Cut], collection: str) -> ReadFile:
    if collection == origin.collection:
        return ReadFile((), tuple(cuts), (), None, origin.original)
    if store.catalogue.kept(origin.original, collection) is not None:
        raise UsageError("collection_holds_it", name=collection)
    return ReadFile(tuple(cuts), (), origin.documents, None, origin.original)
