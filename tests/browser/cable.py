"""A cable between a browser and a server on loopback, that can be cut and mended."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Cable:
    """Carries bytes both ways from its own `address` to the server's."""

    def __init__(self, to: str) -> None:
        parts = urlsplit(to)
        self._to = (parts.hostname, parts.port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._port = self._listening.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._accepting = self._begin(self._accept, self._listening)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def cut(self) -> None:
        """Nothing goes through any more, and nobody gets through."""
        self._listening.close()
        self._accepting.join()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def mend(self) -> None:
        """New connections go through again."""
        self._listening = socket.create_server(("127.0.0.1", self._port))
        self._accepting = self._begin(self._accept, self._listening)

    def _accept(self, listening: socket.socket) -> None:
        listening.settimeout(0.1)
        while True:
            try:
                near, _ = listening.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            near.settimeout(None)
            far = socket.create_connection(self._to)
            self._ends += [near, far]
            self._begin(self._carry, near, far)
            self._begin(self._carry, far, near)

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def _begin(self, work: Callable[..., None], *on: socket.socket) -> threading.Thread:
        thread = threading.Thread(target=work, args=on, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread
