"""From a feedback document (反馈意见) to a rectification plan (整改方案): read, confirm, draft, take away."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.drafting.deadlines import STATED, regimes
from assistant.errors import AssistantError, UsageError
from assistant.web import findings_view, plan_view
from assistant.web.document_choice import DocumentChoice
from assistant.web.downloads import Downloads
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import by_name, refusal, typed_date
from assistant.web.language import label, language_of
from assistant.web.plan_files import KINDS, plan_files
from assistant.web.source_panel import Places

if TYPE_CHECKING:
    from assistant.records import Document
    from assistant.web.site import Site


class PlanForm:
    """The form and its events. `places` holds what the links of findings and plan open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        with gr.Tab(label("kind_plan")) as self._tab:
            self.places = gr.State({})
            self._lay_out()

    def _lay_out(self) -> None:
        gr.Markdown(label("draft_hint"))
        with gr.Row():
            self._feedback = DocumentChoice(self._site, "feedback", label("feedback_file"), label("feedback_pick"))
            with gr.Column():
                self._received = gr.Textbox(
                    label=label("received"), placeholder="2026-01-31", elem_id="received", max_lines=1
                )
                self._regime = gr.Dropdown([], value=None, label=label("regime"), elem_id="regime")
        self._read = gr.Button(label("read_findings"), variant="primary", elem_id="read-findings")
        self._findings = gr.HTML(elem_id="findings", elem_classes="draft")
        self._draft = gr.Button(label("draft_plan"), variant="primary", elem_id="draft-plan", visible=False)
        self._downloads = Downloads("plan", KINDS)
        self._plan = gr.HTML(elem_id="plan", elem_classes="draft")

    def listen(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events."""
        self._feedback.listen(page, tab)
        page.load(self.offer_regimes, None, self._regime, **QUIET)
        shown = [self._findings, self._draft, self._plan, self.places, *self._downloads.outputs]
        for changed in (self._feedback.file.upload, self._feedback.file.clear, self._feedback.picked.input):
            changed(self.begin_again, None, shown, **QUIET)
        reading = self._read.click(self.read, self._feedback.inputs, shown, **DRAFTING)
        asked = [*self._feedback.inputs, self._received, self._regime, self.places]
        drafting = self._draft.click(self.draft, asked, shown, **DRAFTING)
        for event in (reading, drafting):
            event.failure(self.give_up, None, [self._plan, *self._downloads.outputs], **QUIET)

    def offer_regimes(self, request: gr.Request) -> Updates:
        """The rules that may set the deadline. None is chosen for anybody: several can hold side by side."""
        language = language_of(request, self._site.language)
        named = [
            (messages.text("web.regime_open", language=language), ""),
            (messages.text("web.regime_stated", language=language), STATED),
            *((f"《{regime.instrument}》{regime.article}", regime.name) for regime in regimes()),
        ]
        return {self._regime: gr.update(choices=named, value="")}

    def begin_again(self) -> Updates:
        """Show nothing of another document."""
        return {
            self._findings: "",
            self._draft: gr.update(visible=False),
            self._plan: "",
            self.places: {},
        } | self._downloads.withdraw()

    def read(self, file: str | None, picked: str | None, request: gr.Request) -> Updates:
        """Show what the feedback document says, so that a person confirms it before anything is drafted."""
        language = language_of(request, self._site.language)
        try:
            found = self._site.assistant.findings(self._source(file, picked))
        except AssistantError as error:
            return self.begin_again() | {self._findings: refusal(_named(error.in_language(language), file))}
        key = secrets.token_hex(16)
        return self.begin_again() | {
            self._findings: findings_view.findings(found, key, language),
            self._draft: gr.update(visible=True),
            self.places: {key: findings_view.places_of(found)},
        }

    def draft(
        self,
        file: str | None,
        picked: str | None,
        received: str,
        regime: str | None,
        places: Places,
        request: gr.Request,
    ) -> Updates:
        """Draft the plan, show it, and lay its files ready."""
        language = language_of(request, self._site.language)
        try:
            source = self._source(file, picked)
            plan = self._site.assistant.draft_plan(source, received=typed_date(received), regime=regime or None)
            of_file = source if isinstance(source, Path) else None
            files = plan_files(
                plan, lambda cited: self._site.assistant.evidence_of(cited, of_file), self._site.files, language
            )
        except AssistantError as error:
            return {self._plan: refusal(_named(error.in_language(language), file))} | self._downloads.withdraw()
        key = secrets.token_hex(16)
        return {
            self._plan: plan_view.plan(plan, key, language),
            self.places: {**places, key: plan_view.places_of(plan)},
        } | self._downloads.offer(files)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        said = messages.text("web.failed", language=language_of(request, self._site.language))
        return {self._plan: refusal(said)} | self._downloads.withdraw()

    def _source(self, file: str | None, picked: str | None) -> Path | Document:
        chosen = self._feedback.chosen(file, picked)
        if chosen is None:
            raise UsageError("feedback_missing")
        return chosen


def _named(text: str, file: str | None) -> str:
    return by_name(text, file) if file else text
