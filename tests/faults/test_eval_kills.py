"""An evaluation that is killed loses at most the case under way, and ends with the report it would have had."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.eval_child import ANSWER_S, CASES
from tests.faults.killing import wait_for

pytestmark = pytest.mark.faults

ROOT = Path(__file__).parents[2]
KILLS = 20


class Forker:
    """The parent's side of `eval_child`."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.faults.eval_child"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True)

    def ask(self, **request: Any) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def whole(self, folder: Path, jobs: int = 1) -> str:
        """Run to the end, from wherever the log stands: the report."""
        assert self.ask(wait=self.ask(folder=str(folder), jobs=jobs)) == 0
        return (folder / "report.json").read_text(encoding="utf-8")

    def killed(self, folder: Path, chance: random.Random, jobs: int = 1) -> bool:
        """Start, and kill -9 at a random moment of a random case; False where it had ended by itself."""
        case, within_s = chance.randrange(CASES), chance.uniform(0, 2 * ANSWER_S)
        pid = self.ask(folder=str(folder), jobs=jobs)
        wait_for(lambda: len(asked(folder)) >= case)
        time.sleep(within_s)
        os.kill(pid, signal.SIGKILL)
        return self.ask(wait=pid) == signal.SIGKILL

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    made = Forker()
    yield made
    made.close()


def asked(folder: Path) -> list[str]:
    path = folder / "asked.txt"
    return path.read_text(encoding="utf-8").split() if path.is_file() else []


def a_folder(tmp_path: Path, name: object) -> Path:
    folder = tmp_path / str(name)
    folder.mkdir()
    return folder


@pytest.mark.parametrize("jobs", [1, 4])
def test_killed_at_any_point_it_resumes_and_asks_at_most_the_cases_under_way_again(
    tmp_path: Path, forker: Forker, jobs: int
) -> None:
    report = forker.whole(a_folder(tmp_path, "whole"), jobs)
    chance = random.Random(20)
    killed = 0
    for kill in range(KILLS):
        folder = a_folder(tmp_path, kill)
        killed += forker.killed(folder, chance, jobs)
        before = len(asked(folder))
        assert forker.whole(folder, jobs) == report
        again = len(asked(folder)) - CASES
        assert 0 <= again <= jobs, f"kill {kill} after {before} questions: {again} were asked again"
    assert killed >= KILLS // 2, "the kills came too late to show anything"


def test_killed_again_and_again_it_still_ends_with_the_same_report(tmp_path: Path, forker: Forker) -> None:
    report = forker.whole(a_folder(tmp_path, "whole"))
    folder = a_folder(tmp_path, "killed")
    chance = random.Random(21)
    killed = 0
    for _ in range(KILLS):
        pid = forker.ask(folder=str(folder), jobs=1)
        time.sleep(chance.uniform(0, 8 * ANSWER_S))
        os.kill(pid, signal.SIGKILL)
        killed += forker.ask(wait=pid) == signal.SIGKILL
    assert forker.whole(folder) == report
    assert len(asked(folder)) <= CASES + killed
