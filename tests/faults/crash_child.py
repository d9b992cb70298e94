"""A process that does one thing to a library and is meant to be killed meanwhile; and one that starts many of them.

`serve` reads one JSON request a line and forks a process for each, so that Python starts once for hundreds of kills.
A request names a home, what to do, and its arguments; what the fork has to say goes to the request's `out`, a line of
JSON each, as it happens.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from assistant.application import Assistant
from assistant.library import fault_points, ingest, origins, switching, vectors
from assistant.library.commit import embedded
from assistant.library.ingest import FileReport
from assistant.library.lock import writing
from assistant.library.store import Store
from assistant.library.terms_index import Hit
from assistant.settings import Settings

Say = Callable[[Any], None]

embedder = "static"


def settings(home: Path) -> Settings:
    return Settings(home=home, embedder=embedder)


def ingest_files(home: Path, say: Say, *, folder: str, batch: int = 8) -> None:
    ingest.BATCH_PASSAGES = batch
    with Assistant(settings(home)) as assistant:
        report = assistant.ingest(
            [Path(folder)], progress=lambda file: say([Path(file.path).name, file.outcome, *file.document_ids])
        )
        say(["done", report.count("added"), report.count("replaced")])


def remove(home: Path, say: Say, *, ids: list[str]) -> None:
    with Assistant(settings(home)) as assistant:
        for each in ids:
            assistant.remove(each)
            say(["removed", each])
    say(["done"])


def purge(home: Path, say: Say, *, ids: list[str]) -> None:
    with Assistant(settings(home)) as assistant:
        done = assistant.purge(ids)
    say(["done", done.is_clean])


def rebuild(home: Path, say: Say) -> None:
    with Assistant(settings(home)) as assistant:
        assistant.rebuild()
    say(["done"])


def restore(home: Path, say: Say) -> None:
    done = Assistant.rebuild_from_originals(settings(home))
    say(["done", *done.lost])


def switch(home: Path, say: Say) -> None:
    """To the embedder of the request."""
    done = Assistant.switch_embedder(settings(home))
    say(["done", done.before, done.now, done.reused])


def vacuum(home: Path, say: Say) -> None:
    with Assistant(settings(home)) as assistant:
        assistant.vacuum()
    say(["done"])


def open_only(home: Path, say: Say) -> None:
    with Assistant(settings(home)):
        say(["done"])


def describe(home: Path, say: Say, *, verify: bool = True, trace: list[str] | None = None) -> None:
    """What the library holds, whether its stores agree, whether search finds what an exact search finds, and whether
    vectors are those of the embedder that the library says it is in.
    """
    with Assistant(settings(home)) as assistant:
        store = assistant.store
        catalogue = store.catalogue
        documents = {entry.id: [Path(entry.path).name, entry.passages] for entry in catalogue.entries()}
        rows = [(ids, vectors) for ids, _, vectors, _ in catalogue.vectors()]
        ids = [each for batch, _ in rows for each in batch]
        vectors = np.concatenate([batch for _, batch in rows]) if rows else np.zeros((0, 1), np.float32)
        known = set(ids)
        near = [[hit for hit in store.vectors.search(vector, 3) if hit.passage_id in known] for vector in vectors]
        found = {hit.passage_id for hits in near for hit in hits}
        misses = sum(not _is_exact(vectors, at, hits) for at, hits in enumerate(near))
        say(
            {
                "documents": documents,
                "twice": len(ids) - len(set(ids)),
                "terms": sorted(store.terms.ids()) == sorted(ids) if ids else store.terms.count() == 0,
                "unfound": sorted(known - found),
                "misses": misses,
                "strange": _strange(store),
                "findings": _left(assistant) if not verify else [str(each) for each in assistant.verify().findings],
                "traces": _traces(home, trace or []),
            }
        )


def consult(home: Path, say: Say, *, questions: list[str]) -> None:
    """What a person sees: the documents with a digest of their texts, and the passages that questions lead to."""
    with Assistant(settings(home)) as assistant:
        store = assistant.store
        texts = {row.id: _digest(assistant, row.id) for row in assistant.documents()}
        found = [[item.passage.id for item in assistant.retrieve(question, k=3)] for question in questions]
        near = [store.vectors.search(store.encoder.encode_query(question), 3) for question in questions]
        whole = [
            store.terms.is_sound(),
            *(store.vectors.is_whole(each) for each in [store.vectors.generation()] if each),
        ]
        say(
            {
                "seen": [texts, found, [[hit.passage_id for hit in hits] for hits in near]],
                "findings": _left(assistant) + ([] if all(whole) else ["cache"]),
            }
        )


def _digest(assistant: Assistant, document_id: str) -> int:
    document = assistant.document(document_id)
    shown = (document.title, document.text, document.original_text, document.version, document.warnings)
    return crc32(repr((shown, assistant.passages(document_id))).encode("utf-8", "surrogatepass"))


def hold(home: Path, say: Say) -> None:
    """Take the writer's lock and keep it."""
    with writing(home):
        say(["held", os.getpid()])
        time.sleep(600)


def write_on(home: Path, say: Say, *, folder: str, until: float) -> None:
    """Change files and ingest them, again and again; tell before and after each when which document is there."""
    chance = random.Random(0)
    vectors.MOST_NEWER = 20
    with Assistant(settings(home)) as assistant:
        revision = 0
        while time.monotonic() < until:
            revision += 1
            names = [f"动{chance.randrange(8)}" for _ in range(3)]
            for name in names:
                (Path(folder) / f"{name}.txt").write_text(marked(name, revision), encoding="utf-8")
            _tell_of_ingest(assistant, Path(folder), say)
            if revision % 5 == 0:
                row = chance.choice([row for row in assistant.documents() if Path(row.path).stem.startswith("动")])
                begun = time.monotonic()
                assistant.remove(row.id)
                say(["removed", Path(row.path).stem, row.id, begun, time.monotonic()])
                (Path(folder) / f"{Path(row.path).stem}.txt").unlink()
    say(["done", revision])


def _tell_of_ingest(assistant: Assistant, folder: Path, say: Say) -> None:
    begun = time.monotonic()

    def tell(file: FileReport) -> None:  # called as soon as it is committed
        if file.outcome in ("added", "replaced"):
            say(["written", Path(file.path).stem, file.document_ids[0], begun, time.monotonic()])

    assistant.ingest([folder], progress=tell)


def read_on(home: Path, say: Say, *, seed: int, until: float) -> None:
    """Ask for documents by their marks, again and again; tell when what was found."""
    chance = random.Random(seed)
    with Assistant(settings(home)) as assistant:
        while time.monotonic() < until:
            name = chance.choice([f"{kind}{number}" for kind in "静动" for number in range(8)])
            begun = time.monotonic()
            if chance.random() < 0.5:
                found = [item.passage.document_id for item in assistant.retrieve(mark(name), k=8)]
            else:  # one leg alone, which the other would cover
                hits = assistant.store.terms.search(mark(name), 20)
                known = assistant.store.catalogue.find([hit.passage_id for hit in hits])
                found = [each.passage.document_id for each in known.values()]
            say([name, begun, time.monotonic(), sorted(set(found))])
    say(["done"])


def ask_on(home: Path, say: Say, *, seed: int, until_there: str) -> None:
    """Ask for documents by their marks, and for passages by all their words, until a file is there.

    Tells of each question whether the document was cited, how near the nearest passage is to itself, what was said to
    be degraded, in which embedder, and how long it took.
    """
    chance = random.Random(seed)
    with Assistant(settings(home)) as assistant:
        pieces = [(row.title, each) for row in assistant.documents() for each in assistant.passages(row.id)]
        while not Path(until_there).exists():
            name = f"静{chance.randrange(8)}"
            begun = time.monotonic()
            answer = assistant.ask(f"《{name}号通报》的{mark(name)}是什么？")
            seconds = time.monotonic() - begun
            title, piece = chance.choice(pieces)
            text = embedded(title, piece.heading, piece.text)
            near = assistant.store.in_use.near(text, 3, None, frozenset())
            own = next((hit.score for hit in near if hit.passage_id == piece.id), 0.0)
            is_cited = any(mark(name) in citation.quote for citation in answer.citations)
            say([is_cited, own, list(answer.degraded), assistant.store.encoder.name, seconds])
    say(["done"])


def mark(name: str) -> str:
    """What only the document of a name says."""
    return f"标识{crc32(name.encode()):010d}"


def marked(name: str, revision: int) -> str:
    lines = [f"{name}号通报（第{revision}稿）", f"本通报的{mark(name)}不得更改。"]
    lines += [f"第{n}项　{mark(name)}所列问题整改经费{revision * 37 + n}元，由责任单位牵头。" for n in range(3)]
    return "\n".join(lines)


def _left(assistant: Assistant) -> list[str]:
    """What `verify` would find, without its child process."""
    store = assistant.store
    catalogue = store.catalogue
    originals = {path.name for path in store.originals.glob("*")}
    known = {(each.original, each.collection): each for each in catalogue.origins()}
    written = {(each.original, each.collection): each for each in origins.read(store.home)}
    return [
        *catalogue.damage(),
        *catalogue.pending(),
        *catalogue.unsettled(),
        *map(str, store.vectors.stale()),
        *(originals ^ catalogue.originals()),
        *([] if known == written else ["origins"]),
        *([] if catalogue.fact("kin_stale") is None else ["kin"]),
    ]


def _is_exact(vectors: Any, at: int, hits: list[Hit]) -> bool:
    """Whether the nearest passage is as near as an exact search over the catalogue's vectors has it."""
    return bool(hits) and abs(hits[0].score - float((vectors @ vectors[at]).max())) < 5e-3


def _strange(store: Store) -> list[str]:
    """Passages whose vector is not what the embedder gives."""
    found = []
    for batch in store.catalogue.texts():
        texts = [embedded(each.title, each.passage.heading, each.passage.text) for each in batch]
        ids = [each.passage.id for each in batch]
        held = {
            one: vector for ids, _, rows, _ in store.catalogue.vectors() for one, vector in zip(ids, rows, strict=True)
        }
        for one, vector in zip(ids, store.encoder.encode_documents(texts), strict=True):
            if held[one].shape != vector.shape or not np.allclose(held[one], vector, atol=2e-3):
                found.append(one)
    return found


def _traces(home: Path, pieces: list[str]) -> list[str]:
    from assistant.library.traces import search, text_needles

    return [trace.path for trace in search(home, text_needles(pieces)).traces] if pieces else []


_ALL = (
    ingest_files, remove, purge, rebuild, restore, switch, vacuum, open_only, describe, consult, hold, write_on,
    read_on, ask_on,
)  # fmt: skip
TASKS = {task.__name__: task for task in _ALL}


def run(request: dict[str, Any]) -> None:
    with Path(request["out"]).open("w", encoding="utf-8") as out:

        def say(what: Any) -> None:
            out.write(json.dumps(what, ensure_ascii=False) + "\n")
            out.flush()

        global embedder  # noqa: PLW0603 - a process does one thing
        embedder = request.get("embedder") or embedder
        if request.get("fault_at"):
            os.environ[fault_points.VARIABLE] = request["fault_at"]
        fault_points.start_counting()
        try:
            TASKS[request["do"]](Path(request["home"]), say, **request.get("with", {}))
        except Exception as error:
            say({"error": f"{type(error).__name__}: {error}", "key": getattr(error, "key", None)})
            if getattr(error, "key", None) is None:
                traceback.print_exc()


def serve() -> None:
    """Fork for each request and say the child's pid at once; then say how it ended when that is asked for."""
    # Here and not where this module is imported: tests that read its marks must not change for all tests of a process
    # whether a library has a base, which is searched less exactly than a small library without one.
    vectors.MOST_NEWER = 0  # so that the few passages of these tests get a base, and every change another one
    switching.BATCH_PASSAGES = 8  # so that a switch of them takes several steps
    import chromadb  # noqa: F401 - once for all forks
    import tantivy  # noqa: F401

    from assistant.library.embedding import load_encoder

    load_encoder("static")
    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            _answer({"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})
            continue
        pid = os.fork()
        if pid == 0:
            os.setsid()  # its own children can be ended with it
            run(request)
            sys.stderr.flush()
            os._exit(0)
        _answer({"pid": pid})


def _answer(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
