"""A report or speech → the HTML of the draft tab. Knows nothing of Gradio or of how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant import messages
from assistant.drafting.manuscript import Line, Manuscript
from assistant.drafting.progress import Notice
from assistant.records import Citation
from assistant.web.draft_view import bases, number, slots, with_slots
from assistant.web.markup import Html, element, joined

_TOP = 2
"""The title is an h2; headings of level 1 come below it."""
_MOST_NAMED = 10
"""Rows of a ledger that one line names."""


def manuscript(shown: Manuscript, summary: str, notes: Sequence[str], key: str, language: str) -> Html:
    """What a person must know of it first, then the text as it is printed or spoken, then what it rests on."""
    cited = {citation.n: citation for citation in shown.citations}
    parts = [
        element("h2", with_slots(shown.title)),
        element("p", summary),
        element("ul", *(element("li", f"⚠ {note}") for note in notes), class_="notice") if notes else Html(),
        _slots(shown, language),
        element("div", *_text(shown, cited), class_="manuscript"),
        bases(shown.citations, shown.about, language),
    ]
    return element("article", *parts, class_=f"plan cited-{key}")


def notices_in_words(notices: Iterable[Notice], language: str) -> list[str]:
    """What a person should look at in a ledger, one line a kind with its rows."""
    rows: dict[str, list[str]] = {}
    for notice in notices:
        rows.setdefault(notice.kind, []).append(notice.where)
    return [
        messages.text(
            "web.notice_rows",
            language=language,
            notice=messages.text(f"progress.notice.{kind}", language=language),
            count=len(places),
            rows="、".join(places[:_MOST_NAMED]) + ("…" if len(places) > _MOST_NAMED else ""),
        )
        for kind, places in rows.items()
    ]


def _text(shown: Manuscript, cited: Mapping[int, Citation]) -> Iterator[Html]:
    yield from (element("p", with_slots(text), class_="byline") for text in shown.byline)
    if shown.addressee:
        yield element("p", with_slots(shown.addressee), "：")
    yield from (_line(line, cited) for line in shown.lines)
    yield from (element("p", with_slots(text), class_="signature") for text in (shown.signer, shown.signed_on) if text)


def _line(line: Line, cited: Mapping[int, Citation]) -> Html:
    if line.level:
        return element(f"h{line.level + _TOP}", with_slots(line.text))
    numbers = (number(cited[n]) for n in line.citations if n in cited)
    return element("p", joined([with_slots(line.text), *numbers]))


def _slots(shown: Manuscript, language: str) -> Html:
    """What is open, by what it waits for."""
    counts = Counter(slot.label for slot in shown.slots)
    rows = [element("li", element("span", f"{label} × {count}", class_="slot")) for label, count in counts.items()]
    return slots(rows, len(shown.slots), language)
