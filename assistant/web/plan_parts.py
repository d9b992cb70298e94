"""What the plan editor is made of: the components, laid out. It connects no event and knows no plan."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.drafting.editing import FIELDS
from assistant.web.draft_editor import SMALL
from assistant.web.language import label
from assistant.web.plan_files import KINDS
from assistant.web.row_editor import RowParts

COLUMNS = tuple(FIELDS)
"""The columns of the table behind the id of the measure."""
_WIDTHS: list[str | int] = ["90px", "320px", *["130px"] * (len(COLUMNS) - 1)]


class PlanParts(RowParts):
    """The components of one editor."""

    def __init__(self, places: gr.State) -> None:
        self.section_read = gr.State("")
        """The text of the chosen section as it was read."""
        super().__init__("plan", label("editor_drafts"), KINDS, places)

    def _lay_out(self) -> gr.Dataframe:
        with gr.Accordion(label("editor_table"), open=True, elem_id="plan-table-box"):
            table = self.cells(len(COLUMNS), _WIDTHS)
            self.lay_out_row()
        with gr.Accordion(label("editor_sections"), open=False, elem_id="plan-sections-box"):
            self.section = gr.Dropdown([], value=None, label=label("editor_section"), elem_id="plan-section")
            self.section_text = gr.Textbox(label=label("editor_section_text"), lines=6, elem_id="plan-section-text")
            self.save_section = gr.Button(label("editor_save_section"), elem_id="plan-save-section", size="sm")
        return table

    def lay_out_more(self) -> None:
        self.add = gr.Button(label("editor_add"), elem_id="plan-add", **SMALL)
        self.remove = gr.Button(label("editor_remove"), elem_id="plan-remove", **SMALL)

    @property
    def outputs(self) -> list[Any]:
        return [*super().outputs, self.section, self.section_text, self.section_read]
