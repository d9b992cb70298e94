"""A library survives kill -9 of its writer at any moment: nothing lost, nothing twice, nothing half, always usable.

`ASSISTANT_KILLS=200` raises the number of kills at seeded times; the kills at named steps are always complete.
"""

from __future__ import annotations

import os
import random
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.library.catalogue import Catalogue
from assistant.library.traces import Needles, search, shared_windows, vector_needles, windows
from tests.embedders import small_static
from tests.faults.killing import Zygote, id_of, text_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

KILLS = int(os.environ.get("ASSISTANT_KILLS", "60"))
KILLS_A_HOME = 12
FILES = 60


def write_revision(folder: Path, run: int) -> None:
    """Every fourth file changes with each run; the others are as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        revision = max((r for r in range(run + 1) if (number + r) % 4 == 0), default=0)
        path = folder / f"{number:02}.txt"
        text = text_of(f"第{number}号文件", revision)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def twin(forks: Zygote, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Id → passages of every revision of every file, as a library has them that nobody killed."""
    place = tmp_path_factory.mktemp("twin")
    for run in range(KILLS_A_HOME):
        write_revision(place / "now", run)
        (place / "all").mkdir(exist_ok=True)
        for path in (place / "now").iterdir():
            shutil.copy(path, place / "all" / f"{id_of(path)}.txt")
    ended, said = forks.run("ingest_files", place / "home", folder=str(place / "all"), batch=200)
    assert (ended, said[-1][0]) == (0, "done")
    seen = forks.describe(place / "home")
    assert seen["misses"] == 0
    assert agrees(seen)
    return {identity: passages for identity, (_, passages) in seen["documents"].items()}


def agrees(seen: dict[str, Any]) -> bool:
    """The three stores hold the same, once, search finds what an exact search finds, and nothing is left over."""
    return bool(
        seen["terms"]
        and not seen["twice"]
        and not seen["unfound"]
        and not seen["misses"]
        and not seen["strange"]
        and not seen["findings"]
        and not seen["traces"]
    )


@pytest.mark.parametrize("series", range((KILLS + KILLS_A_HOME - 1) // KILLS_A_HOME))
def test_kills_at_any_time_lose_nothing(forks: Zygote, twin: dict[str, int], tmp_path: Path, series: int) -> None:
    chance = random.Random(series)
    home, folder = tmp_path / "home", tmp_path / "files"
    held: dict[str, str] = {}
    for run in range(KILLS_A_HOME):
        write_revision(folder, run)
        wanted = {path.name: id_of(path) for path in folder.iterdir()}
        running = forks.start("ingest_files", home, folder=str(folder))
        time.sleep(chance.uniform(0, 2.0 if run == 0 else 1.0))
        running.kill()
        running.wait()
        acknowledged = {name: ids[0] for name, outcome, *ids in running.said() if outcome != "rejected" and ids}
        seen = forks.describe(home, verify=run == KILLS_A_HOME - 1)
        assert agrees(seen), (run, seen)
        there = seen["documents"]
        by_name = {name: identity for identity, (name, _) in there.items()}
        assert len(by_name) == len(there), "a document is there twice"
        assert {identity: passages for identity, (_, passages) in there.items()}.items() <= twin.items(), "half"
        assert all(by_name.get(name) == identity for name, identity in acknowledged.items() if name in wanted), "lost"
        for name, identity in held.items():  # what was there before is there still, or what replaces it
            assert by_name.get(name) in (identity, wanted[name])
        held = by_name
    ended, said = forks.run("ingest_files", home, folder=str(folder))
    assert (ended, said[-1][0]) == (0, "done")
    seen = forks.describe(home)
    assert agrees(seen)
    assert set(seen["documents"]) == {id_of(path) for path in folder.iterdir()}


@pytest.fixture(scope="module")
def before(forks: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of five files and an archive with two documents, in which a base is built."""
    before = tmp_path_factory.mktemp("before")
    place = before / "work"
    files = place / "files"
    files.mkdir(parents=True)
    for number in range(5):
        (files / f"{number}.txt").write_text(text_of(f"第{number}号", 0, paragraphs=3), encoding="utf-8")
    with zipfile.ZipFile(files / "包.zip", "w") as archive:
        for name in "甲乙":
            archive.writestr(f"{name}.txt", text_of(name, 0, paragraphs=3))
    ended, _ = forks.run("ingest_files", place / "home", folder=str(files), batch=4)
    assert ended == 0
    shutil.copytree(place, before / "pristine")
    return before


def documents(seen: dict[str, Any]) -> set[str]:
    return set(seen["documents"])


def change(files: Path) -> None:
    """One file is new, two are changed, of one something else is said."""
    (files / "新.txt").write_text(text_of("新", 0, paragraphs=3), encoding="utf-8")
    for name in "13":
        (files / f"{name}.txt").write_text(text_of(f"第{name}号", 1, paragraphs=3), encoding="utf-8")
    (files / "2.txt.yaml").write_text("title: 另一个题目\n", encoding="utf-8")


def afresh(before: Path) -> tuple[Path, Path]:
    """Home and files as they were, at the paths where they were."""
    work = before / "work"
    shutil.rmtree(work)
    shutil.copytree(before / "pristine", work)
    return work / "home", work / "files"


def each_step(forks: Zygote, before: Path, task: str, **arguments: Any) -> Iterator[tuple[int, Path]]:
    """Do a task on the library as it was, killed at its k-th step, for k = 1, 2, … until one runs to its end."""
    for step in range(1, 500):
        home, files = afresh(before)
        if task == "ingest_files":
            change(files)
            arguments["folder"] = str(files)
        ended, said = forks.run(task, home, fault_at=f"*:{step}", **arguments)
        if ended == 0:
            assert said[-1][0] == "done", said
            assert step > 5
            return
        assert ended == 9
        yield step, home
    raise AssertionError("the task never ends")


def test_a_kill_at_any_step_of_an_ingest_leaves_every_document_ready_or_absent(forks: Zygote, before: Path) -> None:
    old = before / "pristine" / "files"
    known = documents(forks.describe(before / "pristine" / "home"))
    for step, home in each_step(forks, before, "ingest_files", batch=4):
        files = home.parent / "files"
        by_name = {
            path.name: {
                id_of(old / path.name) if (old / path.name).exists() else "",
                id_of(path),
            }
            for path in files.glob("*.txt")
        }
        seen = forks.describe(home, verify=False)
        assert agrees(seen), (step, seen)
        names = [name for name, _ in seen["documents"].values() if name.endswith(".txt")]
        assert len(names) == len(set(names)), step
        for identity, (name, _) in seen["documents"].items():
            assert identity in known or identity in by_name[name], step
        assert {name for name in by_name if name != "新.txt"} <= set(names), (step, "lost")
        if step % 3:
            continue
        ended, said = forks.run("ingest_files", home, folder=str(files), batch=4)
        assert (ended, said[-1][0]) == (0, "done"), step
        seen = forks.describe(home, verify=False)
        assert agrees(seen), (step, seen)
        assert {id_of(path) for path in files.glob("*.txt")} <= documents(seen)
        assert len(documents(seen)) == 8


def test_a_kill_at_any_step_of_the_recovery_is_recovered_from_too(forks: Zygote, before: Path, tmp_path: Path) -> None:
    for at in ("originals.named", "terms.added", "catalogue.ready", "base.renamed"):
        home, files = afresh(before)
        change(files)
        ended, _ = forks.run("ingest_files", home, fault_at=at, folder=str(files), batch=4)
        assert ended == 9
        for step in range(1, 100):
            again = tmp_path / f"{at}-{step}"
            shutil.copytree(home, again)
            ended, _ = forks.run("open_only", again, fault_at=f"*:{step}")
            seen = forks.describe(again, verify=False)
            assert agrees(seen), (at, step, seen)
            shutil.rmtree(again)
            if ended == 0:
                break


@pytest.mark.parametrize("task", ["remove", "purge"])
def test_a_kill_at_any_step_of_a_removal_leaves_the_document_whole_or_gone(
    forks: Zygote, before: Path, task: str
) -> None:
    known = documents(forks.describe(before / "pristine" / "home"))
    path = before / "pristine" / "files" / "2.txt"
    gone = id_of(path)
    pieces = windows(path.read_text(encoding="utf-8"))
    for other in path.parent.glob("*.txt"):
        pieces -= shared_windows(pieces, other.read_text(encoding="utf-8")) if other != path else frozenset()
    pieces -= shared_windows(pieces, text_of("甲", 0) + text_of("乙", 0))
    assert len(pieces) > 20
    for step, home in each_step(forks, before, task, ids=[gone]):
        seen = forks.describe(home, verify=False, trace=sorted(pieces) if task == "purge" else [])
        assert documents(seen) in (known, known - {gone}), step
        if gone in documents(seen):
            seen["traces"] = []
        assert agrees(seen), (step, seen)


def test_a_kill_at_any_step_of_a_switch_leaves_the_library_in_one_embedder_whole(
    forks: Zygote, before: Path, tmp_path: Path
) -> None:
    known = forks.describe(before / "pristine" / "home")["documents"]
    old = old_vectors(before / "pristine" / "home")
    wanted = small_static(tmp_path / "小模型")
    for step, home in each_step(forks, before, "switch", embedder=wanted):
        for embedder in (wanted, "static"):
            ended, said = forks.run("describe", home, embedder=embedder, verify=False)
            assert ended == 0, step
            if embedder == "static" and said[-1].get("key") == "embedder_changed":
                continue
            assert agrees(said[-1]), (step, embedder, said)
            assert said[-1]["documents"] == known, step
        ended, said = forks.run("switch", home, embedder=wanted)
        assert (ended, said[-1][0]) == (0, "done"), (step, said)
        seen = forks.describe(home, embedder=wanted)
        assert agrees(seen), (step, seen)
        assert seen["documents"] == known, step
        assert search(home, old).traces == (), step


def test_a_kill_at_any_step_after_a_switch_leaves_nothing_of_the_old_embedder(
    forks: Zygote, before: Path, tmp_path: Path
) -> None:
    old = old_vectors(before / "pristine" / "home")
    wanted = small_static(tmp_path / "小模型")
    home, _ = afresh(before)
    ended, _ = forks.run("switch", home, embedder=wanted, fault_at="switch.completed")
    assert ended == 9
    for step in range(1, 100):
        again = tmp_path / str(step)
        shutil.copytree(home, again)
        ended, _ = forks.run("open_only", again, embedder=wanted, fault_at=f"*:{step}")
        seen = forks.describe(again, embedder=wanted)
        assert agrees(seen), (step, seen)
        assert search(again, old).traces == (), step
        shutil.rmtree(again)
        if ended == 0:
            break
    assert step > 2


def old_vectors(home: Path) -> Needles:
    with closing(Catalogue(home / "catalogue.sqlite3")) as catalogue:
        return vector_needles(np.concatenate([each for _, _, each, _ in catalogue.vectors()]).astype(np.float16))


@pytest.mark.parametrize("task", ["rebuild", "restore", "vacuum"])
def test_a_kill_at_any_step_of_the_maintenance_changes_no_document(forks: Zygote, before: Path, task: str) -> None:
    known = forks.describe(before / "pristine" / "home")["documents"]
    for step, home in each_step(forks, before, task):
        seen = forks.describe(home, verify=False)
        assert agrees(seen), (step, seen)
        assert seen["documents"] == known, step
