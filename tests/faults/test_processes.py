"""Several processes over one library: one writes at a time, the others read what it commits without being restarted.

`ASSISTANT_PROCESS_SECONDS=60` makes the readers read longer.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.errors import LibraryUnavailable
from assistant.settings import Settings
from tests.faults.crash_child import marked
from tests.faults.killing import Zygote, wait_for

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

SECONDS = float(os.environ.get("ASSISTANT_PROCESS_SECONDS", "20"))
READERS = 4


@dataclass(frozen=True)
class Life:
    """When a document came and went: each between two moments."""

    name: str
    came: tuple[float, float]
    went: tuple[float, float]

    def was_there(self, start: float, end: float) -> bool:
        return self.came[1] <= start and end <= self.went[0]

    def was_not_there(self, start: float, end: float) -> bool:
        return end <= self.came[0] or self.went[1] <= start


NEVER = (float("inf"), float("inf"))


def lives(events: list[Any], still: dict[str, str]) -> dict[str, Life]:
    """Id → when that document was in the library, replayed from what the writer said."""
    found = {identity: Life(name, (0.0, 0.0), NEVER) for name, identity in still.items()}
    current = dict(still)
    for kind, name, identity, begun, done in events:
        if kind == "written":
            before = current.get(name)
            if before is not None:
                found[before] = Life(name, found[before].came, (begun, done))
            found[identity] = Life(name, (begun, done), NEVER)
            current[name] = identity
        else:
            found[identity] = Life(name, found[identity].came, (begun, done))
            current.pop(name)
    return found


def test_readers_see_what_a_writer_commits_and_nothing_else(forks: Zygote, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in [f"{kind}{number}" for kind in "静动" for number in range(8)]:
        (folder / f"{name}.txt").write_text(marked(name, 0), encoding="utf-8")
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([folder])
        still = {Path(row.path).stem: row.id for row in assistant.documents()}
    until = time.monotonic() + SECONDS
    readers = [forks.start("read_on", home, seed=seed, until=until) for seed in range(READERS)]
    ended, said = forks.run("write_on", home, folder=str(folder), until=until)
    assert ended == 0
    assert said.pop()[0] == "done", said
    known = lives(said, still)
    assert len(known) > 20
    observed = 0
    for reader in readers:
        assert reader.wait() == 0
        *seen, last = reader.said()
        assert last == ["done"], last
        for name, start, end, ids in seen:
            observed += 1
            must = {identity for identity, life in known.items() if life.name == name and life.was_there(start, end)}
            assert must <= set(ids), ("missing", name, start, end)
            wrong = [each for each in ids if each not in known or known[each].was_not_there(start, end)]
            assert not wrong, ("wrong", name, start, end, wrong)
    assert observed > 100
    seen_last = forks.describe(home)
    assert (seen_last["terms"], seen_last["findings"]) == (True, [])


def test_a_second_writer_is_refused_with_the_first_ones_number_and_start(forks: Zygote, home: Path, write: Any) -> None:
    before = datetime.now().astimezone().replace(microsecond=0)
    holder = forks.start("hold", home)
    wait_for(holder.said)
    try:
        with Assistant(Settings(home=home)) as assistant, pytest.raises(LibraryUnavailable) as caught:
            assistant.ingest([write("甲.txt", "甲办法\n第一条　内容。")])
        assert caught.value.key == "library_locked"
        assert caught.value.facts["pid"] == holder.pid == holder.said()[0][1]
        since = datetime.fromisoformat(str(caught.value.facts["since"]))
        assert before <= since <= datetime.now().astimezone()
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()


def test_the_lock_of_a_killed_writer_is_free(forks: Zygote, home: Path, write: Any) -> None:
    holder = forks.start("hold", home)
    wait_for(holder.said)
    holder.kill()
    assert holder.wait() == signal.SIGKILL
    with Assistant(Settings(home=home)) as assistant:
        assert assistant.ingest([write("甲.txt", "甲办法\n第一条　内容。")]).count("added") == 1


def test_a_question_is_answered_while_another_process_writes(forks: Zygote, home: Path, write: Any) -> None:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", "甲办法\n第一条　会议费每人每天500元。")])
        holder = forks.start("hold", home)
        wait_for(holder.said)
        try:
            assert assistant.store.terms.search("会议费", 3)
            with Assistant(Settings(home=home)) as opened_meanwhile:
                assert opened_meanwhile.retrieve("会议费")
        finally:
            holder.kill()
            holder.wait()
