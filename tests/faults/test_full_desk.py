"""A full disk under conversations and drafts: named, nothing half, and all there once there is space."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from assistant.composing.composer import Delta
from assistant.desk.desk import Desk
from assistant.desk.records import DraftKind, Standing
from assistant.errors import LibraryUnavailable
from assistant.web.conversation import Turn
from assistant.web.making import Makings
from tests.assistant.web.talking import ANSWER, wait_for

pytestmark = pytest.mark.faults


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB; skips where mounting is not allowed."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> Path:
    path = place / "filler"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return path


def test_an_answer_that_ends_on_a_full_disk_is_shown_and_kept_when_there_is_space(small: Path) -> None:
    desk = Desk(small)
    makings = Makings(desk)
    _, key = desk.conversations.ask("甲", "谁负责？", {})
    goes_on = Event()

    def events() -> Any:
        yield Delta("书记负责。" * 3000)
        goes_on.wait(10)
        yield ANSWER

    filler = fill(small)
    makings.start("甲", Turn("谁负责？", key), events, "zh")
    goes_on.set()
    wait_for(lambda: (turn := makings.turn(key)) is not None and turn.unkept)
    turn = makings.turn(key)
    assert turn is not None
    assert turn.answer == ANSWER
    assert "磁盘已满" in str(turn.unkept)
    assert desk.conversations.turn("甲", key).question == "谁负责？"
    filler.unlink()
    wait_for(lambda: makings.turn(key) is None)
    assert desk.conversations.turn("甲", key).standing is Standing.DONE
    desk.close()


def test_a_draft_that_cannot_be_saved_keeps_its_last_confirmed_version(small: Path) -> None:
    desk = Desk(small)
    draft_id = desk.drafts.create("甲", DraftKind.PLAN, "方案", "", {"text": "一"}).id
    filler = fill(small)
    with pytest.raises(LibraryUnavailable) as caught:
        desk.drafts.save("甲", draft_id, {"text": "二" * 20_000}, 1)
    assert caught.value.key == "disk_full"
    assert desk.drafts.open("甲", draft_id).state == {"text": "一"}
    filler.unlink()
    assert desk.drafts.save("甲", draft_id, {"text": "二" * 20_000}, 1).version == 2
    desk.close()
