"""From the ledger that people keep (整改台账) to the report on rectification (进展情况报告)."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.drafting.forms import Form
from assistant.errors import AssistantError, UsageError
from assistant.export.manuscripts import progress_to_json
from assistant.web import manuscript_view
from assistant.web.downloads import Downloads
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import by_name, refusal, typed_date
from assistant.web.language import label, language_of
from assistant.web.manuscript_files import KINDS, manuscript_files

if TYPE_CHECKING:
    from assistant.drafting.progress import Progress
    from assistant.web.site import Site


class ProgressForm:
    """The form and its events. A report cites nothing but the ledger itself, so that it opens no places."""

    def __init__(self, site: Site) -> None:
        self._site = site
        with gr.Tab(label("kind_progress")):
            gr.Markdown(label("progress_hint"))
            with gr.Row():
                with gr.Column():
                    self._ledger = gr.File(
                        label=label("ledger_file"),
                        elem_id="ledger-file",
                        file_types=[".xlsx", ".xlsm", ".csv"],
                        height=140,
                    )
                with gr.Column():
                    self._form = gr.Dropdown([], value=None, label=label("progress_form"), elem_id="progress-form")
                    self._on = gr.Textbox(
                        label=label("progress_on"), placeholder="2026-01-31", elem_id="progress-on", max_lines=1
                    )
            self._draft = gr.Button(label("draft_progress"), variant="primary", elem_id="draft-progress")
            self._downloads = Downloads("progress", KINDS)
            self._report = gr.HTML(elem_id="progress", elem_classes="draft")

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        page.load(self.offer_forms, None, self._form, **QUIET)
        shown = [self._report, *self._downloads.outputs]
        drafting = self._draft.click(self.draft, [self._ledger, self._form, self._on], shown, **DRAFTING)
        drafting.failure(self.give_up, None, shown, **QUIET)

    def offer_forms(self, request: gr.Request) -> Updates:
        """The two forms in words."""
        language = language_of(request, self._site.language)
        named = [(messages.text(f"web.form_{form.value}", language=language), form.value) for form in Form]
        return {self._form: gr.update(choices=named, value=Form.INTERNAL.value)}

    def draft(self, ledger: str | None, form: str | None, on: str, request: gr.Request) -> Updates:
        """Draft the report, show it, and lay its files ready."""
        language = language_of(request, self._site.language)
        try:
            if ledger is None:
                raise UsageError("ledger_missing")
            day = typed_date(on)
            report = self._site.assistant.report_progress(Path(ledger), Form(form or Form.INTERNAL), on=day)
            files = manuscript_files(
                report.manuscript,
                progress_to_json(report, language=language),
                day or date.today(),
                self._site.files,
                language,
            )
        except AssistantError as error:
            said = error.in_language(language)
            return {self._report: refusal(by_name(said, ledger) if ledger else said)} | self._downloads.withdraw()
        return {self._report: _shown(report, language)} | self._downloads.offer(files)

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        said = messages.text("web.failed", language=language_of(request, self._site.language))
        return {self._report: refusal(said)} | self._downloads.withdraw()


def _shown(report: Progress, language: str) -> str:
    summary = messages.text(
        "progress.summary",
        language=language,
        problems=report.of_problems.total,
        measures=report.of_measures.total,
        slots=len(report.manuscript.slots),
    )
    notes = manuscript_view.notices_in_words(report.notices, language)
    return manuscript_view.manuscript(report.manuscript, summary, notes, secrets.token_hex(16), language)
