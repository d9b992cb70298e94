"""A full disk, a read-only or vanished folder, somebody else's files: said by name, read on, and over when it is."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.errors import LibraryUnavailable
from assistant.settings import Settings
from tests.faults.killing import Zygote, text_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

Write = Callable[[str, str], Path]

RULE = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"
QUESTION = "会议费每人每天多少元？"
NOBODY = 65534


@pytest.fixture(autouse=True)
def base_from_the_first_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small libraries do without a base; these are to have one."""
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB; skips where mounting is not allowed."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, *, but: int = 0) -> Path:
    """Leave so many bytes of a disk and no more."""
    path = place / "filler"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - but))
    return path


def refused_as(act: Callable[[], object]) -> str:
    """The name of the error that something ends in; empty where it ends well."""
    try:
        act()
    except LibraryUnavailable as error:
        return error.key
    return ""


def answers(assistant: Assistant) -> bool:
    return any("500元" in item.passage.text for item in assistant.retrieve(QUESTION))


@pytest.mark.parametrize("free_kb", [0, 60, 400, 1500, 3500])
def test_a_full_disk_is_named_read_on_and_forgotten_when_there_is_space(
    forks: Zygote, small: Path, write: Write, free_kb: int
) -> None:
    """With more and more space the writing gets further before it fails: originals, terms, catalogue, base."""
    more = [write(f"{n}.txt", text_of(f"第{n}号", 0, paragraphs=150)) for n in range(12)]
    home = small / "home"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", RULE)])
        filler = fill(small, but=free_kb * 1024)
        assert refused_as(lambda: assistant.ingest(more)) in ({"disk_full"} if free_kb < 1000 else {"disk_full", ""})
        fill_again = fill(small)
        assert fill_again == filler
        assert answers(assistant)
        ended, said = forks.run("consult", home, questions=[QUESTION])
        assert ended == 0
        assert said[-1]["seen"][1][0], said
        filler.unlink()
        assert not assistant.ingest(more).failed
        assert answers(assistant)
        assert len(assistant.documents()) == 13
        assert assistant.verify().findings == ()


def test_a_process_that_starts_on_a_full_disk_answers_too(forks: Zygote, small: Path, write: Write) -> None:
    """SQLite wants 32 kB of its own for the first process that reads; what a killed writer left is read as well."""
    home = small / "home"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", RULE)])
    folder = write("乙.txt", text_of("乙", 0)).parent
    for killed_at in ("catalogue.ready", "catalogue.pending"):
        forks.run("ingest_files", home, fault_at=killed_at, folder=str(folder))
        for shared in home.glob("*-shm"):
            shared.unlink()
        filler = fill(small)
        ended, said = forks.run("consult", home, questions=[QUESTION])
        assert ended == 0
        assert "seen" in said[-1], said
        assert any(said[-1]["seen"][1])
        filler.unlink()
        write("丙.txt", text_of("丙", 0))
    with Assistant(Settings(home=home)) as assistant:
        assert not assistant.ingest([folder]).failed
        assert assistant.verify().findings == ()


def test_a_full_folder_for_temporary_files_stops_neither_questions_nor_documents(
    forks: Zygote, small: Path, home: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(small)
    monkeypatch.setenv("TMPDIR", str(small))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with Assistant(Settings(home=home)) as assistant:
        assert assistant.ingest([write("甲.txt", RULE)]).count("added") == 1
        assert answers(assistant)
        assert assistant.rebuild().documents == 1
        assert assistant.verify().findings == ()


def test_a_purge_on_a_full_disk_is_finished_when_there_is_space(small: Path, write: Write) -> None:
    home = small / "home"
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", RULE), write("乙.txt", text_of("乙", 0, paragraphs=60))])
        gone = next(row.id for row in assistant.documents() if row.path.endswith("乙.txt"))
        filler = fill(small, but=120 * 1024)
        with pytest.raises(LibraryUnavailable) as caught:
            assistant.purge([gone])
        assert caught.value.key == "disk_full"
        assert answers(assistant)
        filler.unlink()
    with Assistant(Settings(home=home)) as assistant:
        if gone in [row.id for row in assistant.documents()]:
            assert assistant.purge([gone]).is_clean
        assert assistant.verify().findings == ()
        assert len(assistant.documents()) == 1


def test_a_home_that_becomes_read_only_is_read_on(home: Path, write: Write) -> None:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", RULE)])
        if subprocess.run(["mount", "--bind", str(home), str(home)], capture_output=True, check=False).returncode:
            pytest.skip("mounting is not allowed here")
        subprocess.run(["mount", "-o", "remount,ro,bind", str(home)], check=True)
        try:
            assert answers(assistant)
            with pytest.raises(LibraryUnavailable) as caught:
                assistant.ingest([write("乙.txt", RULE.replace("甲", "乙"))])
            assert caught.value.key == "library_not_writable"
        finally:
            subprocess.run(["umount", "--lazy", str(home)], check=True)
        assert assistant.ingest([write("乙.txt", RULE.replace("甲", "乙"))]).count("added") == 1
        assert assistant.verify().findings == ()


def test_a_home_that_vanishes_is_named_and_used_again_when_it_is_back(home: Path, write: Write) -> None:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", RULE)])
        home.rename(home.with_name("elsewhere"))
        with pytest.raises(LibraryUnavailable) as caught:
            assistant.retrieve(QUESTION)
        assert str(home) in str(caught.value)
        assert not home.exists()
        home.with_name("elsewhere").rename(home)
        assert answers(assistant)
        assert assistant.ingest([write("乙.txt", RULE.replace("甲", "乙"))]).count("added") == 1
        assert assistant.verify().findings == ()


@pytest.fixture
def somebody_else() -> Iterator[Callable[[], None]]:
    """Become a user without rights, until the test ends; skips where one cannot."""
    if os.getuid() != 0:
        pytest.skip("only root can become somebody else")
    yield lambda: os.setresuid(NOBODY, NOBODY, 0)
    os.setresuid(0, 0, 0)


@pytest.mark.parametrize(
    ("folder", "file", "readable"), [(0o755, 0o644, True), (0o700, 0o600, False), (0o777, 0o644, True)]
)
def test_files_of_another_owner_are_read_where_they_can_be(
    tmp_path: Path, write: Write, somebody_else: Callable[[], None], folder: int, file: int, readable: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        new = write("乙.txt", RULE.replace("甲", "乙"))
        with Assistant(Settings(home=home)) as assistant:
            assistant.ingest([write("甲.txt", RULE)])
            assert answers(assistant)
        Path(place).chmod(0o755)
        for path in (home, *home.rglob("*")):
            path.chmod(folder if path.is_dir() else file)
        somebody_else()
        try:
            if readable:
                with Assistant(Settings(home=home)) as assistant:
                    assert answers(assistant)
                    assert refused_as(lambda: assistant.ingest([new])) == "library_not_writable"
            else:
                assert refused_as(lambda: Assistant(Settings(home=home))) == "library_unreadable"
        finally:
            os.setresuid(0, 0, 0)
