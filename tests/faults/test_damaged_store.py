"""Whatever happens to a file of the library: a named error or the right answer, never death, and all of it comes back.

`ASSISTANT_DAMAGES=1000` damages more; without it, a hundred places are spread over all files.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.faults.killing import Zygote, text_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

DAMAGES = int(os.environ.get("ASSISTANT_DAMAGES", "100"))
QUESTIONS = ["河道清淤问题由谁牵头整改？", "会议经费涉及多少元？", "第3号整改情况"]
EPHEMERAL = ("writer.lock", "writer.json", ".lock")


@pytest.fixture(scope="module")
def whole(forks: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("whole")
    (place / "files").mkdir()
    for number in range(8):
        (place / "files" / f"{number}.txt").write_text(text_of(f"第{number}号", 0), encoding="utf-8")
    ended, _ = forks.run("ingest_files", place / "home", folder=str(place / "files"), batch=20)
    assert ended == 0
    return place / "home"


@pytest.fixture(scope="module")
def undamaged(forks: Zygote, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    copy = tmp_path_factory.mktemp("undamaged") / "home"
    shutil.copytree(whole, copy)
    ended, said = forks.run("consult", copy, questions=QUESTIONS)
    assert (ended, said[-1]["findings"]) == (0, [])
    assert len(said[-1]["seen"][0]) == 8
    return said[-1]["seen"]


def files_of(home: Path) -> list[str]:
    return sorted(
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.is_file() and path.stat().st_size and not path.name.endswith(EPHEMERAL)
    )


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if chance.random() < 0.3:  # a lost sector or two
        start = chance.randrange(len(data))
        data[start : start + 4096] = chance.choice([b"\0", b"\xff"]) * len(data[start : start + 4096])
    for _ in range(chance.choice([1, 4, 64])):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    path.write_bytes(data)


def truncate(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def extend(path: Path, chance: random.Random) -> None:
    """With a hole ten times its size, as the file has it that a killed Chroma leaves, or with rubbish."""
    if chance.random() < 0.5:
        os.truncate(path, path.stat().st_size * 10)
    else:
        with path.open("ab") as file:
            file.write(chance.randbytes(chance.randrange(1, 5000)))


KINDS = (flip, truncate, extend)


def damaged_copy(whole: Path, place: Path, name: str, kind: Any, seed: int) -> Path:
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(whole, home)
    kind(home / name, random.Random(seed))
    return home


@pytest.mark.parametrize("share", range(4))
def test_damage_ends_in_a_named_error_or_the_right_answer(
    forks: Zygote, whole: Path, undamaged: Any, tmp_path: Path, share: int
) -> None:
    names = files_of(whole)
    for seed in range(share, DAMAGES, 4):
        name, kind = names[seed % len(names)], KINDS[seed // len(names) % 3]
        home = damaged_copy(whole, tmp_path, name, kind, seed)
        ended, said = forks.run("consult", home, questions=QUESTIONS)
        case = (seed, kind.__name__, name)
        assert ended == 0, (*case, "died")
        last = said[-1]
        if "error" in last:
            assert last["key"], (*case, last)
        else:
            assert last["seen"] == undamaged or last["findings"], (*case, last)


@pytest.mark.parametrize("turn", range(3))
def test_a_rebuild_restores_every_document(
    forks: Zygote, whole: Path, undamaged: Any, tmp_path: Path, turn: int
) -> None:
    """Each file once, damaged in the one or the other way."""
    originals = [name for name in files_of(whole) if name.startswith("originals")]
    names = [name for name in files_of(whole) if name not in originals[1:]]
    for seed, name in list(enumerate(names))[turn::3]:
        kind = KINDS[(seed // 3 + turn) % 3]
        home = damaged_copy(whole, tmp_path, name, kind, seed)
        is_cache = name.startswith(("terms", "vectors"))
        ended, said = forks.run("rebuild" if is_cache else "restore", home)
        assert (ended, said[-1]) == (0, ["done"]), (seed, name, said)
        ended, said = forks.run("consult", home, questions=QUESTIONS)
        assert ended == 0
        assert said[-1]["seen"] == undamaged, (seed, name)
        assert said[-1]["findings"] == [] or name.startswith("originals"), (seed, name, said)


@pytest.fixture(scope="module")
def large(forks: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("large")
    (place / "files").mkdir()
    for number in range(40):
        (place / "files" / f"{number}.txt").write_text(text_of(f"第{number}号", 0), encoding="utf-8")
    ended, _ = forks.run("ingest_files", place / "home", folder=str(place / "files"), batch=200)
    assert ended == 0
    return place / "home"


def test_a_vector_index_full_of_rubbish_is_never_opened(forks: Zygote, large: Path, tmp_path: Path) -> None:
    """Opened, three out of four of these end the process by a signal."""
    for seed in range(12):
        home = tmp_path / str(seed)
        shutil.copytree(large, home)
        (path,) = home.glob("vectors/*/*/data_level0.bin")
        chance, data = random.Random(seed), bytearray(path.read_bytes())
        for _ in range(512):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        ended, said = forks.run("consult", home, questions=QUESTIONS)
        assert ended == 0, (seed, "died")
        assert said[-1]["findings"] == ["cache"], seed


def test_a_link_list_of_ten_times_its_size_is_not_opened(
    forks: Zygote, whole: Path, undamaged: Any, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(whole, home)
    (links,) = home.glob("vectors/*/*/link_lists.bin")
    os.truncate(links, 10 * max(4096, links.stat().st_size))
    ended, said = forks.run("consult", home, questions=QUESTIONS)
    assert ended == 0
    assert said[-1]["seen"] == undamaged
    assert not links.exists()  # opening healed it: the base is gone, and vectors are compared one by one
    ended, _ = forks.run("rebuild", home)
    assert ended == 0
    assert forks.describe(home)["findings"] == []
