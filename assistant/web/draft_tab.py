"""The tab that drafts: a rectification plan, the report on its progress, what is said at meetings; a form each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from assistant.web.language import label
from assistant.web.plan_form import PlanForm
from assistant.web.progress_form import ProgressForm
from assistant.web.remarks_form import RemarksForm

if TYPE_CHECKING:
    from assistant.web.site import Site


class DraftTab:
    """The tab. `places` holds what the links of each form's draft open."""

    def __init__(self, site: Site) -> None:
        with gr.Tab(label("tab_draft")) as self._tab, gr.Tabs():
            self.plan, self.progress, self.remarks = PlanForm(site), ProgressForm(site), RemarksForm(site)

    @property
    def places(self) -> tuple[gr.State, ...]:
        return self.plan.places, self.remarks.places

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events of the forms."""
        self.plan.listen(page, self._tab)
        self.progress.listen(page)
        self.remarks.listen(page, self._tab)
