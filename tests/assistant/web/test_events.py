"""How the page's events run: in order where order counts, and none unheard that carries what people wrote or chose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.desk.desk import Desk
from assistant.web.draft_tab import DraftTab
from assistant.web.events import DESK, DRAFTING
from assistant.web.site import Site


@pytest.fixture
def drafting(home: Path, tmp_path: Path, build: Any) -> Any:
    """The events of the tab that drafts, and the editor of each kind of draft."""

    def made() -> tuple[list[Any], list[Any]]:
        with gr.Blocks(analytics_enabled=False) as page, gr.Tabs():
            tab = DraftTab(Site(None, tmp_path, "zh"), Desk(home))  # type: ignore[arg-type]
            tab.listen(page)
        return [*page.fns.values()], [form._editor for form in (tab.plan, tab.progress, tab.remarks)]

    return build(made)


def test_whatever_shows_or_changes_a_draft_goes_one_by_one(drafting: Any) -> None:
    """But for drafting itself, which takes a while: a change that ran beside another would work on what is old."""
    events, editors = drafting
    opened = [editor.parts.opened for editor in editors]
    of_drafts = [each for each in events if any(one in each.outputs for one in opened)]
    assert len(of_drafts) > 20
    for each in of_drafts:
        assert each.concurrency_id in (DESK["concurrency_id"], DRAFTING["concurrency_id"]), each.name
    assert DESK["concurrency_limit"] == 1


def test_nothing_written_into_a_cell_or_chosen_in_a_field_goes_unheard(drafting: Any) -> None:
    """A field that its own answer writes into is read anew for a choice that had to wait: the choice would be gone."""
    events, editors = drafting
    for parts in (editor.parts for editor in editors):
        for field in (parts.table, parts.drafts, parts.row):
            modes = {
                each.trigger_mode
                for each in events
                if any(trigger in ("edit", "input", "select") for at, trigger in each.targets if at == field._id)
            }
            assert modes == {"multiple"}, field.elem_id
