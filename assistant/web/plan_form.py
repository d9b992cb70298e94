"""From a feedback document (反馈意见) to a rectification plan (整改方案): read, confirm or mend, draft."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import messages
from assistant.drafting.deadlines import STATED, regimes
from assistant.drafting.mending import Mending, mended
from assistant.errors import AssistantError, UsageError
from assistant.web import findings_view
from assistant.web.browser_acts import going_to, saying
from assistant.web.document_choice import DocumentChoice
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import by_name, must_be_shown, refusal, typed_date
from assistant.web.language import label, language_of
from assistant.web.plan_editor import PlanEditor

if TYPE_CHECKING:
    from assistant.records import Document
    from assistant.web.plan_desk import PlanDesk
    from assistant.web.site import Site

_HEADLINE = 30
"""Characters of a finding in a list to choose from."""


class PlanForm:
    """The form and its events. `places` holds what the links of findings and plan open."""

    def __init__(self, site: Site, desk: PlanDesk) -> None:
        self._site = site
        with gr.Tab(label("kind_plan")) as self._tab:
            self.places = gr.State({})
            self._read_of = gr.State(None)
            """The document that the findings shown were read from: its file, or its id."""
            self._plan_places = gr.State({})
            self._lay_out()
            self._editor = PlanEditor(site, desk, self._plan_places)

    @property
    def all_places(self) -> tuple[gr.State, ...]:
        """The places of the findings, and those of the plan."""
        return self.places, self._plan_places

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
        with gr.Accordion(label("findings_mend"), open=False, visible=False, elem_id="findings-mend") as self._mend:
            self._left_out = gr.Dropdown([], multiselect=True, label=label("findings_left_out"), elem_id="left-out")
            self._joined = gr.Dropdown([], multiselect=True, label=label("findings_joined"), elem_id="joined")
            self._added = gr.Textbox(label=label("findings_added"), lines=2, elem_id="added")
        self._draft = gr.Button(label("draft_plan"), variant="primary", elem_id="draft-plan", visible=False)
        self._problem = gr.HTML(elem_id="plan-problem")

    def listen(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events."""
        self._feedback.listen(tab)
        self._editor.connect(page, tab, self._feedback.file)
        page.load(self.offer_regimes, None, self._regime, **QUIET)
        mending = [self._left_out, self._joined, self._added]
        of_findings = [self._findings, self._mend, *mending, self._draft, self._problem, self.places, self._read_of]
        shown = [*of_findings, *self._editor.parts.outputs]
        for changed in (self._feedback.file.upload, self._feedback.file.clear, self._feedback.picked.input):
            changed(self.forget, [self._read_of, *self._feedback.inputs], of_findings, **QUIET)
        self._read.click(None, None, self._findings, js=saying("web.reading_findings", self._site.language))
        reading = self._read.click(self.read, self._feedback.inputs, of_findings, **DRAFTING)
        # Another document may have been chosen while this one was read.
        reading.success(None, None, None, js=going_to("#findings"))
        reading.then(self.forget, [self._read_of, *self._feedback.inputs], of_findings, **QUIET)
        asked = [self._read_of, *self._feedback.inputs, self._received, self._regime, *mending]
        self._draft.click(None, None, self._problem, js=saying("web.drafting_now", self._site.language))
        drafting = self._draft.click(self.draft, asked, shown, **DRAFTING)
        drafting.success(None, self._problem, None, js=going_to("#plan-drafts-row"))
        reading.failure(self.give_up_reading, None, of_findings, **QUIET)
        drafting.failure(self.give_up, None, self._problem, **QUIET)

    def offer_regimes(self, request: gr.Request) -> Updates:
        """The rules that may set the deadline. None is chosen for anybody: several can hold side by side."""
        language = language_of(request, self._site.language)
        named = [
            (messages.text("web.regime_open", language=language), ""),
            (messages.text("web.regime_stated", language=language), STATED),
            *((f"《{regime.instrument}》{regime.article}", regime.name) for regime in regimes()),
        ]
        return {self._regime: gr.update(choices=named, value="")}

    def forget(self, read_of: str | None, file: str | None, picked: str | None) -> Updates:
        """Show nothing of another document.

        The browser tells of a choice in its own time: the document may have been read by then, and its findings stay.
        """
        return {self._problem: ""} if read_of in (None, _chosen(file, picked)) else self.begin_again()

    def begin_again(self) -> Updates:
        """Show nothing of another document. A plan that is being worked on stays."""
        return {
            self._findings: "",
            self._mend: gr.update(visible=False),
            self._left_out: gr.update(choices=[], value=[]),
            self._joined: gr.update(choices=[], value=[]),
            self._added: "",
            self._draft: gr.update(visible=False),
            self._problem: "",
            self.places: {},
            self._read_of: None,
        }

    def read(self, file: str | None, picked: str | None, request: gr.Request) -> Updates:
        """Show what the feedback document says, so that a person confirms it before anything is drafted."""
        language = language_of(request, self._site.language)
        try:
            found = self._site.assistant_for(request).findings(self._source(file, picked, request))
        except AssistantError as error:
            said = refusal(_named(error.in_language(language), file))
            return self.begin_again() | {self._findings: said, self._read_of: _chosen(file, picked)}
        key = secrets.token_hex(16)
        findings = [(f"{each.id} {each.headline.verbatim[:_HEADLINE]}", each.id) for each in found.findings]
        advice = [(f"{each.id} {each.excerpt.verbatim[:_HEADLINE]}", each.id) for each in found.suggestions]
        return self.begin_again() | {
            self._findings: findings_view.findings(found, key, language),
            self._mend: gr.update(visible=True, open=False),
            self._left_out: gr.update(choices=[*findings, *advice], value=[]),
            self._joined: gr.update(choices=findings[1:], value=[]),
            self._draft: gr.update(visible=True),
            self.places: {key: findings_view.places_of(found)},
            self._read_of: _chosen(file, picked),
        }

    def draft(
        self,
        read_of: str | None,
        file: str | None,
        picked: str | None,
        received: str,
        regime: str | None,
        request: gr.Request,
        *mending: Any,
    ) -> Updates:
        """Draft the plan, put it on the desk, show it, and lay its files ready.

        `mending` are the values of its fields: what is left out, what is joined, what is added.
        """
        language = language_of(request, self._site.language)
        assistant = self._site.assistant_for(request)
        left_out, joined, added = mending
        wanted = Mending(frozenset(left_out or ()), frozenset(joined or ()), tuple(added.splitlines()))
        try:
            source = self._source(file, picked, request)
            must_be_shown(_chosen(file, picked), read_of or "")
            confirmed = mended(assistant.findings(source), wanted)
            plan = assistant.draft_plan(
                source, received=typed_date(received), regime=regime or None, findings=confirmed
            )
        except AssistantError as error:
            return {self._problem: refusal(_named(error.in_language(language), file))}
        unit = plan.source.inspected_unit
        unknown = messages.text("web.plan_unit_unknown", language=language)
        title = messages.text("web.plan_title", language=language, unit=unit.verbatim if unit else unknown)
        return {self._problem: ""} | self._editor.keep(plan, source, title, request)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        said = messages.text("web.failed", language=language_of(request, self._site.language))
        return {self._problem: refusal(said)}

    def give_up_reading(self, request: gr.Request) -> Updates:
        """Say that the program failed, and show no findings."""
        return self.begin_again() | self.give_up(request)

    def _source(self, file: str | None, picked: str | None, request: gr.Request) -> Path | Document:
        chosen = self._feedback.chosen(file, picked, request)
        if chosen is None:
            raise UsageError("feedback_missing")
        return chosen


def _chosen(file: str | None, picked: str | None) -> str | None:
    """The document of the two fields: a file goes before one of the library, whose field is about to be cleared."""
    return file if file is not None else picked


def _named(text: str, file: str | None) -> str:
    return by_name(text, file) if file else text
