"""Markup → a tree of elements with implied end tags closed, and what is not shown marked as such.

Everything here walks in loops, never in calls, so that no depth of nesting loses text or ends the process. It knows
nothing of which part of a page is its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.documents.readers.web_page.markup import RawText, Tag, tokens
from assistant.documents.readers.web_page.styles import StyleSheet, style_sheet
from assistant.errors import RejectedFile

MOST_ELEMENTS = 300_000
"""A page with more would not fit into a reader's memory; real ones have thousands."""

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset head header hgroup hr html legend li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul".split()
)

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

_NEVER_SHOWN = frozenset(
    "script style noscript noembed noframes template iframe object canvas audio video svg datalist rp".split()
)
"""Not shown by a browser that runs scripts, or no text but a picture or a film."""

_CONTROLS = frozenset("select option button textarea input rt".split())
"""Shown, but no part of a document: form controls; and the pronunciation above a character."""

_CLOSES_PARAGRAPH = BLOCKS - {"head", "html", "body", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"}

_SCOPES = ("table", "td", "th", "caption", "template")
"""An end tag inside one of these closes nothing outside of it."""

_SCOPES_OF = dict.fromkeys(("table", "template"), ("",))
_SCOPES_OF |= dict.fromkeys(("caption", "tbody", "td", "tfoot", "th", "thead", "tr"), ("table",))
"""End tags that reach further."""

_IMPLIED_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), ("ul", "ol", "menu", "dir")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr", "td", "th", "caption"), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tbody": (("thead", "tbody", "tfoot", "tr", "td", "th", "caption"), ("table",)),
    "thead": (("tbody", "tr", "td", "th", "caption"), ("table",)),
    "tfoot": (("thead", "tbody", "tr", "td", "th", "caption"), ("table",)),
    "option": (("option",), ("select",)),
}
"""What a start tag ends without saying so, and the elements beyond which it does not reach."""


@dataclass(slots=True, eq=False)
class Element:
    """One element. Its children are elements and text in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)
    is_hidden: bool = False
    """Neither it nor what it holds is shown."""
    is_unshown: bool = False
    """Hidden because no browser shows what such an element holds."""
    text_is_hidden: bool = False
    """Its own text cannot be seen: white on white, or of no size."""
    is_control: bool = False

    @property
    def names(self) -> str:
        """Its class and id, which often say what it is for."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"


@dataclass(slots=True)
class Page:
    """A page taken apart."""

    root: Element
    elements: list[Element]
    """All of them, each before what it holds."""
    title: str
    """What its title element says."""
    stated: dict[str, str]
    """What its meta elements say, by lower-case name."""


def page_of(markup: str) -> Page:
    """The tree of a page. Raises RejectedFile where it has too many elements."""
    builder = _Builder()
    for token in tokens(markup):
        if isinstance(token, str):
            builder.stack[-1].children.append(token)
        elif isinstance(token, RawText):
            builder.raw(token)
        else:
            builder.tag(token)
    page = Page(builder.root, builder.elements, builder.title, builder.stated)
    _mark_hidden(page, style_sheet(builder.styles))
    return page


def shown_within(root: Element) -> Iterator[tuple[Element, str | None]]:
    """What is shown inside an element, in order: (element, None) where one begins or ends, (its element, text) else."""
    pending: list[tuple[Element, Iterator[Element | str]]] = [(root, iter(root.children))]
    while pending:
        element, children = pending[-1]
        child = next(children, None)
        if child is None:
            pending.pop()
            yield element, None
        elif isinstance(child, str):
            if not element.text_is_hidden:
                yield element, child
        elif not (child.is_hidden or child.is_control):
            yield child, None
            pending.append((child, iter(child.children)))


def hides_text(page: Page) -> bool:
    """Whether a page holds text that styles keep from being seen."""
    return any(
        isinstance(child, str) and child.strip()
        for element in page.elements
        if (element.is_hidden and not element.is_unshown) or element.text_is_hidden
        for child in element.children
    )


class _Builder:
    def __init__(self) -> None:
        self.root = Element("html", {}, None)
        self.elements = [self.root]
        self.stack = [self.root]
        self.depths: dict[str, list[int]] = {}
        self.title = ""
        self.stated: dict[str, str] = {}
        self.styles: list[str] = []

    def raw(self, token: RawText) -> None:
        if token.element == "title":
            self.title = self.title or token.text
        elif token.element == "style":
            self.styles.append(token.text)
        elif token.element in ("xmp", "textarea"):
            self.stack[-1].children.append(token.text)

    def tag(self, tag: Tag) -> None:
        if tag.starts:
            self._start(tag)
        if tag.ends and tag.name not in _VOID:
            self._end(tag.name)

    def _start(self, tag: Tag) -> None:
        if tag.name == "meta":
            self._meta(tag)
            return
        self._end_implied(tag.name)
        if len(self.elements) >= MOST_ELEMENTS:
            raise RejectedFile("file_too_many_parts", count=len(self.elements) + 1, limit=MOST_ELEMENTS)
        element = Element(tag.name, dict(tag.attributes), self.stack[-1])
        self.elements.append(element)
        self.stack[-1].children.append(element)
        if tag.name not in _VOID:
            self.depths.setdefault(tag.name, []).append(len(self.stack))
            self.stack.append(element)

    def _meta(self, tag: Tag) -> None:
        name = tag.attributes.get("name") or tag.attributes.get("property") or ""
        if name and tag.attributes.get("content"):
            self.stated.setdefault(name.lower(), tag.attributes["content"])

    def _end_implied(self, name: str) -> None:
        if name in _CLOSES_PARAGRAPH:
            self._end("p")
        if name not in _IMPLIED_ENDS:
            return
        targets, barriers = _IMPLIED_ENDS[name]
        barrier = max(self._deepest(barrier) for barrier in barriers)
        reached = [depth for target in targets if (depth := self._deepest(target)) > barrier]
        if reached:
            self._pop_to(min(reached))

    def _end(self, name: str) -> None:
        depth = self._deepest(name)
        if depth and depth > max(self._deepest(scope) for scope in _SCOPES_OF.get(name, _SCOPES)):
            self._pop_to(depth)

    def _deepest(self, name: str) -> int:
        depths = self.depths.get(name)
        return depths[-1] if depths else 0

    def _pop_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            self.depths[self.stack.pop().tag].pop()


def _mark_hidden(page: Page, sheet: StyleSheet) -> None:
    """From the root down: hidden is what says so or stands in something hidden."""
    sights = {id(page.root): sheet.sight(page.root.tag, page.root.names, page.root.attributes, None)}
    for element in page.elements[1:]:
        parent = element.parent or page.root
        sight = sheet.sight(element.tag, element.names, element.attributes, sights[id(parent)])
        sights[id(element)] = sight
        element.is_unshown = parent.is_unshown or element.tag in _NEVER_SHOWN
        element.is_hidden = parent.is_hidden or element.is_unshown or sight.hides
        element.text_is_hidden = sight.hides_text
        element.is_control = parent.is_control or element.tag in _CONTROLS
