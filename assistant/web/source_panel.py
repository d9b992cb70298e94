"""The panel that opens a citation: the document's passage in its surroundings, with the cited span marked.

What a page cites stays on the server as `Place`s under a key that the browser cannot guess; a click sends the key of
the answer and the name of the link, and the panel shows the place. All of a document's text is escaped.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import gradio as gr

from assistant import messages
from assistant.errors import AssistantError, NotOnDesk
from assistant.library.originals import original_of
from assistant.records import Answer, Document, Status
from assistant.web.browser_acts import SAVE
from assistant.web.downloads import as_file_name
from assistant.web.events import POINTED, Updates
from assistant.web.language import language_of
from assistant.web.markup import Html, element, joined
from assistant.web.ready_files import lay_ready

if TYPE_CHECKING:
    from assistant.web.site import Site
    from assistant.web.talks import Talks

SURROUNDINGS = 1500
"""Characters shown on either side of a cited span, to the next line break."""
_HEADING = re.compile(r"^[ \t]*(?P<sign>#{1,6})[ \t]+(?P<words>\S.*)$", re.MULTILINE)
_LONGEST_EDGE = 400
"""How far beyond the surroundings a line break is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document that a link opens. An empty span opens the document at its start."""

    document_id: str
    title: str
    heading: str = ""
    start: int = 0
    end: int = 0
    status: Status | None = None
    """On the date that the answer was given for; None where there was no such date."""
    page: int | None = None
    """Where the file has pages."""
    document: Document | None = None
    """Where the library does not hold it: a feedback document that was only drafted from."""


Places = Mapping[str, Mapping[str, Place]]
"""Key of an answer, draft or list → name of the link → place."""


def places_of(answer: Answer) -> dict[str, Place]:
    """What the links of an answer open: `cite-1`, … its citations, `near-1`, … the nearest material, and `side-1-1`, …
    the sides of its conflicts.
    """
    cited = {
        f"cite-{each.n}": Place(
            each.document_id, each.title, each.address or each.heading, each.start, each.end, each.status, each.page
        )
        for each in answer.citations
    }
    near = {
        f"near-{n}": Place(each.document_id, each.title, each.heading, each.start, each.end)
        for n, each in enumerate(answer.searched.nearest, start=1)
    }
    return cited | near | _sides_of(answer)


def side_name(conflict: int, side: int) -> str:
    """The link to one side of a conflict, both counted from 1."""
    return f"side-{conflict}-{side}"


def _sides_of(answer: Answer) -> dict[str, Place]:
    return {
        side_name(number, n): Place(
            side["document_id"],
            side["title"],
            side["address"] or "",
            side["start"],
            side["end"],
            Status(side["status"]),
        )
        for number, conflict in enumerate(answer.conflicts, start=1)
        for n, side in enumerate(cast("Sequence[Mapping[str, Any]]", conflict["sources"]), start=1)
    }


def link(name: str, text: str, hint: str) -> Html:
    """A link that opens the place called `name`; the hint shows when the pointer rests on it."""
    return element("a", text, class_="cite", href=f"#{name}", title=hint)


def badge(status: Status, language: str) -> Html:
    """Whether the rule is in force, as a small label."""
    text = messages.text(f"web.status_{status.value}", language=language)
    return element("span", text, class_=f"badge {status.value}")


class SourcePanel:
    """The panel of one page."""

    def __init__(self, site: Site, talks: Talks) -> None:
        """`talks` knows what the answers of conversations cite."""
        self._site = site
        self._talks = talks
        self._html = gr.HTML(
            "",
            elem_id="source-panel",
            js_on_load=(Path(__file__).parent / "assets" / "source_panel.js").read_text(encoding="utf-8"),
        )
        # A hidden carrier of the file that the browser saves.
        self._file = gr.File(visible=False)

    def opens(self, *places: gr.State) -> None:
        """Open what the links of the page name. Each state holds `Places`; those of answers are known without one."""
        self._html.cite(self.show, inputs=[*places], outputs=self._html, **POINTED)
        laid = self._html.original(self.lay_original, inputs=[*places], outputs=[self._file, self._html], **POINTED)
        laid.success(None, self._file, None, js=SAVE)

    def show(self, event: gr.EventData, request: gr.Request, *places: Places) -> Html:
        """The panel's content for the link that was followed."""
        language = language_of(request, self._site.language)
        try:
            place = self._followed(places, event, request)
            document = place.document or self._site.assistant_for(request).document(place.document_id)
        except (KeyError, NotOnDesk):
            return _problem(messages.text("web.citation_gone", language=language), language)
        except AssistantError as error:
            return _problem(error.in_language(language), language)
        return passage(document, place, language)

    def lay_original(self, event: gr.EventData, request: gr.Request, *places: Places) -> Updates:
        """The file that the document of the open passage was read from, for the browser to save."""
        language = language_of(request, self._site.language)
        try:
            place = self._followed(places, event, request)
            assistant = self._site.assistant_for(request)
            document = assistant.document(place.document_id)
            data = original_of(assistant.store, document.id)
        except (KeyError, NotOnDesk):
            return {self._html: _problem(messages.text("web.citation_gone", language=language), language)}
        except AssistantError as error:
            return {self._html: _problem(error.in_language(language), language)}
        file = Path(document.path)
        name = f"{as_file_name(file.stem) or as_file_name(document.title)}{file.suffix}"
        return {self._file: str(lay_ready(self._site.files_for(request), name, data))}

    def _followed(self, places: Sequence[Places], event: gr.EventData, request: gr.Request) -> Place:
        """The place that a link names. Raises KeyError, and NotOnDesk, where there is none."""
        owner, name = str(event.owner), str(event.name)
        held = {key: opened for one in places for key, opened in one.items()}
        if owner in held:
            return held[owner][name]
        answer = self._talks.turn(request, owner).answer
        return ({} if answer is None else places_of(answer))[name]


def passage(document: Document, place: Place, language: str) -> Html:
    """A place in its surroundings, with what a reader must know of the document."""
    head = element("h2", place.title, id="source-title", tabindex="-1")
    original = _original(language) if place.document is None else Html()
    text = _text(document.text, place, language)
    return _panel(head, _facts(document, place, language), original, text, language=language)


def _original(language: str) -> Html:
    opens = element("a", messages.text("web.open_original", language=language), class_="original", href="#original")
    return element("p", opens)


def _panel(head: Html, *content: Html, language: str) -> Html:
    close = element(
        "button", "×", class_="close", type="button", aria_label=messages.text("web.close", language=language)
    )
    # Another mark at every opening, so that the browser notices when the same link is followed again.
    return element(
        "aside",
        element("header", head, close),
        *content,
        aria_labelledby="source-title",
        data_opening=secrets.token_hex(4),
    )


def _problem(text: str, language: str) -> Html:
    head = element("h2", messages.text("web.source", language=language), id="source-title", tabindex="-1")
    return _panel(head, element("p", text, class_="notice"), language=language)


def _facts(document: Document, place: Place, language: str) -> Html:
    version = document.version
    status = place.status or version.status(date.today())
    dates = {
        "issued_on": version.issued_on,
        "effective_from": version.effective_from,
        "superseded_on": version.superseded_on,
    }
    known = [
        messages.text(f"web.{name}", language=language, date=day.isoformat()) for name, day in dates.items() if day
    ]
    page = messages.text("web.page", language=language, page=place.page) if place.page else None
    named = [text for text in (version.issuer, version.document_number, document.secrecy, *known, page) if text]
    line = element("p", badge(status, language), *(element("span", text) for text in named), class_="facts")
    return joined([line, element("p", place.heading, class_="heading")]) if place.heading else line


def _text(text: str, place: Place, language: str) -> Html:
    first, last = _window(text, place)
    headings = [*_HEADING.finditer(text, first, last)]
    before, cited, after = (
        _stretch(text, headings, start, end)
        for start, end in ((first, place.start), (place.start, place.end), (place.end, last))
    )
    shown = element("p", before, element("mark", cited) if cited else "", after)
    left_out = [_omitted(characters, language) for characters in (first, len(text) - last)]
    return element("div", left_out[0], shown, left_out[1], class_="text", tabindex="0")


def _stretch(text: str, headings: Sequence[re.Match[str]], start: int, end: int) -> Html:
    """Part of a text with all its characters; of the headings in it, the signs that make them so are not seen."""
    parts: list[str] = []
    at = start
    for heading in headings:
        opened, closed = max(heading.start(), start), min(heading.end(), end)
        if opened >= closed:
            continue
        words = min(max(heading.start("words"), opened), closed)
        sign = element("span", text[opened:words], hidden="") if opened < words else ""
        named = element(
            "span", text[words:closed], class_="title", role="heading", aria_level=str(2 + len(heading["sign"]))
        )
        parts += [text[at:opened], sign, named]
        at = closed
    return joined([*parts, text[at:end]])


def _omitted(characters: int, language: str) -> Html:
    if not characters:
        return Html()
    return element("p", messages.text("web.omitted", language=language, characters=characters), class_="omitted")


def _window(text: str, place: Place) -> tuple[int, int]:
    first = max(place.start - SURROUNDINGS, 0)
    last = min(place.end + SURROUNDINGS, len(text))
    break_before = text.rfind("\n", max(first - _LONGEST_EDGE, 0), first)
    break_after = text.find("\n", last, last + _LONGEST_EDGE)
    return (break_before + 1 if break_before >= 0 else first), (break_after if break_after >= 0 else last)
