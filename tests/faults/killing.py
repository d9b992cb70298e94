"""Starts processes over a library and kills them: `Zygote` for the parent's side of `crash_child`."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from assistant.documents.preparing import document_id

ROOT = Path(__file__).parents[2]


@dataclass
class Running:
    """A process that was started."""

    zygote: Zygote
    pid: int
    out: Path

    def said(self) -> list[Any]:
        """Its whole lines so far."""
        lines = self.out.read_text(encoding="utf-8").split("\n")[:-1] if self.out.exists() else []
        return [json.loads(line) for line in lines]

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """The signal that ended it; 0 where it ended by itself."""
        return int(self.zygote.ask(wait=self.pid)["signal"])


@dataclass
class Zygote:
    """A process with everything imported, that forks for each request."""

    folder: Path
    process: subprocess.Popen[str]
    count: int = field(default=0)

    def ask(self, **request: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the process that forks has died"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def start(
        self, do: str, home: Path, *, fault_at: str | None = None, embedder: str | None = None, **arguments: Any
    ) -> Running:
        self.count += 1
        out = self.folder / f"{self.count}.out"
        asked = {"do": do, "home": str(home), "out": str(out), "fault_at": fault_at, "embedder": embedder}
        answer = self.ask(**asked, **{"with": arguments})
        return Running(self, answer["pid"], out)

    def run(self, do: str, home: Path, **arguments: Any) -> tuple[int, list[Any]]:
        """To its end: the signal that ended it, and what it said."""
        running = self.start(do, home, **arguments)
        return running.wait(), running.said()

    def describe(self, home: Path, **arguments: Any) -> dict[str, Any]:
        """What a library holds, looked at by a process of its own."""
        ended, said = self.run("describe", home, **arguments)
        assert ended == 0, f"looking at the library died by signal {ended}"
        assert "documents" in said[-1], said
        described: dict[str, Any] = said[-1]
        return described


@contextmanager
def zygote() -> Iterator[Zygote]:
    """Started once; its forks are killed, it is not."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": folder}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.crash_child"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Zygote(Path(folder), process)
        finally:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.close()
            process.wait()
            process.stdout.close()


def text_of(name: str, revision: int, paragraphs: int = 6) -> str:
    """A document that no other is like, of several passages."""
    chance = random.Random(f"{name} {revision}")
    subjects = "河道清淤 会议经费 公务用车 干部考核 项目招标 信访办理 档案管理 作风建设 资金拨付 人员借调".split()
    lines = [f"关于{name}第{revision}次整改情况的报告"]
    for number in range(1, paragraphs + 1):
        subject = chance.choice(subjects)
        amounts = "，".join(
            f"{chance.choice(subjects)}涉及{chance.randrange(10, 99999)}元、{chance.randrange(2, 400)}人"
            for _ in range(9)
        )
        lines.append(
            f"第{number}项　{subject}问题已由{name}第{chance.randrange(1, 99)}责任单位牵头整改。其中{amounts}。"
        )
    return "\n".join(lines)


def id_of(path: Path) -> str:
    """The document's id that a file will have."""
    return document_id(sha256(path.read_bytes()).hexdigest(), "default")


def wait_for(condition: Any, limit_s: float = 60.0) -> None:
    """Until something is so; a guard against hanging, no measurement."""
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)
