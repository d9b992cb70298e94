"""A library is switched to another embedder by one process while others ask it all the time: no question fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.application import Assistant
from assistant.library.catalogue import Catalogue
from assistant.library.coming import ComingCatalogue
from assistant.library.traces import Needles, search, vector_needles
from assistant.settings import Settings
from tests.embedders import small_static, tiny_bert
from tests.faults.crash_child import marked
from tests.faults.killing import ROOT, Zygote, text_of, wait_for

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

READERS = 3
OTHERS = 120
ENOUGH = 20
"""Answers of each reader before the switch and after it."""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(8):
        (folder / f"静{number}.txt").write_text(marked(f"静{number}", 0), encoding="utf-8")
    for number in range(OTHERS):
        (folder / f"{number:03}.txt").write_text(text_of(f"第{number}号", 0), encoding="utf-8")
    return folder


@pytest.fixture
def filled(home: Path, files: Path) -> Path:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([files])
    return home


def vectors_in(home: Path) -> Needles:
    with closing(Catalogue(home / "catalogue.sqlite3")) as catalogue:
        return vector_needles(np.concatenate([each for _, _, each, _ in catalogue.vectors()]).astype(np.float16))


def started(home: Path, embedder: str) -> subprocess.Popen[str]:
    """The command, as a person starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", "--home", str(home), "embedder", "switch"],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_EMBEDDER": embedder},
        stderr=subprocess.PIPE,
        text=True,
    )


def switched_by_command(forks: Zygote, home: Path, tmp_path: Path) -> tuple[str, Any]:
    """To a transformer, by the command; too few passages for a base."""
    wanted = tiny_bert(tmp_path / "新模型")

    def switch() -> None:
        command = started(home, wanted)
        _, errors = command.communicate(timeout=300)
        assert command.returncode == 0, errors

    return wanted, switch


def switched_with_bases(forks: Zygote, home: Path, tmp_path: Path) -> tuple[str, Any]:
    """To a static model, from a base to a base."""
    wanted = small_static(tmp_path / "新模型")
    forks.run("rebuild", home)

    def switch() -> None:
        ended, said = forks.run("switch", home, embedder=wanted)
        assert (ended, said[-1][0]) == (0, "done"), said

    return wanted, switch


@pytest.mark.parametrize("prepare", [switched_by_command, switched_with_bases])
def test_no_question_fails_while_the_embedder_is_switched(
    forks: Zygote, filled: Path, tmp_path: Path, prepare: Any
) -> None:
    wanted, switch = prepare(forks, filled, tmp_path)
    old = vectors_in(filled)
    enough = tmp_path / "enough"
    readers = [forks.start("ask_on", filled, seed=seed, until_there=str(enough)) for seed in range(READERS)]
    try:
        wait_for(lambda: all(len(reader.said()) > ENOUGH for reader in readers))
        switch()
        at = [len(reader.said()) for reader in readers]
        wait_for(lambda: all(len(reader.said()) > then + ENOUGH for reader, then in zip(readers, at, strict=True)))
    finally:
        enough.touch()
        ended = [reader.wait() for reader in readers]
    assert ended == [0] * READERS
    told = [reader.said() for reader in readers]
    assert [each.pop() for each in told] == [["done"]] * READERS, told
    answers = [answer for each in told for answer in each]
    failed = [answer for answer in answers if not answer[0] or answer[1] < 0.995 or answer[2]]
    names = {name for *_, name, _ in answers}
    slowest = max(seconds for *_, seconds in answers)
    print(f"{len(answers)} questions, {len(failed)} failed, slowest {slowest:.2f} s")
    assert failed == []
    assert names == {"static-zh", "新模型"}
    with Assistant(Settings(home=filled, embedder=wanted)) as assistant:
        assert assistant.verify().findings == ()
    assert search(filled, old).traces == ()


def test_ctrl_c_keeps_what_was_encoded(filled: Path, tmp_path: Path) -> None:
    wanted = tiny_bert(tmp_path / "新模型")
    switch = started(filled, wanted)
    with closing(ComingCatalogue(filled / "catalogue.sqlite3")) as coming:
        wait_for(lambda: coming.count() > 0)
        switch.send_signal(signal.SIGINT)
        _, errors = switch.communicate(timeout=60)
        kept = coming.count()
    assert switch.returncode == 130
    assert "接着算" in errors
    assert "Traceback" not in errors
    with Assistant(Settings(home=filled)) as assistant:
        assert 0 < kept < assistant.store.catalogue.counts()[1]
        assert assistant.ask("静0号通报").degraded == ()
    assert Assistant.switch_embedder(Settings(home=filled, embedder=wanted)).reused == kept


def test_documents_come_in_while_another_process_switches(filled: Path, files: Path, tmp_path: Path) -> None:
    wanted = tiny_bert(tmp_path / "新模型")
    switch = started(filled, wanted)
    with Assistant(Settings(home=filled)) as assistant:
        number = 0
        while switch.poll() is None or number < 3:
            number += 1
            assert not assistant.ingest([_written(files / f"新{number}.txt", number)]).failed
            time.sleep(0.05)
        _, errors = switch.communicate(timeout=60)
        assert switch.returncode == 0, errors
        assert len(assistant.documents()) == 8 + OTHERS + number
    with Assistant(Settings(home=filled, embedder=wanted)) as assistant:
        assert assistant.verify().findings == ()
        assert {vectors.shape[1] for _, _, vectors, _ in assistant.store.catalogue.vectors()} == {32}
    print(f"{number} documents came in")


def _written(path: Path, number: int) -> Path:
    path.write_text(text_of(f"新{number}", 0, paragraphs=2), encoding="utf-8")
    return path
