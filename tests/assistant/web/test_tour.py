"""First hints, over the sample corpus only, for what the reader may do."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.people.viewer import SOLE, Role, Viewer
from assistant.web import tour as touring
from assistant.web.site import Site
from assistant.web.tour import Tour

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})


def made(build: Any, folder: Path, questions: list[str]) -> Any:
    def make() -> Tour:
        with gr.Blocks(analytics_enabled=False):
            return Tour(Site(SimpleNamespace(starter_questions=lambda: questions), folder, None))  # type: ignore[arg-type]

    return build(make)


def test_a_library_of_ones_own_needs_no_tour(build: Any, tmp_path: Path) -> None:
    assert made(build, tmp_path, []).arrive(ZH) == ""


@pytest.mark.parametrize(
    ("viewer", "hints"), [(SOLE, 4), (Viewer("甲", Role.READER), 3), (Viewer("乙", Role.DRAFTER), 4)]
)
def test_hints_are_of_what_the_reader_may_do(
    build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, viewer: Viewer, hints: int
) -> None:
    monkeypatch.setattr(touring, "viewer_of", lambda _: viewer)
    shown = made(build, tmp_path, ["整改期限是多久？"]).arrive(ZH)
    assert shown.count('class="hint"') == hints
    assert ("起草" in shown) == (hints == 4)
    assert shown.startswith("<section")
