"""Machines of a Ray cluster: tasks out, promises of what comes of them back. A machine that dies loses no file.

The function that runs there is the one that worker processes here run, and makes the vectors too. Files travel as bytes
within their tasks: machines need no disk in common, and what is read is what was hashed and is kept. How many are under
way is bounded by who asks (`ingest`), which also is the only one that writes.

Ray is started without its dashboard and reports nothing to its makers.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Self

from assistant.documents.reading import FileReader
from assistant.errors import AssistantError, RejectedFile, UsageError
from assistant.library.commit import embedded
from assistant.library.embedder_source import EmbedderSource
from assistant.library.embedding import SHIPPED, Encoder
from assistant.library.file_work import Embedded, FileWork, Manner, Task, work_on
from assistant.library.workers import processors

LOCAL = "local"
"""The address that stands for a cluster of this machine alone, which lives as long as the ingest."""

TRIES = 3
"""A file whose machine or process dies is tried again twice, wherever there is room."""

_KNOCK_S = 5.0


@dataclass(frozen=True, slots=True)
class Orders:
    """What is the same for all files of an ingest."""

    manner: Manner
    program: str
    """Version of this program: another one would cut and name passages otherwise."""
    embedder: tuple[str | None, str] | None
    """Description and fingerprint of the embedder; None where the one that writes embeds."""


class RayWorkforce:
    """Has the work on files done by a Ray cluster. Close it, or use it in a `with` block, to leave the cluster."""

    def __init__(self, address: str, manner: Manner, described: str | None, fingerprint: str) -> None:
        """`described` and `fingerprint` tell the embedder. One behind an endpoint is asked by the writer alone: its key
        goes to no other machine.

        Raises UsageError where Ray is not installed, does not answer, or has no processors.
        """
        self._ray = _imported(address)
        self._temporary = _join(self._ray, address, manner.workers)
        try:
            if self._ray.cluster_resources().get("CPU", 0) < 1:
                raise UsageError("ray_no_processors", address=address)
            is_endpoint = bool(described) and json.loads(described or "{}").get("is_endpoint", False)
            orders = Orders(manner, _program(), None if is_endpoint else (described, fingerprint))
            self._orders = self._ray.put(orders)
        except BaseException:
            self.close()
            raise
        # Ray would go on trying in its own way, without end where memory runs out.
        self._read = self._ray.remote(max_retries=0, num_cpus=1)(read_and_embed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, task: Task, bytes_to_come: int) -> Attempts:
        """Send a file to the cluster, however few will follow."""
        return Attempts(self._ray, task, lambda: self._read.remote(task, self._orders))

    def close(self) -> None:
        """Leave the cluster, whatever it is doing for us; one that was started here ends."""
        self._ray.shutdown()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)


class Attempts:
    """What will have come of a file, once one of several attempts succeeds or the last one fails."""

    def __init__(self, ray: Any, task: Task, send: Any) -> None:
        self._ray = ray
        self._task = task
        self._send = send
        self._sent = send()
        self._left = TRIES - 1
        self._work: FileWork | None = None

    def is_there(self, patience_s: float = 0.0) -> bool:
        if self._work is None and self._ray.wait([self._sent], timeout=patience_s)[0]:
            self._work = self._received()
        return self._work is not None

    def result(self) -> FileWork:
        while self._work is None:
            self.is_there(1.0)
        return self._work

    def _received(self) -> FileWork | None:
        """What was sent back; None where the file was sent out again."""
        errors = self._ray.exceptions
        try:
            work: FileWork = self._ray.get(self._sent)
        except errors.RayTaskError as error:
            if isinstance(error.cause, ImportError):
                return FileWork(error=UsageError("ray_not_prepared", why=type(error.cause).__name__))
            return self._given_up("file_stopped_reader", is_to_blame=True)
        except (errors.WorkerCrashedError, errors.OutOfMemoryError):
            return self._again(is_to_blame=True)
        except (errors.NodeDiedError, errors.ObjectLostError, errors.LocalRayletDiedError):
            return self._again(is_to_blame=False)
        except errors.RayError as error:
            return FileWork(error=UsageError("ray_not_prepared", why=type(error).__name__))
        return work

    def _again(self, *, is_to_blame: bool) -> FileWork | None:
        if not self._left:
            return self._given_up("ray_gave_up", is_to_blame=is_to_blame)
        self._left -= 1
        self._sent = self._send()
        return None

    def _given_up(self, key: str, *, is_to_blame: bool) -> FileWork:
        digest = sha256(self._task.data).hexdigest()
        risen = {digest: self._task.kills.get(digest, 0) + 1} if is_to_blame else {}
        return FileWork(error=RejectedFile(key, path=self._task.path, count=TRIES), kills=risen)


def read_and_embed(task: Task, orders: Orders) -> FileWork:
    """Read, repair, cut and embed one file. Runs in a process of the cluster, which goes on to the next one."""
    if orders.program != _program():
        return FileWork(error=UsageError("ray_other_version", here=orders.program, there=_program()))
    _be_silent()
    work = work_on(task, _reader(), orders.manner)
    if orders.embedder is None or not work.documents:
        return work
    try:
        encoder = _encoder(*orders.embedder)
    except AssistantError as error:
        return FileWork(error=UsageError("ray_no_embedder", why=error))
    return replace(work, embedded=_embedded(work, encoder))


def _embedded(work: FileWork, encoder: Encoder) -> Embedded:
    texts = {
        each.document.id: [embedded(each.document.title, piece.heading, piece.text) for piece in each.passages]
        for each in work.documents
    }
    return Embedded(encoder.fingerprint, {id_: encoder.encode_documents(said) for id_, said in texts.items() if said})


@cache
def _reader() -> FileReader:
    """One for each process: its child reads many files."""
    return FileReader()


@cache
def _encoder(described: str | None, fingerprint: str) -> Encoder:
    return EmbedderSource(SHIPPED).recall(described, fingerprint)


@cache
def _be_silent() -> None:
    """What libraries print may hold text of a document, and Ray would keep it in its logs."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


@cache
def _program() -> str:
    try:
        return version("inspection-assistant")
    except PackageNotFoundError:  # run from its sources
        return "?"


def _imported(address: str) -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else it warns of a change to come
    if address == LOCAL and "ray" not in sys.modules:  # it looks at these once, and whoever loaded it has chosen
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"  # the way to have it listen on loopback alone
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))  # else it leaves one in the user's folder
    try:
        import ray  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("ray_missing") from error
    return ray


def _join(ray: Any, address: str, workers: int | None) -> Path | None:
    """Connect. A cluster of this machine alone is started in a folder of its own, which is returned."""
    temporary = Path(tempfile.mkdtemp(prefix="ray-")) if address == LOCAL else None
    started_here: dict[str, Any] = {
        "num_cpus": processors() if workers is None else max(1, workers),
        "include_dashboard": False,
        "_temp_dir": str(temporary),
    }
    try:
        _knock(address)
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level=logging.ERROR,
            **(started_here if temporary else {}),
        )
    except Exception as error:  # Ray raises what it likes
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
        raise UsageError("ray_unreachable", address=address, why=type(error).__name__) from error
    return temporary


def _knock(address: str) -> None:
    """Raise OSError where nobody listens at `host:port`: Ray would go on trying for minutes."""
    host, separator, port = address.rpartition(":")
    if separator and port.isdecimal() and "/" not in address:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S).close()
