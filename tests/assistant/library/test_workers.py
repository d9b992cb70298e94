"""Reading in several processes gives what reading in one gives, and a process that dies takes one file with it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.library import workers
from assistant.settings import Settings

Write = Callable[[str, str], Path]

ARTICLES = "\n".join(f"第{n}条　整改方案应当在{n * 5}个工作日内报送，逾期的予以通报。" for n in "一二三四五六七八九")

DIES_OF_ONE_FILE = """
import os, signal
from assistant.library import file_work, worker_process
documents_in = file_work.documents_in
def deadly(contents, path, **options):
    if path.name == "致命.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return documents_in(contents, path, **options)
file_work.documents_in = deadly
worker_process.main()
"""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers begin with the first file, however small."""
    monkeypatch.setattr(workers, "_ALONE_BYTES", 0)
    monkeypatch.setattr(workers, "_WORTH_BYTES", 0)


@pytest.fixture
def deadly_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of which one file ends the process."""
    real = subprocess.Popen

    def started(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        is_worker = command[-1] == "assistant.library.worker_process"
        return real([sys.executable, "-c", DIES_OF_ONE_FILE] if is_worker else command, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(workers.subprocess, "Popen", started)


def mixed_folder(write: Write) -> Path:
    """Good files, twins, broken ones, an archive with a bad member, no documents."""
    for number in range(12):
        write(f"{number:02}.txt", f"第{number}号办法\n{ARTICLES}\n编号{number}。")
    write("03副本.txt", (write("03.txt", f"丙办法\n{ARTICLES}")).read_text(encoding="utf-8"))
    write("07.txt", "")
    write("图.bin", "没有")
    folder = write("08.txt", "网页&#x3001;清单&#x3001;台账。巡察发现问题。").parent
    (folder / "09.docx").write_bytes(b"PK\x03\x04 no archive")
    with zipfile.ZipFile(folder / "05.zip", "w") as archive:
        archive.writestr("甲.txt", f"甲办法\n{ARTICLES}")
        archive.writestr("空.txt", "")
        archive.writestr("图.png.bak", "x")
    return folder


def children() -> set[int]:
    """Processes of which this one is the parent."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:
            continue
        if int(rest.split()[1]) == os.getpid():
            found.add(int(name.split()[0]))
    return found


def test_several_processes_give_what_one_gives(tmp_path: Path, write: Write, at_once: None) -> None:
    folder = mixed_folder(write)
    results = []
    for count in (1, 3):
        with Assistant(Settings(home=tmp_path / f"home{count}", workers=count)) as assistant:
            report = assistant.ingest([folder])
            documents = [assistant.document(each.id) for each in assistant.documents()]
            pieces = [assistant.passages(document.id) for document in documents]
            results.append((report, documents, pieces, assistant.review()))
    assert results[0] == results[1]
    assert {file.outcome for file in results[1][0].files} == {"added", "unchanged", "rejected", "skipped"}


def test_no_process_is_left_behind(home: Path, write: Write, at_once: None) -> None:
    folder = mixed_folder(write)
    before = children()
    with Assistant(Settings(home=home, workers=3)) as assistant:
        assistant.ingest([folder])
        assert children() <= before


def test_a_worker_that_dies_takes_one_file_with_it(home: Path, write: Write, at_once: None, deadly_file: None) -> None:
    folder = write("致命.txt", f"丁办法\n{ARTICLES}").parent
    for number in range(8):
        write(f"{number}.txt", f"第{number}号办法\n{ARTICLES}")
    with Assistant(Settings(home=home, workers=2)) as assistant:
        outcomes = {Path(file.path).name: file.outcome for file in assistant.ingest([folder]).files}
        assert outcomes == {**{f"{number}.txt": "added" for number in range(8)}, "致命.txt": "rejected"}
        assert assistant.ingest([folder]).failed
        (last,) = [file for file in assistant.ingest([folder]).files if file.outcome == "rejected"]
        assert "隔离" in last.message


def test_the_second_of_two_equal_files_is_read_where_the_first_was_lost(
    home: Path, write: Write, at_once: None, deadly_file: None
) -> None:
    folder = write("致命.txt", f"丁办法\n{ARTICLES}").parent
    write("致命2.txt", f"丁办法\n{ARTICLES}")
    with Assistant(Settings(home=home, workers=2)) as assistant:
        outcomes = [file.outcome for file in assistant.ingest([folder]).files]
    assert outcomes == ["rejected", "added"]


def test_few_files_are_read_without_workers(home: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_started", lambda: pytest.fail("a worker was started for a handful of files"))
    with Assistant(Settings(home=home, workers=4)) as assistant:
        assert not assistant.ingest([write("甲.txt", ARTICLES)]).failed


def test_a_worker_loads_nothing_heavy() -> None:
    heavy = "{'chromadb', 'langchain_core', 'langchain_openai', 'gradio', 'torch', 'scipy', 'pydantic', 'tantivy'}"
    program = f"import sys, assistant.library.worker_process; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
