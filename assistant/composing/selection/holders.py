"""第三巡察组组长是谁, 会议是谁主持的, 这个讲话是谁讲的 → the lines and sentences that name who it is.

Ranked sentences in, sentences out; nothing where no text has a name beside the office, the label or the speech. Such
lines, in lists of members, at the head of minutes, under the title of a speech, hold next to nothing of the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from assistant.composing.asked import share
from assistant.composing.masthead import masthead
from assistant.composing.office_asked import is_office, office_asked
from assistant.composing.posts import (
    Office,
    Post,
    continued,
    label_of,
    labelled,
    labels_in,
    name_under,
    posts,
    row_posts,
)
from assistant.composing.ranking import Ranked
from assistant.composing.units import Source, Unit
from assistant.composing.wording import Told, columns_of, pieces_of, row_name, told_row, told_stretch
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_WHO = re.compile(r"谁|哪[位些](?:人|同志|领导)?")
_SPOKE = re.compile(r"讲的?话|发的?言|作的?(?:动员|部署|表态)?报告|致的?辞|主持")
_SPEECH = re.compile(r"(?:讲话|发言|报告|致辞|主持词)(?:提纲|稿)?$")

_MOST = 4
"""Lines that are told where several hold an office."""

_ABOUT = 0.5
"""Share of a question that minutes, or the title of a speech, must hold."""


def holders(ranked: Ranked) -> list[Told]:
    """Who holds the office, did what a label says, or gave the speech asked about; empty where nobody is named."""
    question = ranked.question.text
    if asked := office_asked(question):
        return _first_of_each(ranked, lambda source, text, unit: _in_office(asked, source, text, unit))
    if _WHO.search(question) is None or _tells_by_label(ranked):
        return []
    return _first_of_each(ranked, lambda source, text, _: _labelled(ranked, source, text)) or _speakers(ranked)


def names_another(ranked: Ranked) -> bool:
    """Whether the best sentence tells who holds an office, and the question asks for the holder of one that nobody is
    known to hold.
    """
    return office_asked(ranked.question.text) is not None and bool(posts(ranked.best.unit.text))


def _in_office(asked: Office, source: Source, text: str, unit: Unit | None) -> tuple[str, ...]:
    held = posts(text) if unit is None else _of_row(unit)
    head = f"{source.head}\n{text}"
    return tuple(one.name for one in held if is_office(asked, one.office, head, source.around))


def _of_row(unit: Unit) -> tuple[Post, ...]:
    names, values = columns_of(unit)
    return row_posts(names, values, row_name(names, values)) if len(names) == len(values) > 1 else ()


def _labelled(ranked: Ranked, source: Source, text: str) -> tuple[str, ...]:
    """主持 of 主持人：… is what a question asks for by 谁主持."""
    label, names = labelled(text)
    return names if _asks_for(ranked, label) and share(ranked.asked, source.around) >= _ABOUT else ()


def _asks_for(ranked: Ranked, label: str) -> bool:
    return len(label) > 1 and label.removesuffix("人") in ranked.question.text


def _tells_by_label(ranked: Ranked) -> bool:
    """Whether the best sentence has that label: a ledger says 责任领导：… of every problem, this of the one meant."""
    return bool(ranked.candidates) and any(_asks_for(ranked, one) for one in labels_in(ranked.best.unit.text))


def _first_of_each(ranked: Ranked, named: Callable[[Source, str, Unit | None], tuple[str, ...]]) -> list[Told]:
    """The lines that name someone who was not named before, of the best passages first."""
    known: set[str] = set()
    told: list[Told] = []
    for source in ranked.sources:
        for text, unit, say in (*_lines(source), *_rows(ranked, source)):
            names = set(named(source, text, unit))
            if names - known and len(told) < _MOST:
                known |= names
                told.append(say())
    return told


def _lines(source: Source) -> Iterator[tuple[str, Unit | None, Callable[[], Told]]]:
    """The sentences and lines of a passage, cut at ；, each as it is read and how it is told."""
    begin, label = source.item.passage.start, ""
    for span in sentences(source.item.passage.text):
        text = span.of(source.item.passage.text)
        label = label_of(text) or (label if continued(label, text) != text else "")
        for piece in pieces_of(text) if "|" not in text else ():
            place = Span(begin + span.start + piece.start, begin + span.start + piece.end)
            yield continued(label, piece.of(text)), None, partial(told_stretch, source, place)


def _rows(ranked: Ranked, source: Source) -> Iterator[tuple[str, Unit | None, Callable[[], Told]]]:
    return ((unit.text, unit, partial(told_row, ranked.asked, unit, source)) for unit in source.units if unit.row)


def _speakers(ranked: Ranked) -> list[Told]:
    """The line under the title of a speech that says whose it is."""
    if _SPOKE.search(ranked.question.text) is None:
        return []
    for source in ranked.sources:
        passage = source.item.passage
        is_it = _SPEECH.search(source.item.title) and share(ranked.asked, fold(source.item.title)) >= _ABOUT
        if not is_it or passage.start > 0:
            continue
        for line in masthead(passage.text).splitlines():
            if name_under(line) and (at := passage.text.find(line)) >= 0:
                return [told_stretch(source, Span(at, at + len(line)))]
    return []
