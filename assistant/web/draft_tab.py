"""The tab that drafts a rectification plan (整改方案) from an inspection feedback document (反馈意见)."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.drafting.deadlines import STATED, regimes
from assistant.errors import AssistantError, UsageError
from assistant.export.markdown import plan_to_markdown
from assistant.export.plans import plan_to_json
from assistant.web import plan_view
from assistant.web.events import DRAFTING, QUIET, Updates
from assistant.web.forms import by_name, document_choices, refusal, typed_date
from assistant.web.language import label, language_of
from assistant.web.site import Site

if TYPE_CHECKING:
    from assistant.drafting.records import Plan


class DraftTab:
    """The tab and its events. `places` holds what the plan's links open."""

    def __init__(self, site: Site) -> None:
        self._site = site
        with gr.Tab(label("tab_draft")) as self._tab:
            self.places = gr.State({})
            self._lay_out()

    def _lay_out(self) -> None:
        gr.Markdown(label("draft_hint"))
        with gr.Row():
            self._file = gr.File(label=label("feedback_file"), elem_id="feedback-file", height=140)
            with gr.Column():
                self._picked = gr.Dropdown([], value=None, label=label("feedback_pick"), elem_id="feedback-pick")
                self._received = gr.Textbox(
                    label=label("received"), placeholder="2026-01-31", elem_id="received", max_lines=1
                )
                self._regime = gr.Dropdown([], value=None, label=label("regime"), elem_id="regime")
        self._draft = gr.Button(label("draft_plan"), variant="primary", elem_id="draft-plan")
        with gr.Row(visible=False) as self._downloads:
            self._markdown = gr.DownloadButton(label("download_markdown"), elem_id="download-markdown")
            self._json = gr.DownloadButton(label("download_json"), elem_id="download-json")
        self._plan = gr.HTML(elem_id="plan", min_height=120)

    def listen(self, page: gr.Blocks) -> None:
        """Connect the events."""
        page.load(self.arrive, self._picked, self._picked, **QUIET)
        page.load(self.offer_regimes, None, self._regime, **QUIET)
        self._tab.select(self.arrive, self._picked, self._picked, **QUIET)
        self._file.upload(self.forget, None, self._picked, **QUIET)
        self._picked.input(self.forget, None, self._file, **QUIET)
        drafted = [self._plan, self.places, self._downloads, self._markdown, self._json]
        asked = [self._file, self._picked, self._received, self._regime]
        drafting = self._draft.click(self.draft, asked, drafted, **DRAFTING)
        drafting.failure(self.give_up, None, [self._plan, self._downloads], **QUIET)

    def arrive(self, picked: str | None) -> Updates:
        """Bring the documents to pick from up to date."""
        choices = document_choices(self._site.assistant)
        held = {document_id for _, document_id in choices}
        return {self._picked: gr.update(choices=choices, value=picked if picked in held else None)}

    def offer_regimes(self, request: gr.Request) -> Updates:
        """The rules that may set the deadline. None is chosen for anybody: several can hold side by side."""
        language = language_of(request, self._site.language)
        choices = [
            (messages.text("web.regime_open", language=language), ""),
            (messages.text("web.regime_stated", language=language), STATED),
            *((f"《{regime.instrument}》{regime.article}", regime.name) for regime in regimes()),
        ]
        return {self._regime: gr.update(choices=choices, value="")}

    def forget(self) -> None:
        """A file and a picked document exclude each other: the later choice holds."""

    def draft(
        self, file: str | None, picked: str | None, received: str, regime: str | None, request: gr.Request
    ) -> Updates:
        """Draft the plan, show it, and lay it ready for download."""
        language = language_of(request, self._site.language)
        try:
            feedback, received_on = self._feedback(file, picked), typed_date(received)
        except AssistantError as error:
            return self._refused(error.in_language(language))
        try:
            plan = self._site.assistant.draft_plan(feedback, received=received_on, regime=regime or None)
        except AssistantError as error:
            return self._refused(by_name(error.in_language(language), feedback))
        key, name = secrets.token_hex(16), _file_name(plan)
        record = json.dumps(plan_to_json(plan, language=language), ensure_ascii=False, indent=2)
        return {
            self._plan: plan_view.plan(plan, key, language),
            self.places: {key: plan_view.places_of(plan)},
            self._downloads: gr.update(visible=True),
            self._markdown: str(self._written(f"{name}.md", plan_to_markdown(plan, language=language))),
            self._json: str(self._written(f"{name}.json", record)),
        }

    def give_up(self, request: gr.Request) -> Updates:
        """Say that the program failed."""
        return self._refused(messages.text("web.failed", language=language_of(request, self._site.language)))

    def _refused(self, why: str) -> Updates:
        return {self._plan: refusal(why), self._downloads: gr.update(visible=False)}

    def _feedback(self, file: str | None, picked: str | None) -> Path:
        if file is not None:
            return Path(file)
        if picked is None:
            raise UsageError("feedback_missing")
        document = self._site.assistant.document(picked)
        return self._written(f"{_as_file_name(document.title)}.txt", document.original_text)

    def _written(self, name: str, text: str) -> Path:
        folder = self._site.files / secrets.token_hex(16)
        folder.mkdir()
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path


def _file_name(plan: Plan) -> str:
    unit = plan.source.inspected_unit
    named = ["整改方案", *([_as_file_name(unit.verbatim)] if unit else []), plan.drafted_on.isoformat()]
    return "-".join(named)


def _as_file_name(title: str) -> str:
    """The title without what file systems refuse, and short enough for all of them."""
    return "".join(character for character in title if character.isalnum() or character in "-_《》（）")[:40]
