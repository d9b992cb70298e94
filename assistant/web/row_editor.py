"""What the editors of all drafts have for single rows: one is chosen, locked, drafted anew; a change is shown first.

A locked row is changed by nobody before it is unlocked. What was drafted anew is made only where somebody says so.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr

from assistant.web.browser_acts import saying
from assistant.web.draft_desk import Opened
from assistant.web.draft_editor import SMALL, DraftEditor, DraftParts
from assistant.web.editor_view import changes
from assistant.web.events import DESK, TOLD, Updates
from assistant.web.forms import refusal, remark
from assistant.web.language import label

if TYPE_CHECKING:
    from assistant.drafting.editing import Edit

D = TypeVar("D")
_HEADLINE = 24
"""Characters of a row in a list to choose from."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of a draft as it was drafted anew."""

    draft_id: str
    row: str
    drafted: Any


class RowParts(DraftParts):
    """The components of an editor whose rows can be chosen."""

    def __init__(self, name: str, drafts: str, kinds: Sequence[str], places: gr.State) -> None:
        self.proposed = gr.State(None)
        """A `Proposal`, for somebody to take or leave."""
        super().__init__(name, drafts, kinds, places)

    def lay_out_row(self) -> None:
        """Lay out what is there for a row."""
        name = self.name
        with gr.Row(elem_id=f"{name}-row-tools"):
            self.row = gr.Dropdown([], value=None, label=label("editor_row"), elem_id=f"{name}-row", scale=4)
            self.lock = gr.Button(label("editor_lock"), elem_id=f"{name}-lock", **SMALL)
            self.unlock = gr.Button(label("editor_unlock"), elem_id=f"{name}-unlock", visible=False, **SMALL)
            self.anew = gr.Button(label("editor_anew"), elem_id=f"{name}-anew", **SMALL)
            self.lay_out_more()
        self.difference = gr.HTML(elem_id=f"{name}-difference")
        with gr.Row(visible=False, elem_id=f"{name}-apply-row") as self.deciding:
            self.apply = gr.Button(label("editor_apply"), variant="primary", elem_id=f"{name}-apply", size="sm")
            self.discard = gr.Button(label("editor_discard"), elem_id=f"{name}-discard", size="sm")

    def lay_out_more(self) -> None:
        """Further buttons for a row."""

    @property
    def outputs(self) -> list[Any]:
        own = [self.proposed, self.row, self.lock, self.unlock, self.difference, self.deciding]
        return [*super().outputs, *own]


class RowEditor(DraftEditor[D]):
    """The editor of one page whose rows can be chosen."""

    parts: RowParts

    @abstractmethod
    def headlines(self, opened: Opened[D]) -> dict[str, str]:
        """The names of the rows that can be chosen → how each of them begins."""

    def listen_to_rows(self) -> None:
        """Connect the events that rows have in all editors."""
        parts, opened, outputs = self.parts, self.parts.opened, self.parts.outputs
        of_row = [parts.row, parts.lock, parts.unlock]
        parts.table.select(self.choose, opened, of_row, **TOLD)
        parts.row.input(self.pick, [opened, parts.row], of_row, **TOLD)
        parts.lock.click(self.lock, [opened, parts.row], outputs, **DESK)
        parts.unlock.click(self.unlock, [opened, parts.row], outputs, **DESK)
        parts.apply.click(self.apply, [opened, parts.proposed], outputs, **DESK)
        parts.discard.click(self.discard, None, [parts.proposed, parts.difference, parts.deciding], **DESK)

    def tell_at_once(self) -> None:
        """Say that something has begun that takes a while; connected before its own event, which says how it ended."""
        parts, language = self.parts, self._site.language
        for button, key in ((parts.anew, "web.editor_redrafting"), (parts.make, "web.editor_making_files")):
            button.click(None, None, parts.notice, js=saying(key, language))

    def choose(self, opened: Opened[D] | None, event: gr.SelectData) -> Updates:
        """The row that was clicked is the one that the buttons are for."""
        clicked = str(event.row_value[0]) if event.row_value else None
        row = clicked if opened is not None and clicked in self.headlines(opened) else None
        return self.pick(opened, row)

    def pick(self, opened: Opened[D] | None, row: str | None) -> Updates:
        """The row that the buttons are for; an answer that came meanwhile may have put another into the field."""
        return {self.parts.row: gr.update(value=row)} | self.chosen(opened, row)

    def chosen(self, opened: Opened[D] | None, row: str | None) -> Updates:
        """Offer to lock a row, or to unlock it."""
        is_locked = opened is not None and row in self.desk.locked(opened.draft)
        return {self.parts.lock: gr.update(visible=not is_locked), self.parts.unlock: gr.update(visible=is_locked)}

    def lock(self, opened: Opened[D] | None, row: str | None, request: gr.Request) -> Updates:
        """Lock a row: nothing changes it before it is unlocked."""
        return self._locked(opened, row, request, is_locked=True)

    def unlock(self, opened: Opened[D] | None, row: str | None, request: gr.Request) -> Updates:
        """Unlock a row."""
        return self._locked(opened, row, request, is_locked=False)

    def _locked(self, opened: Opened[D] | None, row: str | None, request: gr.Request, *, is_locked: bool) -> Updates:
        if opened is None or row is None:
            return self.choose_first(request)
        return self.change_row(request, row, lambda owner: self.desk.lock(owner, opened, row, is_locked=is_locked))

    def apply(self, opened: Opened[D] | None, proposed: Proposal | None, request: gr.Request) -> Updates:
        """Make the changes that were shown. What was proposed for a draft that is open no more goes into no other."""
        if opened is None or proposed is None or proposed.draft_id != opened.heading.id:
            return self.discard()
        row = proposed.row
        adopted = self.change_row(request, row, lambda owner: self.desk.adopt(owner, opened, row, proposed.drafted))
        return adopted | self.discard()

    def discard(self) -> Updates:
        """Forget what was proposed."""
        return {self.parts.proposed: None, self.parts.difference: "", self.parts.deciding: gr.update(visible=False)}

    def open(self, draft_id: str | None, request: gr.Request) -> Updates:
        return self.nothing_pending(super().open(draft_id, request))

    def close(self) -> Updates:
        return self.nothing_pending(super().close())

    def nothing_pending(self, shown: Updates) -> Updates:
        """With no row of the draft before, which would go into the one that is shown now."""
        return shown | self.discard()

    def offered(self, opened: Opened[D], row: str, drafted: Any, edits: Sequence[Edit], request: gr.Request) -> Updates:
        """Show what taking a row that was drafted anew would change."""
        if not edits:
            return self.discard() | {self.parts.notice: remark(self.say("editor_anew_same", request))}
        return {
            self.parts.proposed: Proposal(opened.heading.id, row, drafted),
            self.parts.difference: changes(edits, self.language(request)),
            self.parts.deciding: gr.update(visible=True),
            self.parts.notice: "",
        }

    def shown(self, opened: Opened[D], request: gr.Request) -> Updates:
        """A draft of the desk, with its rows to choose from."""
        mark, locked = self.say("editor_locked", request), self.desk.locked(opened.draft)
        rows = [
            (f"{row}{mark if row in locked else ''} {text[:_HEADLINE]}", row)
            for row, text in self.headlines(opened).items()
        ]
        choices: Updates = {self.parts.row: gr.update(choices=rows, value=None)}
        return super().shown(opened, request) | choices | self.chosen(opened, None)

    def write(self, edits: Sequence[Edit], opened: Opened[D], rows: list[list[str]], request: gr.Request) -> Updates:
        after = super().write(edits, opened, rows, request)
        now = after.get(self.parts.opened)
        if isinstance(now, Opened) and self.headlines(now).keys() == self.headlines(opened).keys():
            # The row whose cells are being written is still the one that the buttons are for.
            del after[self.parts.row]["value"], after[self.parts.lock], after[self.parts.unlock]
        return after

    def change_row(self, request: gr.Request, row: str, change: Callable[[str], Opened[D]]) -> Updates:
        """As `attempt`, with the row still chosen where it is still there."""
        try:
            after = self.attempt(request, change)
        except KeyError:
            return {self.parts.notice: refusal(self.say("editor_row_gone", request))}
        opened = after.get(self.parts.opened)
        if isinstance(opened, Opened) and row in self.headlines(opened):
            after[self.parts.row]["value"] = row
            after |= self.chosen(opened, row)
        return after

    def choose_first(self, request: gr.Request) -> Updates:
        """No row is chosen."""
        return {self.parts.notice: refusal(self.say("editor_choose_row", request))}

    def is_locked(self, row: str, request: gr.Request) -> Updates:
        """The row is locked."""
        return {self.parts.notice: refusal(self.say("editor_is_locked", request, row=row))}
