"""A real Chroma server on loopback for tests: `chroma run`, which comes with chromadb."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest


class ChromaProcess:
    """A server over a folder, started, stopped and killed as a test likes; its address stays the same."""

    def __init__(self, folder: Path) -> None:
        beside = Path(sys.executable).with_name("chroma")
        binary = str(beside) if beside.is_file() else shutil.which("chroma")
        if binary is None:
            pytest.skip("the program chroma, which comes with chromadb, is not here")
        self.folder = folder
        self._binary = binary
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        command = [self._binary, "run", "--host", "127.0.0.1", "--port", str(self._port), "--path", str(self.folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        limit = time.monotonic() + 30
        while time.monotonic() < limit:
            try:
                if httpx.get(f"{self.url}/api/v2/heartbeat", trust_env=False).is_success:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise TimeoutError("the Chroma server did not start")

    def stop(self) -> None:
        self._end("terminate")

    def kill(self) -> None:
        self._end("kill")

    def names(self) -> list[str]:
        """Names of the collections that it holds."""
        address = f"{self.url}/api/v2/tenants/default_tenant/databases/default_database/collections"
        return sorted(each["name"] for each in httpx.get(address, trust_env=False).json())

    def _end(self, how: str) -> None:
        if self._process is not None:
            getattr(self._process, how)()
            self._process.wait(20)
            self._process = None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
