"""The tab on how good the answers are: suites run in the background, their reports, and cases made out of answers."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError, UsageError
from assistant.people.deeds import Deed
from assistant.web import quality_view
from assistant.web.answer_feedback import Case, FeedbackBook, Span, find_words
from assistant.web.events import QUIET, Updates
from assistant.web.forms import document_choices, refusal, remark
from assistant.web.language import label, language_of
from assistant.web.markup import joined
from assistant.web.quality_names import suite_name
from assistant.web.quality_trends import trends
from assistant.web.ready_files import lay_ready
from assistant.web.suite_export import NAME, suite_zip
from assistant.web.suite_runs import SuiteRuns, suites

if TYPE_CHECKING:
    from assistant.web.site import Site

_WATCH_S = 0.7
_WATCHING = QUIET | {"concurrency_limit": 32}
"""Who watches a run waits most of the time, and holds no thread."""
_ANSWERABLE, _UNANSWERABLE = "yes", "no"


class QualityTab:
    """The tab and its events. `places` holds what the cases' links open."""

    def __init__(self, site: Site, book: FeedbackBook, runs: SuiteRuns) -> None:
        self._site = site
        self._book = book
        self._runs = runs
        with gr.Tab(label("tab_quality"), visible=False) as self.tab:
            self.places = gr.State({})
            self._lay_out_runs()
            self._lay_out_cases()

    def _lay_out_runs(self) -> None:
        gr.Markdown(label("quality_hint"))
        with gr.Row(elem_id="run-row"):
            self._suite = gr.Dropdown([], value=None, label=label("suite"), elem_id="suite", scale=4)
            self._run = gr.Button(label("run_suite"), variant="primary", elem_id="run-suite", scale=1, min_width=120)
            self._stop = gr.Button(label("stop_run"), variant="stop", elem_id="stop-run", visible=False, min_width=120)
        self._standing = gr.HTML(elem_id="run-standing")
        self._table = gr.HTML(elem_id="runs")

    def _lay_out_cases(self) -> None:
        gr.Markdown(label("cases_hint"))
        self._cases = gr.HTML(elem_id="cases")
        with gr.Accordion(label("complete_case"), open=False, visible=False, elem_id="complete-case") as self._whole:
            self._case = gr.Dropdown([], value=None, label=label("case_pick"), elem_id="case-pick")
            self._answerable = gr.Dropdown([], value=None, label=label("case_answerable"), elem_id="case-answerable")
            self._document = gr.Dropdown([], value=None, label=label("case_document"), elem_id="case-document")
            self._quote = gr.Textbox(label=label("case_quote"), elem_id="case-quote", lines=2, max_lines=6)
            self._facts = gr.Textbox(label=label("case_facts"), elem_id="case-facts", max_lines=3)
            with gr.Row():
                self._save = gr.Button(label("case_save"), variant="primary", elem_id="case-save")
                self._forget = gr.Button(label("case_remove"), variant="stop", elem_id="case-remove")
        self._reply = gr.HTML(elem_id="case-reply")
        self._export = gr.Button(label("export_suite"), elem_id="export-suite", visible=False)
        self._download = gr.DownloadButton(label("download_suite"), elem_id="download-suite", visible=False)

    def listen(self) -> None:
        """Connect the events."""
        of_runs = [self._standing, self._table, self._run, self._stop]
        self.tab.select(self.offer_suites, self._suite, self._suite, **QUIET)
        of_cases = [self._cases, self.places, self._case, self._document, self._answerable, self._whole, self._export]
        self.tab.select(self.arrive, None, of_cases, **QUIET)
        self.tab.select(self.watch, None, of_runs, **_WATCHING)
        self._run.click(self.start, self._suite, of_runs, **_WATCHING)
        self._stop.click(self.stop, None, None, **QUIET)
        filled = [self._case, self._answerable, self._document, self._quote, self._facts]
        self._save.click(self.complete, filled, [self._reply, self._quote, self._facts, *of_cases], **QUIET)
        self._forget.click(self.forget, self._case, [self._reply, *of_cases], **QUIET)
        self._export.click(self.export, None, [self._reply, self._download], **QUIET)

    def offer_suites(self, chosen: str | None, request: gr.Request) -> Updates:
        """The suites that can be run, in words; the one chosen stays chosen."""
        language = language_of(request, self._site.language)
        named = [(suite_name(name, language), name) for name in suites()]
        first = named[0][1] if named else None
        # What is chosen is not touched: it may have been chosen anew by the time this comes.
        return {self._suite: gr.update(choices=named) if chosen else gr.update(choices=named, value=first)}

    def arrive(self, request: gr.Request) -> Updates:
        """Show the cases as they are now."""
        language = language_of(request, self._site.language)
        try:
            kept = self._seen(request)
        except AssistantError as error:
            return {self._cases: refusal(error.in_language(language))}
        titles = {each.id: each.title for each in self._site.assistant_for(request).documents()}
        key = secrets.token_hex(16)
        named = [(f"{case.question[:40]} · {quality_view.said_of(case, language)}", case.id) for case in kept]
        answers = [(_say(f"case_{value}", language), value) for value in (_ANSWERABLE, _UNANSWERABLE)]
        return {
            self._cases: quality_view.cases(kept, titles, key, language),
            self.places: {key: quality_view.places_of(kept, titles)},
            self._case: gr.update(choices=named, value=None),
            self._document: gr.update(choices=document_choices(self._site.assistant_for(request)), value=None),
            self._answerable: gr.update(choices=answers, value=None),
            # With their labels, which what is shown again has lost.
            self._whole: gr.update(visible=bool(kept), label=label("complete_case")),
            self._export: gr.update(visible=bool(kept), value=label("export_suite")),
        }

    async def start(self, suite: str | None, request: gr.Request) -> AsyncIterator[Updates]:
        """Begin a run, and show it until it ends. A run that is under way already is shown instead."""
        language = language_of(request, self._site.language)
        try:
            if suite is not None:
                self._runs.start(suite, language)
                self._site.note(request, Deed.SUITE_RUN, suite)
        except AssistantError as error:
            yield {self._standing: refusal(error.in_language(language))}
            return
        async for update in self.watch(request):
            yield update

    async def watch(self, request: gr.Request) -> AsyncIterator[Updates]:
        """Show the run under way until it ends, then the runs as they are."""
        language = language_of(request, self._site.language)
        while (told := self._runs.standing()) is not None and told.is_running:
            yield {
                self._standing: quality_view.standing(told, language),
                self._run: gr.update(interactive=False),
                self._stop: gr.update(visible=True),
            }
            await asyncio.sleep(_WATCH_S)
        finished = self._runs.runs()
        yield {
            self._standing: quality_view.standing(told, language),
            self._table: joined([trends(finished, language), quality_view.runs(finished, language)]),
            self._run: gr.update(interactive=True),
            self._stop: gr.update(visible=False),
        }

    def stop(self) -> None:
        """End the run; whoever watches it sees that."""
        self._runs.stop()

    def complete(
        self,
        case_id: str | None,
        answerable: str | None,
        document_id: str | None,
        quote: str,
        facts: str,
        request: gr.Request,
    ) -> Updates:
        """Say what a right answer is, with the words of the library that carry it."""
        language = language_of(request, self._site.language)
        try:
            if case_id is None or answerable is None:
                raise UsageError("case_unfinished")
            is_answerable = answerable == _ANSWERABLE
            gold = (self._span(document_id, quote, request),) if is_answerable else ()
            said = [part.strip() for part in re.split(r"[、；;\n]", facts) if part.strip()] if is_answerable else []
            self._must_be_seen(case_id, request)
            self._book.complete(case_id, answerable=is_answerable, facts=said, gold=gold)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        done = {self._reply: remark(_say("case_saved", language)), self._quote: "", self._facts: ""}
        return done | self.arrive(request)

    def forget(self, case_id: str | None, request: gr.Request) -> Updates:
        """Take a case away."""
        language = language_of(request, self._site.language)
        try:
            if case_id is None:
                raise UsageError("case_unfinished")
            self._must_be_seen(case_id, request)
            self._book.remove(case_id)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        return {self._reply: remark(_say("case_removed", language))} | self.arrive(request)

    def export(self, request: gr.Request) -> Updates:
        """Lay the complete cases ready as a suite."""
        language = language_of(request, self._site.language)
        try:
            kept = self._seen(request)
            seen = self._site.assistant_for(request)
            documents = (seen.document(each.id) for each in seen.documents())
            data, count = suite_zip(kept, documents, language)
        except AssistantError as error:
            return {self._reply: refusal(error.in_language(language))}
        if not count:
            return {self._reply: refusal(_say("nothing_to_export", language)), self._download: gr.update(visible=False)}
        path = lay_ready(self._site.files_for(request), f"{NAME}.zip", data)
        told = _say("suite_exported", language, cases=count, left=len(kept) - count)
        return {self._reply: remark(told), self._download: gr.update(value=str(path), visible=True)}

    def _seen(self, request: gr.Request) -> list[Case]:
        """The cases of documents that the person behind a request may see: their questions tell of them.

        What a document was that is gone nobody can say any more; its cases are for those from whom nothing is kept.
        """
        seen = {each.id for each in self._site.assistant_for(request).documents()}
        held = {each.id for each in self._site.assistant.documents()}
        sees_all = self._site.sees_all(request)
        return [
            case
            for case in self._book.cases()
            if case.documents <= seen or (sees_all and not (case.documents - seen) & held)
        ]

    def _must_be_seen(self, case_id: str, request: gr.Request) -> None:
        """Raises UsageError for a case that is hidden or missing."""
        if all(case.id != case_id for case in self._seen(request)):
            raise UsageError("case_missing", id=case_id)

    def _span(self, document_id: str | None, quote: str, request: gr.Request) -> Span:
        """Where words stand in a document. Raises UsageError where they do not."""
        if document_id is None or not quote.strip():
            raise UsageError("case_without_words")
        document = self._site.assistant_for(request).document(document_id)
        place = find_words(quote, document.text)
        if place is None:
            raise UsageError("case_words_not_found", title=document.title)
        return Span(document_id, *place)


def _say(key: str, language: str, **facts: object) -> str:
    return messages.text(f"web.{key}", language=language, **facts)
