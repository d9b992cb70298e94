"""What becomes of a file whose machine or process dies, without a cluster; a real one is in tests/faults."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.errors import RejectedFile, UsageError
from assistant.library import ray_workers
from assistant.library.file_work import FileWork, Manner, Task
from assistant.library.ray_workers import Attempts, Orders, read_and_embed

Write = Callable[[str, str], Path]

DATA = "甲办法\n第一条　整改方案应当在15个工作日内报送。".encode()
TASK = Task(Path("甲.txt"), DATA)
DONE = FileWork(skipped=("到了",))


class RayError(Exception):
    pass


class RayTaskError(RayError):
    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


class WorkerCrashedError(RayError):
    pass


class NodeDiedError(RayError):
    pass


class ScriptedRay:
    """Ray as far as `Attempts` uses it: each file sent out meets the next fate."""

    exceptions = SimpleNamespace(
        RayError=RayError,
        RayTaskError=RayTaskError,
        WorkerCrashedError=WorkerCrashedError,
        NodeDiedError=NodeDiedError,
        OutOfMemoryError=type("OutOfMemoryError", (RayError,), {}),
        ObjectLostError=type("ObjectLostError", (RayError,), {}),
        LocalRayletDiedError=type("LocalRayletDiedError", (RayError,), {}),
    )

    def __init__(self, *fates: object) -> None:
        self._fates = list(fates)
        self.sent = 0

    def send(self) -> int:
        self.sent += 1
        return self.sent

    def wait(self, sent: list[int], timeout: float) -> tuple[list[int], list[int]]:
        return sent, []

    def get(self, sent: int) -> object:
        fate = self._fates[sent - 1]
        if isinstance(fate, Exception):
            raise fate
        return fate


def outcome(*fates: object) -> tuple[FileWork, int]:
    ray = ScriptedRay(*fates)
    return Attempts(ray, TASK, ray.send).result(), ray.sent


@pytest.mark.parametrize("death", [NodeDiedError(), WorkerCrashedError()])
def test_a_file_is_tried_again_twice(death: Exception) -> None:
    assert outcome(DONE) == (DONE, 1)
    assert outcome(death, DONE) == (DONE, 2)
    assert outcome(death, death, DONE) == (DONE, 3)


def test_a_file_is_not_blamed_for_machines_that_die() -> None:
    work, sent = outcome(*[NodeDiedError()] * 5)
    assert sent == 3
    assert isinstance(work.error, RejectedFile)
    assert "甲.txt" in str(work.error)
    assert not work.kills


def test_a_file_that_ends_every_process_is_counted_once() -> None:
    work, sent = outcome(*[WorkerCrashedError()] * 5)
    assert sent == 3
    assert isinstance(work.error, RejectedFile)
    assert work.kills == {sha256(DATA).hexdigest(): 1}


@pytest.mark.parametrize("fate", [RayTaskError(ModuleNotFoundError("assistant")), RayError("what else there is")])
def test_machines_that_cannot_run_the_program_end_the_ingest(fate: Exception) -> None:
    work, sent = outcome(fate)
    assert sent == 1
    assert isinstance(work.error, UsageError)


def test_another_version_of_the_program_reads_nothing() -> None:
    work = read_and_embed(TASK, Orders(Manner("default", None, 320), program="0.0.0", embedder=None))
    assert isinstance(work.error, UsageError)
    assert "0.0.0" in str(work.error)


@pytest.fixture
def at_a_machine(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What runs in a process of the cluster, run here, with its voice left on."""
    monkeypatch.setattr(ray_workers, "_be_silent", lambda: None)
    yield
    ray_workers._reader().close()
    ray_workers._reader.cache_clear()
    ray_workers._encoder.cache_clear()


def test_a_machine_embeds_as_the_writer_would(assistant: Assistant, at_a_machine: None) -> None:
    encoder = assistant.store.encoder
    orders = Orders(Manner("default", None, 320), ray_workers._program(), (None, encoder.fingerprint))
    work = read_and_embed(TASK, orders)
    assert work.embedded is not None
    (prepared,) = work.documents
    document = prepared.document
    texts = [
        "\n".join(part for part in (document.title, each.heading, each.text) if part) for each in prepared.passages
    ]
    assert work.embedded.fingerprint == encoder.fingerprint
    assert (work.embedded.vectors[document.id] == encoder.encode_documents(texts)).all()


def test_a_machine_without_the_embedder_says_so(at_a_machine: None) -> None:
    orders = Orders(Manner("default", None, 320), ray_workers._program(), (None, "0" * 64))
    work = read_and_embed(TASK, orders)
    assert isinstance(work.error, UsageError)
    assert work.documents == ()


@pytest.mark.skipif(find_spec("ray") is not None, reason="the extra [ray] is installed")
def test_without_ray_the_command_says_what_to_install(assistant: Assistant, write: Write) -> None:
    with pytest.raises(UsageError) as caught:
        assistant.ingest([write("甲.txt", DATA.decode())], ray="local")
    assert "[ray]" in str(caught.value)
    assert not assistant.documents()
