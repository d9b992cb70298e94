"""Whatever is done to a library in whatever order, kills included, it holds what it should: a state machine.

`ASSISTANT_EXAMPLES=500` tries more orders.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assistant.application import Assistant
from assistant.errors import LibraryUnavailable
from assistant.library import switching, vectors
from assistant.library.commit import embedded
from assistant.library.lock import writing
from assistant.settings import Settings
from tests.embedders import small_static
from tests.faults.killing import Zygote, id_of, text_of, zygote

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

EXAMPLES = int(os.environ.get("ASSISTANT_EXAMPLES", "50"))

names = st.sampled_from("甲乙丙丁")
revisions = st.integers(0, 2)


class LibraryInAnyOrder(RuleBasedStateMachine):
    """The model is a table of names and ids; the library stays open while other processes write to it and die."""

    forks: Zygote
    other: str
    """Folder of an embedder beside the one that ships."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        self.place = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.home = self.place / "home"
        self.files = self.place / "files"
        self.files.mkdir()
        self.held: dict[str, str] = {}
        self.embedder = "static"
        self.assistant = Assistant(self.settings())

    def teardown(self) -> None:
        if hasattr(self, "assistant"):
            self.assistant.close()
            self.stack.close()

    def file(self, name: str, revision: int) -> Path:
        path = self.files / f"{name}.txt"
        path.write_text(text_of(name, revision, paragraphs=2), encoding="utf-8")
        return path

    def settings(self) -> Settings:
        return Settings(home=self.home, embedder=self.embedder)

    def there(self) -> dict[str, str]:
        return {Path(row.path).stem: row.id for row in self.assistant.documents()}

    def reopen(self) -> None:
        self.assistant.close()
        self.assistant = Assistant(self.settings())

    @rule(name=names, revision=revisions)
    def add_or_change(self, name: str, revision: int) -> None:
        path = self.file(name, revision)
        assert not self.assistant.ingest([path]).failed
        self.held[name] = id_of(path)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.held)))
        self.assistant.remove(self.held.pop(name))

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def purge(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.held)))
        assert self.assistant.purge([self.held.pop(name)]).is_clean

    @rule()
    def restart(self) -> None:
        self.reopen()

    @rule()
    def rebuild(self) -> None:
        self.assistant.rebuild()

    @rule()
    def switch_the_embedder(self) -> None:
        """Who has the library open follows, whatever its own settings say."""
        self.embedder = self.other_one()
        Assistant.switch_embedder(self.settings())

    @rule(step=st.integers(1, 14))
    def another_process_is_killed_while_it_switches_the_embedder(self, step: int) -> None:
        before, self.embedder = self.embedder, self.other_one()
        self.forks.run("switch", self.home, fault_at=f"*:{step}", embedder=self.embedder)
        self.reopen()
        if self.assistant.store.in_use.is_other:
            self.embedder = before
            self.reopen()

    def other_one(self) -> str:
        return self.other if self.embedder == "static" else "static"

    @rule(name=names, revision=revisions)
    def a_second_writer_is_refused(self, name: str, revision: int) -> None:
        before = self.there()
        with writing(self.home), pytest.raises(LibraryUnavailable, match=str(os.getpid())):
            self.assistant.ingest([self.file(name, revision)])
        assert self.there() == before

    @rule(name=names, revision=revisions, step=st.integers(1, 14))
    def another_process_is_killed_while_it_adds(self, name: str, revision: int, step: int) -> None:
        path = self.file(name, revision)
        ended, _ = self.forks.run(
            "ingest_files", self.home, fault_at=f"*:{step}", embedder=self.embedder, folder=str(path)
        )
        self.settle(name, {self.held.get(name), id_of(path)} if ended else {id_of(path)})

    @precondition(lambda self: self.held)
    @rule(data=st.data(), step=st.integers(1, 12))
    def another_process_is_killed_while_it_purges(self, data: st.DataObject, step: int) -> None:
        name = data.draw(st.sampled_from(sorted(self.held)))
        ended, _ = self.forks.run(
            "purge", self.home, fault_at=f"*:{step}", embedder=self.embedder, ids=[self.held[name]]
        )
        self.settle(name, {self.held[name], None} if ended else {None})

    def settle(self, name: str, allowed: set[str | None]) -> None:
        """After a kill the document is as it was or as it should become; opening puts the rest right."""
        self.reopen()
        found = self.there().get(name)
        assert found in allowed
        self.held.pop(name, None)
        if found is not None:
            self.held[name] = found

    @invariant()
    def the_library_holds_what_it_should(self) -> None:
        if not hasattr(self, "assistant"):
            return
        store = self.assistant.store
        assert self.there() == self.held
        rows = list(store.catalogue.vectors())
        ids = [each for batch, _, _, _ in rows for each in batch]
        assert sorted(store.terms.ids() if store.terms.exists() else []) == sorted(ids)
        assert {path.name for path in store.originals.glob("*")} == store.catalogue.originals()
        matrix = np.concatenate([batch for _, _, batch, _ in rows]) if rows else np.zeros((0, 1), np.float32)
        for at, identity in enumerate(ids):
            hits = [hit for hit in store.vectors.search(matrix[at], 2) if hit.passage_id in ids]
            assert abs(hits[0].score - float((matrix @ matrix[at]).max())) < 5e-3, identity
        texts = [text for entry in store.catalogue.entries() for text in embedded_of(self.assistant, entry.id)]
        made = dict(texts)
        for at, identity in enumerate(ids):
            assert np.allclose(matrix[at], store.encoder.encode_documents([made[identity]])[0], atol=2e-3), identity
        assert store.catalogue.damage() == []
        assert store.vectors.stale() == []


def embedded_of(assistant: Assistant, document_id: str) -> list[tuple[str, str]]:
    """Passage id and what is embedded of it."""
    title = assistant.document(document_id).title
    return [(each.id, embedded(title, each.heading, each.text)) for each in assistant.passages(document_id)]


def test_a_library_holds_what_it_should_in_any_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vectors, "MOST_NEWER", 4)
    monkeypatch.setattr(switching, "BATCH_PASSAGES", 2)
    with zygote() as forks:
        LibraryInAnyOrder.forks = forks
        LibraryInAnyOrder.other = small_static(tmp_path / "小模型")
        case = LibraryInAnyOrder.TestCase
        case.settings = settings(
            max_examples=EXAMPLES,
            stateful_step_count=5,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        case("runTest").runTest()
