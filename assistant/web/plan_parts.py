"""What the plan editor is made of: the components, laid out. It connects no event and knows no plan."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.drafting.editing import FIELDS
from assistant.web.draft_editor import SMALL, DraftParts
from assistant.web.language import label
from assistant.web.plan_files import KINDS

COLUMNS = tuple(FIELDS)
"""The columns of the table behind the id of the measure."""
_WIDTHS: list[str | int] = ["90px", "320px", *["130px"] * (len(COLUMNS) - 1)]


class PlanParts(DraftParts):
    """The components of one editor."""

    def __init__(self, places: gr.State) -> None:
        self.proposed = gr.State(None)
        """A row as it was drafted anew, for somebody to take or leave."""
        self.section_read = gr.State("")
        """The text of the chosen section as it was read."""
        super().__init__("plan", label("editor_drafts"), KINDS, places)

    def _lay_out(self) -> gr.Dataframe:
        with gr.Accordion(label("editor_table"), open=True, elem_id="plan-table-box"):
            table = self.cells(len(COLUMNS), _WIDTHS)
            self._lay_out_row()
        with gr.Accordion(label("editor_sections"), open=False, elem_id="plan-sections-box"):
            self.section = gr.Dropdown([], value=None, label=label("editor_section"), elem_id="plan-section")
            self.section_text = gr.Textbox(label=label("editor_section_text"), lines=6, elem_id="plan-section-text")
            self.save_section = gr.Button(label("editor_save_section"), elem_id="plan-save-section", size="sm")
        return table

    def _lay_out_row(self) -> None:
        with gr.Row(elem_id="plan-row-tools"):
            self.row = gr.Dropdown([], value=None, label=label("editor_row"), elem_id="plan-row", scale=4)
            self.lock = gr.Button(label("editor_lock"), elem_id="plan-lock", **SMALL)
            self.unlock = gr.Button(label("editor_unlock"), elem_id="plan-unlock", visible=False, **SMALL)
            self.anew = gr.Button(label("editor_anew"), elem_id="plan-anew", **SMALL)
            self.add = gr.Button(label("editor_add"), elem_id="plan-add", **SMALL)
            self.remove = gr.Button(label("editor_remove"), elem_id="plan-remove", **SMALL)
        self.difference = gr.HTML(elem_id="plan-difference")
        with gr.Row(visible=False, elem_id="plan-apply-row") as self.deciding:
            self.apply = gr.Button(label("editor_apply"), variant="primary", elem_id="plan-apply", size="sm")
            self.discard = gr.Button(label("editor_discard"), elem_id="plan-discard", size="sm")

    @property
    def outputs(self) -> list[Any]:
        own = [self.proposed, self.row, self.lock, self.unlock, self.difference, self.deciding]
        return [*super().outputs, *own, self.section, self.section_text, self.section_read]
