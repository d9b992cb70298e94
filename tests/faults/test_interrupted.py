"""Ctrl-C while files are read: what was committed stays, nothing half does, and the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.settings import Settings

pytestmark = pytest.mark.faults

FILES = 260
ARTICLES = 60
GUARD_S = 90


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three commits and a part of a fourth."""
    made = tmp_path_factory.mktemp("many")
    for number in range(FILES):
        articles = (
            f"第{n}条　第{number}号事项第{n}款由办公室负责，应当在{n}个工作日内报送进展，逾期的予以通报并说明理由。"
            for n in range(1, ARTICLES)
        )
        (made / f"{number:03}.txt").write_text("\n".join([f"第{number}号办法", *articles]), encoding="utf-8")
    return made


def started(home: Path, folder: Path, workers: int) -> subprocess.Popen[str]:
    """An ingest in a session of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "--home", str(home), "ingest", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "ASSISTANT_WORKERS": str(workers)},
        cwd=Path(__file__).parents[2],
    )


def members(session: int) -> list[int]:
    """Living processes of a session: those that read files are in groups of their own."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_committed_stays_and_the_next_run_brings_the_rest(tmp_path: Path, folder: Path, workers: int) -> None:
    home = tmp_path / "home"
    child = started(home, folder, workers)
    assert child.stdout is not None
    try:
        lines = [child.stdout.readline()]
        assert lines[0].startswith("已导入")
        os.killpg(child.pid, signal.SIGINT)
        rest, errors = child.communicate(timeout=GUARD_S)
    finally:
        child.kill()
    lines += rest.splitlines()
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    deadline = time.monotonic() + GUARD_S
    while members(child.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert members(child.pid) == []
    with Assistant(Settings(home=home)) as assistant:
        kept = assistant.documents()
        # A line that it was stopped in the middle of is no line: its rest may follow on another.
        whole = (line for line in lines if line.startswith("已导入 ") and "：" in line)
        told = {line.split("：")[0].removeprefix("已导入 ") for line in whole}
        assert told
        assert told <= {document.path for document in kept}  # it may have been stopped while it told what it had done
        assert 0 < len(kept) < FILES
        assert assistant.store.catalogue.pending() == []
        originals = {path.name for path in assistant.store.originals.iterdir()}
        assert len(originals) == len(kept)
        assert assistant.store.terms.count() == assistant.store.catalogue.counts()[1]
        report = assistant.ingest([folder])
        assert (report.count("unchanged"), report.count("added")) == (len(kept), FILES - len(kept))
        assert assistant.store.terms.count() == assistant.store.catalogue.counts()[1]
