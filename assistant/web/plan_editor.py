"""A plan to work on: its measures as a table, its sections, its rows one by one; every change is kept at once.

The desk holds the plan. The page shows what it held last, and says what it could not change and why.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.desk.file import in_words
from assistant.drafting.editing import Edit
from assistant.drafting.records import Measure
from assistant.errors import AssistantError, NotInLibrary
from assistant.export.places import place_in_words
from assistant.export.plan_drafts import PlanDraft
from assistant.records import Citation
from assistant.web import plan_view
from assistant.web.draft_desk import Opened, edits_of
from assistant.web.editor_view import changes, conflicts, locked_out
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import language_of
from assistant.web.markup import joined
from assistant.web.plan_desk import OpenedPlan, PlanDesk, row_edits
from assistant.web.plan_files import plan_files
from assistant.web.plan_parts import COLUMNS, PlanParts
from assistant.web.visitors import viewer_of

if TYPE_CHECKING:
    from assistant.drafting.records import Plan
    from assistant.records import Document
    from assistant.web.site import Site

_HEADLINE = 24
"""Characters of a measure in a list to choose from."""
Proposed = tuple[Measure, tuple[Citation, ...]]
"""A measure, and what it numbers its sources by."""


class PlanEditor:
    """The editor of one page: its parts, and what happens to them."""

    def __init__(self, site: Site, desk: PlanDesk, places: gr.State) -> None:
        self._site, self._desk, self.parts = site, desk, PlanParts(places)

    def listen(self, page: gr.Blocks, tab: gr.Tab, file: gr.File) -> None:
        """Connect the events; `file` holds the feedback document where it was uploaded."""
        parts = self.parts
        page.load(self.arrive, parts.opened, [parts.drafts], **QUIET)
        tab.select(self.arrive, parts.opened, [parts.drafts], **QUIET)
        opened, outputs = parts.opened, parts.outputs
        parts.drafts.input(self.open, parts.drafts, outputs, **QUIET)
        parts.delete.click(self.delete, opened, outputs, **QUIET)
        parts.undo.click(self.undo, opened, outputs, **QUIET)
        parts.table.input(self.edit, [opened, parts.table], outputs, **QUIET)
        parts.table.select(self.choose, opened, [parts.row, parts.lock, parts.unlock], **QUIET)
        parts.row.input(self.chosen, [opened, parts.row], [parts.lock, parts.unlock], **QUIET)
        for button, does in (
            (parts.lock, self.lock),
            (parts.unlock, self.unlock),
            (parts.add, self.add),
            (parts.remove, self.remove),
        ):
            button.click(does, [opened, parts.row], outputs, **QUIET)
        anew = parts.anew.click(self.propose, [opened, parts.row], outputs, **DRAFTING)
        parts.apply.click(self.apply, [opened, parts.proposed], outputs, **QUIET)
        parts.discard.click(self.discard, None, [parts.proposed, parts.difference, parts.deciding], **QUIET)
        parts.section.input(self.read_section, [opened, parts.section], [parts.section_text], **QUIET)
        parts.save_section.click(self.save_section, [opened, parts.section, parts.section_text], outputs, **QUIET)
        making = parts.make.click(self.make_files, [opened, file], outputs, **DRAFTING)
        for event in (anew, making):
            event.failure(self.give_up, None, [parts.notice], **QUIET)

    # --- opening

    def arrive(self, opened: OpenedPlan | None, request: gr.Request) -> Updates:
        """Offer the plans that are on the desk; the one that is open stays chosen."""
        try:
            return {self.parts.drafts: self._offered(request, opened)}
        except AssistantError:
            return {self.parts.drafts: gr.update(choices=[], value=None)}

    def keep(self, plan: Plan, source: Path | Document, title: str, request: gr.Request) -> Updates:
        """Put a plan that was drafted on the desk and show it; where it cannot be kept, show it and say so."""
        named = source.name if isinstance(source, Path) else source.id
        try:
            opened = self._desk.keep(viewer_of(request).name, PlanDraft(plan), title, named)
        except AssistantError as error:
            language = self._language(request)
            return self.close() | self._read_only(plan, refusal(error.in_language(language)), language)
        file = str(source) if isinstance(source, Path) else None
        return self._shown(opened, request) | self._files(opened, file, request)

    def open(self, draft_id: str | None, request: gr.Request) -> Updates:
        """Show a plan of the desk."""
        if draft_id is None:
            return self.close()
        return self._attempt(request, lambda owner: self._desk.open(owner, draft_id))

    def close(self) -> Updates:
        """Show no plan."""
        return {
            self.parts.opened: None,
            self.parts.proposed: None,
            self.parts.drafts: gr.update(value=None),
            self.parts.undo: gr.update(interactive=False),
            self.parts.notice: "",
            self.parts.editor: gr.update(visible=False),
            self.parts.plan: "",
            self.parts.places: {},
        } | self.parts.downloads.withdraw()

    def delete(self, opened: OpenedPlan | None, request: gr.Request) -> Updates:
        """Delete the plan that is open, with all its versions."""
        if opened is None:
            return self._unchanged()
        try:
            self._desk.delete(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return {self.parts.notice: refusal(error.in_language(self._language(request)))}
        gone = remark(self._say("editor_deleted", request))
        return self.close() | {self.parts.drafts: self._offered(request, None), self.parts.notice: gone}

    # --- changing

    def edit(self, opened: OpenedPlan | None, rows: list[list[Any]], request: gr.Request) -> Updates:
        """Keep what was typed into the table."""
        if opened is None or not (edits := edits_of(rows, COLUMNS, opened.shown)):
            return self._unchanged()
        after = self._attempt(request, lambda owner: self._desk.edit(owner, opened, edits))
        now = after.get(self.parts.opened)
        if isinstance(now, Opened) and _as_typed(rows) == _rows(now):
            # The table says it already; sent again, it would take the cell away from whoever is typing in the next.
            del after[self.parts.table]
        return after

    def undo(self, opened: OpenedPlan | None, request: gr.Request) -> Updates:
        """Take the last change back."""
        if opened is None:
            return self._unchanged()
        return self._attempt(request, lambda owner: self._desk.undo(owner, opened))

    def lock(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """Lock a row: nothing changes it before it is unlocked."""
        return self._locked(opened, row, request, is_locked=True)

    def unlock(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """Unlock a row."""
        return self._locked(opened, row, request, is_locked=False)

    def _locked(self, opened: OpenedPlan | None, row: str | None, request: gr.Request, *, is_locked: bool) -> Updates:
        if opened is None or row is None:
            return self._choose_first(request)
        return self._attempt(request, lambda owner: self._desk.lock(owner, opened, row, is_locked=is_locked), row)

    def add(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """One more measure for the finding of the row."""
        if opened is None or row is None:
            return self._choose_first(request)
        parent = row.rpartition("-")[0]
        return self._attempt(request, lambda owner: self._desk.add_measure(owner, opened, parent), row)

    def remove(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """Take the row out."""
        if opened is None or row is None:
            return self._choose_first(request)
        if row in opened.draft.locked:
            return {self.parts.notice: refusal(self._say("editor_is_locked", request, row=row))}
        return self._attempt(request, lambda owner: self._desk.remove_measure(owner, opened, row))

    def propose(self, opened: OpenedPlan | None, row: str | None, request: gr.Request) -> Updates:
        """Draft a row anew and show what would change; nothing changes before somebody says so."""
        if opened is None or row is None:
            return self._choose_first(request)
        if row in opened.draft.locked:
            return {self.parts.notice: refusal(self._say("editor_is_locked", request, row=row))}
        try:
            finding, citations = self._site.assistant_for(request).redraft(opened.draft.plan, row.rpartition("-")[0])
            measure = next(each for each in finding.measures if each.id == row)
        except AssistantError as error:
            return {self.parts.notice: refusal(error.in_language(self._language(request)))}
        except (KeyError, StopIteration):
            # An advice of the inspection is the inspection's words, and a row that a person added is that person's.
            return {self.parts.notice: remark(self._say("editor_not_drafted", request))}
        edits = row_edits(opened, measure)
        if not edits:
            return self.discard() | {self.parts.notice: remark(self._say("editor_anew_same", request))}
        return {
            self.parts.proposed: (measure, citations),
            self.parts.difference: changes(edits, self._language(request)),
            self.parts.deciding: gr.update(visible=True),
            self.parts.notice: "",
        }

    def apply(self, opened: OpenedPlan | None, proposed: Proposed | None, request: gr.Request) -> Updates:
        """Make the changes that were shown."""
        if opened is None or proposed is None:
            return self._unchanged()
        measure, citations = proposed
        return (
            self._attempt(request, lambda owner: self._desk.adopt(owner, opened, measure, citations), measure.id)
            | self.discard()
        )

    def discard(self) -> Updates:
        """Forget what was proposed."""
        return {self.parts.proposed: None, self.parts.difference: "", self.parts.deciding: gr.update(visible=False)}

    def read_section(self, opened: OpenedPlan | None, section: str | None) -> Updates:
        """Show the text of a section."""
        return {self.parts.section_text: "" if opened is None or section is None else opened.shown.get(section, "")}

    def save_section(self, opened: OpenedPlan | None, section: str | None, text: str, request: gr.Request) -> Updates:
        """Keep the text of a section."""
        if opened is None or section is None:
            return self._unchanged()
        edits = [Edit(section, opened.shown.get(section, ""), text)]
        return self._attempt(request, lambda owner: self._desk.edit(owner, opened, edits))

    # --- rows and files

    def choose(self, opened: OpenedPlan | None, event: gr.SelectData) -> Updates:
        """The row that was clicked is the one that the buttons are for."""
        row = str(event.row_value[0]) if event.row_value else None
        return {self.parts.row: gr.update(value=row)} | self.chosen(opened, row)

    def chosen(self, opened: OpenedPlan | None, row: str | None) -> Updates:
        """Offer to lock a row, or to unlock it."""
        is_locked = opened is not None and row in opened.draft.locked
        return {self.parts.lock: gr.update(visible=not is_locked), self.parts.unlock: gr.update(visible=is_locked)}

    def make_files(self, opened: OpenedPlan | None, file: str | None, request: gr.Request) -> Updates:
        """Lay the files of the plan ready as it is now."""
        if opened is None:
            return self._unchanged()
        try:
            # Another page may have changed it: files are of what the desk holds.
            latest = self._desk.open(viewer_of(request).name, opened.heading.id)
        except AssistantError as error:
            return {self.parts.notice: refusal(error.in_language(self._language(request)))}
        return self._files(latest, file, request)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return {self.parts.notice: refusal(self._say("failed", request))}

    # --- what is shown

    def _attempt(self, request: gr.Request, change: Callable[[str], OpenedPlan], row: str | None = None) -> Updates:
        """What the page shows after a change, or why there was none; then it shows what it did before."""
        try:
            opened = change(viewer_of(request).name)
        except AssistantError as error:
            return {self.parts.notice: refusal(error.in_language(self._language(request)))}
        except KeyError:
            return {self.parts.notice: refusal(self._say("editor_row_gone", request))}
        return self._shown(opened, request, row)

    def _shown(self, opened: OpenedPlan, request: gr.Request, row: str | None = None) -> Updates:
        language, plan = self._language(request), opened.draft.plan
        key, locked = secrets.token_hex(16), self._say("editor_locked", request)
        rows = [
            (f"{each.id}{locked if each.id in opened.draft.locked else ''} {each.text[:_HEADLINE]}", each.id)
            for each in plan.measures()
        ]
        kept_row = row if any(identity == row for _, identity in rows) else None
        sections = [(section.title, f"outline.{at}") for at, section in enumerate(plan.outline, start=1)]
        sections += [(place_in_words(where), where) for where in ("plan.received_on", "plan.deadline")]
        headers = [self._say("column_number", request), *(self._say(f"editor_{name}", request) for name in COLUMNS)]
        return (
            {
                self.parts.opened: opened,
                self.parts.drafts: self._offered(request, opened),
                self.parts.undo: gr.update(interactive=bool(opened.undo)),
                self.parts.notice: self._standing(opened, request),
                self.parts.editor: gr.update(visible=True),
                self.parts.make: gr.update(visible=True),
                self.parts.table: gr.update(value={"headers": headers, "data": _rows(opened)}),
                self.parts.row: gr.update(choices=rows, value=kept_row),
                self.parts.section: gr.update(choices=sections),
                self.parts.plan: plan_view.plan(plan, key, language),
                self.parts.places: {key: plan_view.places_of(plan)},
            }
            | self.chosen(opened, kept_row)
            | self.parts.downloads.withdraw()
        )

    def _read_only(self, plan: Plan, notice: str, language: str) -> Updates:
        key = secrets.token_hex(16)
        return {
            self.parts.notice: notice,
            self.parts.plan: plan_view.plan(plan, key, language),
            self.parts.places: {key: plan_view.places_of(plan)},
        }

    def _standing(self, opened: OpenedPlan, request: gr.Request) -> str:
        language = self._language(request)
        saved = self._say("editor_saved", request, at=in_words(opened.heading.saved_at), version=opened.heading.version)
        return joined([conflicts(opened.conflicts, language), locked_out(opened.locked_out, language), remark(saved)])

    def _files(self, opened: OpenedPlan, file: str | None, request: gr.Request) -> Updates:
        language, plan = self._language(request), opened.draft.plan
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
            return {self.parts.notice: refusal(error.in_language(language))}
        unproved = {} if is_proved else {self.parts.notice: remark(self._say("editor_no_pack", request))}
        return unproved | {self.parts.make: gr.update(visible=False)} | self.parts.downloads.offer(files)

    def _offered(self, request: gr.Request, opened: OpenedPlan | None) -> dict[str, Any]:
        choices = [
            (f"{each.title} · {in_words(each.saved_at)}", each.id)
            for each in self._desk.headings(viewer_of(request).name)
        ]
        update: dict[str, Any] = gr.update(choices=choices, value=opened.heading.id if opened else None)
        return update

    def _unchanged(self) -> Updates:
        return {self.parts.notice: gr.skip()}

    def _choose_first(self, request: gr.Request) -> Updates:
        return {self.parts.notice: refusal(self._say("editor_choose_row", request))}

    def _language(self, request: gr.Request) -> str:
        return language_of(request, self._site.language)

    def _say(self, key: str, request: gr.Request, **facts: object) -> str:
        return messages.text(f"web.{key}", language=self._language(request), **facts)


def _rows(opened: OpenedPlan) -> list[list[str]]:
    shown = opened.shown
    return [
        [measure.id, *(shown[f"{measure.id}.{name}"] for name in COLUMNS)] for measure in opened.draft.plan.measures()
    ]


def _as_typed(rows: list[list[Any]]) -> list[list[str]]:
    return [[str(value or "") for value in row] for row in rows]
