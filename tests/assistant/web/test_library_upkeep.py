"""Checking, rebuilding and switching from the page: what is under way is said, then what came of it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.errors import LibraryUnavailable
from assistant.library.maintenance import Rebuilt
from assistant.library.standing import SwitchStanding
from assistant.library.switching import Switched
from assistant.library.verifying import Verification
from assistant.web.library_upkeep import LibraryUpkeep
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


class Shelf:
    """A library in one embedder."""

    def __init__(self) -> None:
        self.names = ("static-zh", "static-zh")
        self.busy = False

    def embedders(self) -> tuple[str, str]:
        return self.names

    def verify(self) -> Verification:
        return Verification(2, 14, 2, 14, 14, 14, ())

    def rebuild(self) -> Rebuilt:
        if self.busy:
            raise LibraryUnavailable("library_busy", path="/a")
        return Rebuilt(2, 14)

    def switch_to(self, embedder: str, watch: Callable[[SwitchStanding], None]) -> Switched:
        watch(SwitchStanding(False, 7, 14, 7, 1.0))
        self.names = (embedder, "static-zh")
        return Switched("static-zh", embedder, 14, 0, True)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def upkeep(shelf: Shelf, tmp_path: Path, build: Any) -> Any:
    def make() -> LibraryUpkeep:
        with gr.Blocks(analytics_enabled=False):
            return LibraryUpkeep(Site(shelf, tmp_path, None))  # type: ignore[arg-type]

    return build(make)


def test_a_check_of_the_library_says_what_was_looked_at(upkeep: Any) -> None:
    shown = upkeep.verify(ZH)[upkeep._reply]
    assert "14 段" in shown
    assert "资料库完好" in shown


def test_after_a_switch_the_page_says_that_the_settings_name_the_old_one(upkeep: Any) -> None:
    assert "设置" not in upkeep.arrive(ZH)[upkeep._embedder]
    *during, last = upkeep.switch(" bge ", ZH)
    assert "正在进行" in during[0][upkeep._reply]
    assert "换成“bge”" in during[-1][upkeep._reply]
    assert "请把设置 embedder 改成前者" in last[upkeep._embedder]


def test_a_switch_to_nothing_is_refused(upkeep: Any) -> None:
    (update,) = upkeep.switch(" ", ZH)
    assert "请先填写" in update[upkeep._reply]


def test_a_rebuild_says_how_much_was_written(upkeep: Any) -> None:
    *_, last = upkeep.rebuild(ZH)
    assert "2 份资料" in last[upkeep._reply]


def test_a_library_that_is_being_written_is_not_rebuilt(upkeep: Any, shelf: Shelf) -> None:
    shelf.busy = True
    *_, last = upkeep.rebuild(ZH)
    assert "role" in last[upkeep._reply]
    assert LibraryUnavailable("library_busy", path="").in_language("zh")[:3] in last[upkeep._reply]
