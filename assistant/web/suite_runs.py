"""Suites of the evaluation run as a program of their own, one at a time; their reports stay under the home folder.

It knows of the evaluation the command, the folder where its suites lie, and the shape of its JSON report; it imports
nothing of it. A run goes on whether anybody watches or not, and ends with the server.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from assistant.errors import UsageError

RUN_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[a-z0-9][a-z0-9-]{0,60}")
"""Time and suite; the name of a run's reports."""
_TIME = 15
"""Characters of the time in a run's name."""
_KEPT = 30
"""Runs that are listed, the latest first."""
_LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the run has come, or how the last one ended without a report."""

    suite: str
    done: int
    total: int
    is_running: bool
    problem: str = ""
    """What the program said last, where it ended without a report."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of a run."""

    name: str
    value: float | None
    met: bool | None
    """None where nothing was demanded."""
    change: float | None
    """Against the run before on the same cases; None without one."""


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run, as its report tells it."""

    name: str
    suite: str
    outcome: str
    cases: int
    passed: int
    errors: int
    metrics: tuple[Metric, ...]
    begun: datetime
    digest: str = ""
    """Of the suite's cases."""


def suites() -> dict[str, Path]:
    """The suites that ship with the program, by name; none where the evaluation is not installed."""
    found = find_spec("eval")
    if found is None or found.origin is None:
        return {}
    return {file.parent.name: file.parent for file in sorted(Path(found.origin).parent.glob("suites/*/suite.yaml"))}


class SuiteRuns:
    """The runs of one server. Threads may call it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._name = ""
        atexit.register(self.stop)

    def start(self, suite: str, language: str) -> bool:
        """Begin a run; False where one is under way or there is no such suite.

        Raises UsageError where nothing can be written.
        """
        is_known = suite in suites()
        with self._changing:
            if not is_known or self._is_running():
                return False
            self._name = f"{datetime.now():%Y%m%d-%H%M%S}-{suite}"
            try:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                (self.folder / self._name).mkdir(mode=0o700)
                self._process = self._begin(suite, language)
            except OSError as error:
                raise UsageError("drafting.not_writable", path=self.folder, why=error.strerror or error) from error
        return True

    def stop(self) -> None:
        """End the run that is under way."""
        with self._changing:
            if self._process is not None and self._is_running():
                self._process.terminate()
                self._process.wait()

    def standing(self) -> Standing | None:
        """Of the run under way, or of the last one that this server began; None before the first."""
        with self._changing:
            if self._process is None:
                return None
            suite, own = self._name[_TIME + 1 :], self.folder / self._name
            running = self._is_running()
            has_report = self.report(self._name, ".json") is not None
            problem = "" if running or has_report else _last_line(own / "stderr.txt")
            log = own / f"{suite}.jsonl"
            return Standing(suite, _rows(log), _total(log), running, problem)

    def runs(self) -> list[Run]:
        """Finished runs, the latest first. A report that cannot be read is left out."""
        names = sorted(path.name for path in self.folder.glob("*") if RUN_NAME.fullmatch(path.name))
        before: dict[str, dict[str, Any]] = {}
        listed: list[Run] = []
        for name in names[-2 * _KEPT :]:
            try:
                said = self._read(name)
                if said is not None:
                    listed.append(_run(name, said, before.get(said["digest"], {})))
                    before[said["digest"]] = said["metrics"]
            except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
                continue
        return listed[: -_KEPT - 1 : -1]

    def report(self, name: str, suffix: str) -> Path | None:
        """The file of a run's report, if there is one of that name."""
        path = self.folder / name / f"report{suffix}"
        return path if RUN_NAME.fullmatch(name) and path.is_file() else None

    def _begin(self, suite: str, language: str) -> subprocess.Popen[bytes]:
        own = self.folder / self._name
        reports = [f"--output={own / f'report{suffix}'}" for suffix in (".json", ".html")]
        options = [f"--log={own}", f"--history={self.folder / 'history.jsonl'}", *reports]
        command = [sys.executable, "-m", "assistant", "eval", "run", suite, *options]
        environment = {**os.environ, "ASSISTANT_LANGUAGE": language}
        with (own / "stderr.txt").open("wb") as errors:
            return subprocess.Popen(  # noqa: S603 - this program, a suite of its own
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=environment
            )

    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _read(self, name: str) -> dict[str, Any] | None:
        """What a run's report says of its suite; None while there is no report."""
        path = self.report(name, ".json")
        return None if path is None else json.loads(path.read_text(encoding="utf-8"))["suites"][0]


def report_route(runs: SuiteRuns) -> Route:
    """Serves `/reports/<name of a run>`: the run's report for the browser."""

    async def report(request: Request) -> Response:
        path = runs.report(request.path_params["name"], ".html")
        return Response(status_code=404) if path is None else FileResponse(path, media_type="text/html")

    return Route("/reports/{name}", report, methods=["GET"])


def _run(name: str, said: dict[str, Any], before: dict[str, Any]) -> Run:
    """A run; `before` are the figures of the run before on the same cases."""
    return Run(
        name=name,
        begun=datetime.strptime(name[:_TIME], "%Y%m%d-%H%M%S"),
        suite=str(said["name"]),
        digest=str(said["digest"]),
        outcome=str(said["outcome"]),
        cases=int(said["n"]),
        passed=sum(case["passed"] is True for case in said["cases"]),
        errors=int(said["errors"]),
        metrics=tuple(_metric(key, told, before.get(key)) for key, told in said["metrics"].items()),
    )


def _metric(name: str, told: dict[str, Any], before: dict[str, Any] | None) -> Metric:
    value, was = told["value"], before["value"] if before else None
    change = None if value is None or was is None else value - was
    return Metric(name, value, told["met"] if told["threshold"] is not None else None, change)


def _rows(log: Path) -> int:
    """Cases that came back so far: a line each, below a header."""
    try:
        return max(0, log.read_bytes().count(b"\n") - 1)
    except OSError:
        return 0


def _total(log: Path) -> int:
    """Cases that the run is to have, which its header says; 0 before it is written."""
    try:
        with log.open("rb") as lines:
            return int(json.loads(lines.readline())["cases"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1][-_LONGEST_REASON:] if lines else ""
