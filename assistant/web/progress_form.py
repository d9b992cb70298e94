"""From the ledger that people keep (整改台账) to the report on rectification (进展情况报告)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.drafting.forms import Form
from assistant.errors import AssistantError, UsageError
from assistant.export.manuscripts import progress_to_json
from assistant.web.browser_acts import going_to, saying
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import by_name, refusal, typed_date
from assistant.web.language import label, language_of
from assistant.web.manuscript_desk import ManuscriptDesk, ManuscriptDraft, OpenedManuscript
from assistant.web.manuscript_editor import ManuscriptEditor
from assistant.web.manuscript_view import notices_in_words

if TYPE_CHECKING:
    from assistant.drafting.manuscript import Manuscript
    from assistant.web.site import Site


class ProgressForm:
    """The form and its events. A report cites nothing but the ledger itself, so that it opens no places."""

    def __init__(self, site: Site, desk: ManuscriptDesk) -> None:
        self._site = site
        with gr.Tab(label("kind_progress")):
            gr.Markdown(label("progress_hint"))
            with gr.Row():
                with gr.Column():
                    self._ledger = gr.File(
                        label=label("ledger_file"),
                        elem_id="ledger-file",
                        file_types=[".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"],
                        height=140,
                    )
                with gr.Column():
                    self._form = gr.Dropdown([], value=None, label=label("progress_form"), elem_id="progress-form")
                    self._on = gr.Textbox(
                        label=label("progress_on"), placeholder="2026-01-31", elem_id="progress-on", max_lines=1
                    )
            self._draft = gr.Button(label("draft_progress"), variant="primary", elem_id="draft-progress")
            self._problem = gr.HTML(elem_id="progress-problem")
            self._editor = ManuscriptEditor(site, desk, "progress", _summary, self.redraft, gr.State({}))

    def listen(self, page: gr.Blocks, tab: gr.Tab) -> None:
        """Connect the events."""
        self._editor.connect(page, tab, self._ledger)
        page.load(self.offer_forms, None, self._form, **QUIET)
        shown = [self._problem, *self._editor.parts.outputs]
        self._draft.click(None, None, self._problem, js=saying("web.drafting_now", self._site.language))
        drafting = self._draft.click(self.draft, [self._ledger, self._form, self._on], shown, **DRAFTING)
        drafting.success(None, self._problem, None, js=going_to("#progress-drafts-row"))
        drafting.failure(self.give_up, None, [self._problem], **QUIET)

    def offer_forms(self, request: gr.Request) -> Updates:
        """The two forms in words."""
        language = language_of(request, self._site.language)
        named = [(messages.text(f"web.form_{form.value}", language=language), form.value) for form in Form]
        return {self._form: gr.update(choices=named, value=Form.INTERNAL.value)}

    def draft(self, ledger: str | None, form: str | None, on: str, request: gr.Request) -> Updates:
        """Draft the report, put it on the desk, show it, and lay its files ready."""
        language = language_of(request, self._site.language)
        try:
            if ledger is None:
                raise UsageError("ledger_missing")
            day = typed_date(on)
            report = self._site.assistant.report_progress(Path(ledger), Form(form or Form.INTERNAL), on=day)
        except AssistantError as error:
            said = error.in_language(language)
            return {self._problem: refusal(by_name(said, ledger) if ledger else said)}
        draft = ManuscriptDraft(
            report.manuscript,
            day or date.today(),
            progress_to_json(report, language=language),
            tuple(notices_in_words(report.notices, language)),
            {"form": report.form, "on": day and day.isoformat()},
        )
        return {self._problem: ""} | self._editor.keep(draft, Path(ledger).name, None, request)

    def redraft(self, opened: OpenedManuscript, ledger: str | None, request: gr.Request) -> Manuscript:
        """The report as the ledger that is uploaded now would make it.

        Raises RejectedFile, and UsageError for a missing ledger and for one with other figures: a single line of it
        would contradict all others.
        """
        asked = opened.draft.asked
        if ledger is None or not asked:
            raise UsageError("ledger_missing")
        day = None if asked["on"] is None else date.fromisoformat(asked["on"])
        report = self._site.assistant.report_progress(Path(ledger), Form(asked["form"]), on=day)
        if progress_to_json(report)["figures"] != opened.draft.values["figures"]:
            raise UsageError("ledger_has_other_figures")
        return report.manuscript

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        said = messages.text("web.failed", language=language_of(request, self._site.language))
        return {self._problem: refusal(said)}


def _summary(draft: ManuscriptDraft, language: str) -> str:
    figures = draft.values["figures"]
    return messages.text(
        "progress.summary",
        language=language,
        problems=figures["problems"]["total"],
        measures=figures["measures"]["total"],
        slots=len(draft.manuscript.slots),
    )
