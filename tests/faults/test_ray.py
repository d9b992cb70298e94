"""Reading on the machines of a Ray cluster gives what reading here gives, and loses no file when one of them dies."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.cli import run
from assistant.errors import UsageError
from assistant.library import ray_workers
from assistant.library.file_work import FileWork, Task
from assistant.library.ray_workers import Orders
from assistant.settings import Settings

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

Write = Callable[[str, str], Path]

ARTICLES = "\n".join(f"第{n}条　整改方案应当在{n * 5}个工作日内报送，逾期的予以通报。" for n in "一二三四五六七八九")


@pytest.fixture
def ray() -> Any:
    """Ray, which is an extra, loaded as the program loads it."""
    if find_spec("ray") is None:
        pytest.skip("the extra [ray] is not installed")
    return ray_workers._imported(ray_workers.LOCAL)


@pytest.fixture
def folder(write: Write) -> Path:
    for number in range(20):
        write(f"{number:02}.txt", f"第{number}号办法\n{ARTICLES}\n编号{number}。")
    write("空.txt", "")
    return write("03副本.txt", (write("03.txt", f"丙办法\n{ARTICLES}")).read_text(encoding="utf-8")).parent


def rows_of(home: Path) -> list[tuple[Any, ...]]:
    """Everything that is stored of passages, vectors included."""
    connection = sqlite3.connect(home / "catalogue.sqlite3")
    try:
        return connection.execute("SELECT * FROM passages ORDER BY number").fetchall()
    finally:
        connection.close()


def read_with(monkeypatch: pytest.MonkeyPatch, ray: Any, read: Callable[[Task, Orders], FileWork]) -> None:
    """Have workers run another function, which they need not be able to import."""
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr(ray_workers, "read_and_embed", read)


def test_a_cluster_reads_what_one_process_reads(home: Path, tmp_path: Path, folder: Path, ray: Any) -> None:
    reports = []
    for place, address in ((home, None), (tmp_path / "ray", "local")):
        with Assistant(Settings(home=place, workers=2)) as assistant:
            reports.append(assistant.ingest([folder], ray=address))
            assert assistant.verify().findings == ()
    assert reports[0] == reports[1]
    assert rows_of(home) == rows_of(tmp_path / "ray")
    assert not ray.is_initialized()


def test_vectors_are_made_where_files_are_read(
    home: Path, folder: Path, ray: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Assistant(Settings(home=home, workers=2)) as assistant:
        encoder = assistant.store.encoder
        monkeypatch.setattr(type(encoder), "encode_documents", lambda *_: pytest.fail("the writer embedded"))
        report = assistant.ingest([folder / "01.txt"], ray="local")
    assert report.count("added") == 1


def test_the_command_says_what_became_of_each_file(
    home: Path, folder: Path, ray: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(home), "ingest", str(folder), "--ray", "local"]) == 1
    printed = capsys.readouterr()
    assert "空.txt" in printed.err
    assert printed.out.count("已导入") == 20


def dies_of_one_file(task: Task, orders: Orders) -> FileWork:
    if task.path.name == "致命.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    from assistant.library.ray_workers import read_and_embed

    return read_and_embed(task, orders)


def test_a_file_that_ends_its_worker_is_tried_three_times_and_the_others_are_read(
    home: Path, folder: Path, ray: Any, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    read_with(monkeypatch, ray, dies_of_one_file)
    write("致命.txt", f"丁办法\n{ARTICLES}")
    with Assistant(Settings(home=home, workers=2)) as assistant:
        report = assistant.ingest([folder], ray="local")
        outcomes = {Path(file.path).name: file.outcome for file in report.files}
        (said,) = [file.message for file in report.files if Path(file.path).name == "致命.txt"]
        kills = assistant.store.catalogue.kills()
    assert {name for name, outcome in outcomes.items() if outcome == "rejected"} == {"致命.txt", "空.txt"}
    assert "3" in said
    assert list(kills.values()) == [1]


class TwoMachines:
    """A cluster of a head without processors and two machines with one each, all here."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        self._cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        self.machines = [self._cluster.add_node(num_cpus=1) for _ in range(2)]
        self.address = str(self._cluster.address)

    def kill(self, machine: Any) -> None:
        self._cluster.remove_node(machine, allow_graceful=False)

    def close(self) -> None:
        self._cluster.shutdown()


@pytest.fixture
def machines(ray: Any) -> Iterator[TwoMachines]:
    cluster = TwoMachines()
    yield cluster
    ray.shutdown()
    cluster.close()


def takes_its_time(task: Task, orders: Orders) -> FileWork:
    from assistant.library.ray_workers import read_and_embed

    time.sleep(1.0)
    return read_and_embed(task, orders)


def test_a_machine_that_dies_loses_no_file(
    home: Path, folder: Path, ray: Any, machines: TwoMachines, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with(monkeypatch, ray, takes_its_time)
    death = threading.Timer(4.0, machines.kill, [machines.machines[1]])
    with Assistant(Settings(home=home)) as assistant:
        death.start()
        report = assistant.ingest([folder], ray=machines.address)
        assert death.finished.is_set()
        death.join()
        assert assistant.verify().findings == ()
    assert report.count("added") == 20
    assert report.count("rejected") == 1  # the empty one
    assert not assistant_kills(home)


def assistant_kills(home: Path) -> dict[str, int]:
    with Assistant(Settings(home=home)) as assistant:
        return assistant.store.catalogue.kills()


def test_a_cluster_that_is_not_there_is_named(home: Path, folder: Path, ray: Any) -> None:
    with Assistant(Settings(home=home)) as assistant, pytest.raises(UsageError) as caught:
        assistant.ingest([folder], ray="127.0.0.1:9")
    assert caught.value.key == "ray_unreachable"
    assert "127.0.0.1:9" in str(caught.value)
