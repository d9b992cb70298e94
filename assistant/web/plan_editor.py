"""A plan to work on: its measures as a table, its sections, its rows one by one; every change is kept at once.

The desk holds the plan. The page shows what it held last, and says what it could not change and why.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.drafting.editing import Edit
from assistant.errors import AssistantError, NotInLibrary
from assistant.export.places import place_in_words
from assistant.export.plan_drafts import PlanDraft
from assistant.web import plan_view
from assistant.web.draft_desk import Opened
from assistant.web.events import DESK, DRAFTING, TOLD, Updates
from assistant.web.forms import remark
from assistant.web.plan_desk import OpenedPlan, PlanDesk, row_edits
from assistant.web.plan_files import plan_files
from assistant.web.plan_parts import COLUMNS, PlanParts
from assistant.web.row_editor import RowEditor
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.drafting.records import Plan
    from assistant.records import Document
    from assistant.web.site import Site


class PlanEditor(RowEditor[PlanDraft]):
    """The editor of plans on one page."""

    columns = COLUMNS
    desk: PlanDesk
    parts: PlanParts

    def __init__(self, site: Site, desk: PlanDesk, places: gr.State) -> None:
        super().__init__(site, desk, PlanParts(places))

    def connect(self, page: gr.Blocks, tab: gr.Tab, file: gr.File) -> None:
        """Connect the events; `file` holds the feedback document where it was uploaded."""
        self.listen(page, tab)
        self.listen_to_rows()
        parts, opened, outputs = self.parts, self.parts.opened, self.parts.outputs
        parts.add.click(self.add, [opened, parts.row], outputs, **DESK)
        parts.remove.click(self.remove, [opened, parts.row], outputs, **DESK)
        self.tell_at_once()
        anew = parts.anew.click(self.propose, [opened, parts.row], outputs, **DRAFTING)
        parts.section.input(
            self.read_section, [opened, parts.section], [parts.section_text, parts.section_read], **TOLD
        )
        said = [opened, parts.section, parts.section_text, parts.section_read]
        # Whoever turns to another section has not pressed the button.
        for saving in (parts.save_section.click, parts.section_text.blur):
            saving(self.save_section, said, outputs, **DESK)
        self.watch_over(anew, parts.make.click(self.make_files, [opened, file], outputs, **DESK))

    def keep(self, plan: Plan, source: Path | Document, title: str, request: gr.Request) -> Updates:
        """Put a plan that was drafted on the desk and show it; where it cannot be kept, show it and say so."""
        named = source.name if isinstance(source, Path) else source.id
        try:
            opened = self.desk.keep(viewer_of(request).name, PlanDraft(plan), title, named)
        except AssistantError as error:
            language = self.language(request)
            return self.close() | self.text(PlanDraft(plan), language) | self.refused(error, request)
        file = str(source) if isinstance(source, Path) else None
        return self.nothing_pending(self.shown(opened, request)) | self._files(opened, file, request)

    def add(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """One more measure for the finding of the row."""
        if opened is None or row is None:
            return self.choose_first(request)
        parent = row.rpartition("-")[0]
        return self.change_row(request, row, lambda owner: self.desk.add_measure(owner, opened, parent))

    def remove(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """Take the row out."""
        if opened is None or row is None:
            return self.choose_first(request)
        if row in opened.draft.locked:
            return self.is_locked(row, request)
        return self.change_row(request, row, lambda owner: self.desk.remove_measure(owner, opened, row))

    def propose(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """Draft a row anew and show what would change; nothing changes before somebody says so."""
        if opened is None or row is None:
            return self.choose_first(request)
        if row in opened.draft.locked:
            return self.is_locked(row, request)
        try:
            finding, citations = self._site.assistant_for(request).redraft(opened.draft.plan, row.rpartition("-")[0])
            measure = next(each for each in finding.measures if each.id == row)
        except AssistantError as error:
            return self.refused(error, request)
        except (KeyError, StopIteration):
            # An advice of the inspection is the inspection's words, and a row that a person added is that person's.
            return {self.parts.notice: remark(self.say("editor_not_drafted", request))}
        return self.offered(opened, row, (measure, citations), row_edits(opened, measure), request)

    def read_section(self, opened: OpenedPlan | None, section: str | None) -> Updates:
        """Show the text of a section."""
        text = "" if opened is None or section is None else opened.shown.get(section, "")
        return {self.parts.section_text: text, self.parts.section_read: text}

    def save_section(
        self, opened: OpenedPlan | None, section: str | None, text: str, read: str, request: gr.Request
    ) -> Updates:
        """Keep the text of a section, if the desk still says what was read when it was chosen."""
        if opened is None or section is None or text == read:
            return self.unchanged()
        after = self.attempt(request, lambda owner: self.desk.edit(owner, opened, [Edit(section, read, text)]))
        now = after.get(self.parts.opened)
        if isinstance(now, Opened) and not now.conflicts:
            after[self.parts.section_read] = now.shown.get(section, "")
        return after

    def nothing_pending(self, shown: Updates) -> Updates:
        """With no row or section of the plan before, which would go into the one that is shown now."""
        section = {**shown.get(self.parts.section, gr.update()), "value": None}
        return super().nothing_pending(shown) | {self.parts.section: section} | self.read_section(None, None)

    # --- files

    def make_files(self, opened: OpenedPlan | None, file: str | None, request: gr.Request) -> Updates:
        """Lay the files of the plan ready as it is now."""
        if opened is None:
            return self.unchanged()
        try:
            # Another page may have changed it: files are of what the desk holds.
            latest = self.desk.open(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return self.refused(error, request)
        return self.files_ready(request) | self._files(latest, file, request)

    # --- what is shown

    def headers(self, request: gr.Request) -> list[str]:
        return [self.say(f"editor_{name}", request) for name in COLUMNS]

    def rows(self, opened: OpenedPlan) -> list[list[str]]:
        shown = opened.shown
        return [
            [measure.id, *(shown[f"{measure.id}.{name}"] for name in COLUMNS)]
            for measure in opened.draft.plan.measures()
        ]

    def headlines(self, opened: OpenedPlan) -> dict[str, str]:
        return {measure.id: measure.text for measure in opened.draft.plan.measures()}

    def text(self, draft: PlanDraft, language: str) -> Updates:
        key, plan = secrets.token_hex(16), draft.plan
        return {
            self.parts.text: plan_view.plan(plan, key, language),
            self.parts.places: {key: plan_view.places_of(plan)},
        }

    def shown(self, opened: OpenedPlan, request: gr.Request) -> Updates:
        """A plan of the desk, with its sections to choose from."""
        plan = opened.draft.plan
        sections = [(section.title, f"outline.{at}") for at, section in enumerate(plan.outline, start=1)]
        sections += [(place_in_words(where), where) for where in ("plan.received_on", "plan.deadline")]
        return super().shown(opened, request) | {self.parts.section: gr.update(choices=sections)}

    def _files(self, opened: OpenedPlan, file: str | None, request: gr.Request) -> Updates:
        language, plan = self.language(request), opened.draft.plan
        assistant = self._site.assistant_for(request)
        path = Path(file) if file is not None and Path(file).name == opened.heading.source else None
        try:
            assistant.document(opened.heading.source)
            is_proved = True
        except NotInLibrary:
            is_proved = path is not None
        try:
            files = plan_files(
                plan,
                (lambda cited: assistant.evidence_of(cited, path, model=plan.model or None)) if is_proved else None,
                self._site.files_for(request),
                language,
            )
        except AssistantError as error:
            return self.refused(error, request)
        unproved = {} if is_proved else {self.parts.notice: remark(self.say("editor_no_pack", request))}
        return unproved | {self.parts.make: gr.update(visible=False)} | self.parts.downloads.offer(files)
