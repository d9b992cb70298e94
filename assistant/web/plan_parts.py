"""What the plan editor is made of: the components, laid out. It connects no event and knows no plan."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.drafting.editing import FIELDS
from assistant.web.downloads import Downloads
from assistant.web.language import label
from assistant.web.plan_files import KINDS

COLUMNS = tuple(FIELDS)
"""The columns of the table behind the id of the measure."""
_WIDTHS: list[str | int] = ["90px", "320px", *["130px"] * (len(COLUMNS) - 1)]


class PlanParts:
    """The components of one editor. `places` holds what the links of the plan open."""

    def __init__(self, places: gr.State) -> None:
        self.places = places
        self.opened = gr.State(None)
        """The plan as the page shows it."""
        self.proposed = gr.State(None)
        """A row as it was drafted anew, for somebody to take or leave."""
        self._lay_out()

    def _lay_out(self) -> None:
        with gr.Row(elem_id="plan-drafts-row"):
            self.drafts = gr.Dropdown([], value=None, label=label("editor_drafts"), elem_id="plan-drafts", scale=5)
            self.undo = gr.Button(label("editor_undo"), elem_id="plan-undo", size="sm", min_width=90, interactive=False)
            self.delete = gr.Button(label("editor_delete"), elem_id="plan-delete", size="sm", min_width=90)
        self.notice = gr.HTML(elem_id="plan-notice")
        with gr.Column(visible=False, elem_id="plan-editor") as self.editor:
            self._lay_out_files()
            with gr.Accordion(label("editor_table"), open=True, elem_id="plan-table-box"):
                self.table = gr.Dataframe(
                    headers=["", *COLUMNS],
                    type="array",
                    interactive=True,
                    wrap=True,
                    static_columns=[0],
                    column_widths=_WIDTHS,
                    max_height=520,
                    buttons=["fullscreen"],
                    show_label=False,
                    elem_id="plan-table",
                )
                self._lay_out_row()
            with gr.Accordion(label("editor_sections"), open=False, elem_id="plan-sections-box"):
                self._lay_out_sections()
        self.plan = gr.HTML(elem_id="plan", elem_classes="draft")

    def _lay_out_files(self) -> None:
        self.make = gr.Button(label("editor_make_files"), elem_id="plan-make-files", size="sm", visible=False)
        self.downloads = Downloads("plan", KINDS)

    def _lay_out_row(self) -> None:
        with gr.Row(elem_id="plan-row-tools"):
            self.row = gr.Dropdown([], value=None, label=label("editor_row"), elem_id="plan-row", scale=4)
            sized: dict[str, Any] = {"size": "sm", "min_width": 90}
            self.lock = gr.Button(label("editor_lock"), elem_id="plan-lock", **sized)
            self.unlock = gr.Button(label("editor_unlock"), elem_id="plan-unlock", visible=False, **sized)
            self.anew = gr.Button(label("editor_anew"), elem_id="plan-anew", **sized)
            self.add = gr.Button(label("editor_add"), elem_id="plan-add", **sized)
            self.remove = gr.Button(label("editor_remove"), elem_id="plan-remove", **sized)
        self.difference = gr.HTML(elem_id="plan-difference")
        with gr.Row(visible=False, elem_id="plan-apply-row") as self.deciding:
            self.apply = gr.Button(label("editor_apply"), variant="primary", elem_id="plan-apply", size="sm")
            self.discard = gr.Button(label("editor_discard"), elem_id="plan-discard", size="sm")

    def _lay_out_sections(self) -> None:
        self.section = gr.Dropdown([], value=None, label=label("editor_section"), elem_id="plan-section")
        self.section_text = gr.Textbox(label=label("editor_section_text"), lines=6, elem_id="plan-section-text")
        self.save_section = gr.Button(label("editor_save_section"), elem_id="plan-save-section", size="sm")

    @property
    def outputs(self) -> list[Any]:
        """The components that the updates of this editor are for."""
        return [
            self.opened,
            self.proposed,
            self.drafts,
            self.undo,
            self.notice,
            self.editor,
            self.make,
            self.table,
            self.row,
            self.lock,
            self.unlock,
            self.difference,
            self.deciding,
            self.section,
            self.section_text,
            self.plan,
            self.places,
            *self.downloads.outputs,
        ]
