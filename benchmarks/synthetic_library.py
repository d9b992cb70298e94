"""Libraries of any size for benchmarks: passages made of the sentences of real documents, written as ingest writes.

The same seed gives the same passages. Nothing of them is kept in the project.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from assistant.library.commit import ReadFile, bring_up_to_date, write
from assistant.library.entries import Pending
from assistant.library.kin import sketch_of
from assistant.library.lock import writing
from assistant.library.recovery import recover
from assistant.library.store import Store
from assistant.records import Document, Passage, Version
from assistant.text.offsets import OffsetMap
from assistant.text.sentences import sentences

PASSAGES_A_DOCUMENT = 40
_BATCH_PASSAGES = 4000


def sentences_of(folder: Path) -> list[str]:
    """Every sentence of the text files in a folder, in order of path."""
    texts = (path.read_text(encoding="utf-8", errors="ignore") for path in sorted(folder.rglob("*.md")))
    return [words for text in texts for span in sentences(text) if len(words := span.of(text).strip()) > 5]


def made_up(sources: Sequence[str], count: int, *, length: int, seed: int = 0) -> Iterator[str]:
    """Passages of about so many characters, each of sentences drawn at random."""
    chance = random.Random(seed)
    for _ in range(count):
        drawn: list[str] = []
        while sum(map(len, drawn)) < length:
            drawn.append(chance.choice(sources))
        yield "".join(drawn)[: 2 * length]


def cut_up(sources: Sequence[str], *, length: int) -> Iterator[str]:
    """The sentences in their order, as many in a passage as have about so many characters; all of them once."""
    waiting: list[str] = []
    for sentence in sources:
        if waiting and sum(map(len, waiting)) + len(sentence) > length:
            yield "".join(waiting)
            waiting = []
        waiting.append(sentence)
    if waiting:
        yield "".join(waiting)


def fill(store: Store, texts: Iterator[str], a_document: int = PASSAGES_A_DOCUMENT) -> int:
    """Write passages, so many in a document, and build what an ingest would build; how many there were."""
    written, number = 0, 0
    with writing(store.home):
        recover(store)
        while pieces := [*islice(texts, max(a_document, _BATCH_PASSAGES))]:
            groups = [pieces[at : at + a_document] for at in range(0, len(pieces), a_document)]
            write(store, [_file(number + at, group) for at, group in enumerate(groups)])
            number += len(groups)
            written += len(pieces)
        bring_up_to_date(store)
    return written


def _file(number: int, pieces: Sequence[str]) -> ReadFile:
    text = "\n".join(pieces)
    data = text.encode()
    identity = sha256(b"%d " % number + data).hexdigest()[:24]
    document = Document(
        identity, f"资料{number}", f"资料{number}.txt", "bench", "other", Version(), text, text,
        OffsetMap.identity(len(text)),
    )  # fmt: skip
    passages, start = [], 0
    for at, piece in enumerate(pieces):
        end = start + len(piece)
        name = sha256(f"{identity}:{at}".encode()).hexdigest()[:24]
        passages.append(Passage(name, identity, start, end, start, end, piece, ""))
        start = end + 1
    pending = Pending(document, f"{sha256(data).hexdigest()[:32]}.txt", 1, "{}", sketch_of(document))
    return ReadFile(((pending, tuple(passages)),), (), (), data, pending.original)
