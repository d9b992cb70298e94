"""The tab that drafts: a rectification plan, the report on its progress, what is said at meetings; a form each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from assistant.desk.records import DraftKind
from assistant.web.language import label
from assistant.web.manuscript_desk import ManuscriptDesk
from assistant.web.plan_desk import PlanDesk
from assistant.web.plan_form import PlanForm
from assistant.web.progress_form import ProgressForm
from assistant.web.remarks_form import RemarksForm

if TYPE_CHECKING:
    from assistant.desk.desk import Desk
    from assistant.web.site import Site


class DraftTab:
    """The tab. `places` holds what the links of each form's draft open."""

    def __init__(self, site: Site, desk: Desk) -> None:
        with gr.Tab(label("tab_draft"), visible=False) as self.tab, gr.Tabs():
            self.plan = PlanForm(site, PlanDesk(desk.drafts))
            self.progress = ProgressForm(site, ManuscriptDesk(desk.drafts, DraftKind.PROGRESS))
            self.remarks = RemarksForm(site, ManuscriptDesk(desk.drafts, DraftKind.REMARKS))

    @property
    def places(self) -> tuple[gr.State, ...]:
        return *self.plan.all_places, self.remarks.places

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events of the forms."""
        self.plan.listen(page, self.tab)
        self.progress.listen(page, self.tab)
        self.remarks.listen(page, self.tab)
