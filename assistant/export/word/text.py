"""Words → runs and paragraphs: open slots lit up, citations raised, remarks at their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting.slots import slot_spans
from assistant.export.word.comments import Margin, commented
from assistant.export.word.styles import fonts
from assistant.export.word.xml import Element, element, name, text_element
from assistant.fonts import FIRST_LEVEL


def run(text: str, *properties: Element) -> Element:
    """A stretch of text in one look; line breaks inside stay line breaks."""
    pieces: list[Element] = []
    for number, line in enumerate(text.split("\n")):
        pieces += [element("br")] * bool(number) + [text_element("t", line)]
    return element("r", element("rPr", *properties) if properties else None, *pieces)


def lead(text: str) -> Element:
    """Words that are set apart from what follows."""
    return run(text, fonts(FIRST_LEVEL))


def words(text: str, margin: Margin, place: str, citations: Sequence[int] = ()) -> Iterator[Element]:
    """The runs of a text, each open slot in one of its own with the remark on it."""
    position = 0
    for span, label in slot_spans(text):
        if span.start > position:
            yield run(text[position : span.start])
        comment = margin.of_slot(place, label)
        lit = run(span.of(text), element("highlight", val="yellow"))
        yield from commented([lit], [] if comment is None else [comment])
        position = span.end
    if position < len(text):
        yield run(text[position:])
    if citations:
        yield run("".join(f"[{n}]" for n in citations), element("vertAlign", val="superscript"))


def paragraph(style: str, content: Sequence[Element] = (), *properties: Element) -> Element:
    """A paragraph of a style; `properties` are its own, in the order of the schema."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *content)


def keep_with_next(paragraphs: Sequence[Element]) -> None:
    """Keep each paragraph on the page of what follows it; tables are left as they are."""
    for each in paragraphs:
        properties = each.find(name("pPr"))
        if each.tag == name("p") and properties is not None and properties.find(name("keepNext")) is None:
            properties.insert(1, element("keepNext"))  # behind the style, by the schema


def blank() -> Element:
    """An empty line."""
    return paragraph("GwFlush")
