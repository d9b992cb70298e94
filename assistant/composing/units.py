"""Evidence → its sentences, list items and table rows, each with what it leans on: lead-in, header, sentence before.

Spans count characters of the document's repaired text. It knows no question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType

from assistant.composing.rows import is_cut_record, is_record, is_row, long_rows, names_of
from assistant.composing.spans import ASKS, told_spans
from assistant.records import Evidence
from assistant.text.heading_paths import SEPARATOR, heading_paths
from assistant.text.numerals import to_int
from assistant.text.sentences import Span
from assistant.text.terms import fold

STYLES = {
    "是": re.compile(r"[一二三四五六七八九十]{1,3}是"),
    "要": re.compile(r"[一二三四五六七八九十]{1,3}要"),
    "bracketed": re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    "ordinal": re.compile(r"第[一二三四五六七八九十]{1,3}(?:[件个点步类方种]面?[，、,：:]|[，、,]|笔)"),
    "han": re.compile(r"[一二三四五六七八九十]{1,3}、"),
    "arabic bracketed": re.compile(r"[（(]\d{1,2}[）)]"),
    "arabic": re.compile(r"\d{1,2}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))"),
}
"""How an item of a list begins."""

_STYLE_NAMES = tuple(STYLES)
_ANY_STYLE = re.compile("|".join(f"({label.pattern})" for label in STYLES.values()))

_LEANS = re.compile(
    r"(?:其中|同时|此外|另外|对此|该|此|上述|前款|其余|剩余|这|他们|他|它|二者|两者|并|且|但|逾期|有前)"
)
_FIELD = re.compile(r"[\u4e00-\u9fff（）()]{2,8}：.")
_BLOCK = re.compile(r"[*_#\s]*(?:问题|事项|任务|序号)[\s\d一二三四五六七八九十]*[：:]")
"""The first line of a block of a form."""

_BLOCK_SIZE = 12
_FIRST_INSIDE = re.compile(r"[：:](一是|一要|（一）|第一[，、])")
"""A sentence that opens a list and holds its first item: 共有五项议程：一是…；"""

_RULE_ROW = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*\|?")


_HEADLINE = 24
"""Characters of a headline that stands in the line of its paragraph."""

_GAP = 3
"""Characters of line breaks between two passages that follow one another."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a passage says."""

    key: int
    """Number of its evidence, from 1."""
    span: Span
    text: str
    """What stands at `span`."""
    lead: Span | None = None
    """The sentence that opens its list, or the header of its table."""
    lead_key: int = 0
    """Number of the evidence that holds the lead."""
    lead_text: str = ""
    before: str = ""
    """The sentence before it, where it leans on that; empty where it stands alone."""
    block: str = ""
    """The paragraphs that a line of a form, 责任领导：…, belongs to; of an answer, 答：…, its question."""
    row: bool = False
    """A row of a table."""
    names: str = ""
    """Of a sentence in a cell: what its row is called, the header and the cells that hold no sentences."""
    head: str = ""
    """Title of its document, the headings above it, and whose paper it is, folded."""

    @property
    def style(self) -> str | None:
        """How it is numbered as an item of a list."""
        return style_of(self.text)

    @property
    def opens(self) -> bool:
        """Whether it only opens what follows it."""
        return self.text.rstrip().endswith(("：", ":"))

    @property
    def is_fragment(self) -> bool:
        """Whether it is no sentence: a name, a salutation, a title without a mark at its end."""
        ends = self.text.rstrip("*_ ”’」』）)")[-1:]
        return not self.row and ends not in "。！？；!?;…" and not any(mark in self.text for mark in "，：0123456789")

    @property
    def is_headline(self) -> bool:
        """Whether it is the headline of its paragraph: （二）整改方案报送时间。"""
        return self.lead is None and len(self.text) <= _HEADLINE and "，" not in self.text and self.style is not None


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of evidence with its units."""

    key: int
    item: Evidence
    units: tuple[Unit, ...]
    around: str
    """Title, headings and text of the passage, folded."""
    head: str
    """Title and the headings above its beginning, and whose paper it is, folded."""

    def text_of(self, span: Span) -> str:
        passage = self.item.passage
        return passage.text[span.start - passage.start : span.end - passage.start]


def style_of(text: str) -> str | None:
    """How a sentence is numbered as an item of a list; None where it is not.

    >>> style_of("（一）整改目标；"), style_of("二要抓实。"), style_of("整改目标。")
    ('bracketed', '要', None)
    """
    label = _ANY_STYLE.match(text)
    return _STYLE_NAMES[label.lastindex - 1] if label and label.lastindex else None


def sources(
    evidence: Sequence[Evidence], first: int = 1, mastheads: Mapping[str, str] = MappingProxyType({})
) -> list[Source]:
    """The evidence with its units, numbered from `first`; `mastheads`: document id → whose paper it is."""
    made = [
        source(key, item, mastheads.get(item.passage.document_id, "")) for key, item in enumerate(evidence, start=first)
    ]
    return [_with_block(_with_header(one, made), made) for one in made]


@lru_cache(maxsize=256)
def source(key: int, item: Evidence, masthead: str = "") -> Source:
    """One piece of evidence with its units; where sides are compared, it is read for one of them and for both."""
    passage = item.passage
    head = fold(f"{item.title}\n{passage.heading}\n{masthead}")
    return Source(key, item, tuple(_units(key, item, masthead)), f"{head}\n{fold(passage.text)}", head)


def _with_header(cut: Source, others: Sequence[Source]) -> Source:
    """A table that was cut between two passages keeps the header that stands in the first of them."""
    begin, document = cut.item.passage.start, cut.item.passage.document_id
    if not cut.units or not cut.units[0].row or cut.units[0].lead is not None or cut.units[0].span.start > begin + 2:
        return cut
    above = [
        other.units[-1]
        for other in others
        if other.item.passage.document_id == document
        and 0 <= begin - other.item.passage.end <= _GAP
        and other.units
        and other.units[-1].row
    ]
    if not above or above[0].lead is None:
        return cut
    head = above[0]
    rows = len(list(takewhile(lambda unit: unit.row, cut.units)))
    headed = [
        replace(unit, lead=head.lead, lead_key=head.lead_key, lead_text=head.lead_text) for unit in cut.units[:rows]
    ]
    return replace(cut, units=(*headed, *cut.units[rows:]))


def _with_block(cut: Source, others: Sequence[Source]) -> Source:
    """A form that was cut between two passages: its lines keep what stands above them in the first."""
    above = _open_block(cut, others)
    if not above:
        return cut
    own = list(takewhile(lambda unit: _BLOCK.match(unit.text) is None, cut.units))
    joined = [
        replace(unit, block=f"{above}\n{unit.block}") if _FIELD.match(unit.text) and not unit.row else unit
        for unit in own
    ]
    return replace(cut, units=(*joined, *cut.units[len(own) :]))


def _open_block(cut: Source, others: Sequence[Source]) -> str:
    """The last block of a form in the passage right before; empty where there is none."""
    passage = cut.item.passage
    for other in others:
        same = other.item.passage.document_id == passage.document_id
        if same and 0 <= passage.start - other.item.passage.end <= _GAP:
            begins = [at for at, unit in enumerate(other.units) if _BLOCK.match(unit.text)]
            return "\n".join(unit.text for unit in other.units[begins[-1] :]) if begins else ""
    return ""


def _units(key: int, item: Evidence, masthead: str) -> list[Unit]:
    reader = _Reader(key, item)
    paths = heading_paths(item.passage.heading, item.passage.text)
    heads = {path: fold(f"{item.title}\n{path}\n{masthead}") for path in dict.fromkeys(paths.paths)}
    section = 0
    for span in told_spans(item):
        at = span.start - item.passage.start
        if paths.section(at) != section:
            section = paths.section(at)
            path = paths.at(at)
            reader.begin_section(path.rpartition(SEPARATOR)[2], heads[path])
        reader.read(span)
    return reader.made


class _Reader:
    """Goes through a passage and remembers what the next sentence may lean on."""

    def __init__(self, key: int, item: Evidence) -> None:
        self.made: list[Unit] = []
        self._key, self._item = key, item
        self._header: Span | None = None
        self._in_table = False
        self._opener: Span | None = None
        self._style: str | None = None
        self._number = 0
        self._last: Span | None = None
        self._block: list[str] = []
        self._asked = ""
        self._head = ""
        self._long_rows = {one: Span(row.start, row.end) for row in long_rows(item) for one in row.told}

    def begin_section(self, heading: str, head: str) -> None:
        """The lines of a form belong to the heading over them, and not to what stands above it."""
        self._block = [heading] if heading else []
        self._asked, self._head = "", head

    def read(self, span: Span) -> None:
        text = _of(self._item, span)
        if row := self._long_rows.get(span):
            self._read_cell(span, text, row)
            return
        if is_row(text) and not self._is_cut_record(span, text):
            self._read_row(span, text)
            return
        self._in_table, self._header = False, None
        if ASKS.match(text):
            self._asked = text
            return
        lead = self._lead(text)
        follows = _LEANS.match(text) or (self.made and self.made[-1].is_headline)
        before = _of(self._item, self._last) if self._last is not None and follows else ""
        block = self._block_of(text) or self._asked
        lead_text = _of(self._item, lead) if lead else ""
        self.made.append(Unit(self._key, span, text, lead, self._key, lead_text, before, block, head=self._head))
        if text.rstrip().endswith(("：", ":")) or _opens_inline(text):
            self._opener, self._style, self._number = span, None, 0
        elif first := _FIRST_INSIDE.search(text):
            self._opener, self._style, self._number = span, style_of(first[1]), 1
        self._last = span

    def _is_cut_record(self, span: Span, text: str) -> bool:
        """A record whose beginning stands before it, or in the passage before, does not say what it is about."""
        passage = self._item.passage
        if not is_record(text):
            return False
        at = span.start - passage.start
        if at > _GAP:
            return passage.text[at - 1] != "\n"
        return passage.start > 0 and is_cut_record(text, passage.text[span.end - passage.start :])

    def _read_row(self, span: Span, text: str) -> None:
        if not self._in_table:
            self._in_table, self._header = True, _header(text, span)
        if span != self._header and not _RULE_ROW.fullmatch(text.strip()):
            head = _of(self._item, self._header) if self._header else ""
            before = _of(self._item, self._last) if self._last is not None else ""
            row = Unit(self._key, span, text, self._header, self._key, head, before, row=True, head=self._head)
            self.made.append(row)

    def _read_cell(self, span: Span, text: str, row: Span) -> None:
        """A sentence in a cell of a row of sentences leans on the rest of the row, and on the header."""
        head = _of(self._item, self._header) if self._header else ""
        self._in_table = True
        whole = _of(self._item, row)
        names = "\n".join((head, *names_of(whole)))
        self.made.append(Unit(self._key, span, text, block=f"{head}\n{whole}", names=names, head=self._head))

    def _block_of(self, text: str) -> str:
        """What stands above a line of a form, back to the paragraph that is none."""
        above = self._block if _BLOCK.match(text) is None else []
        self._block = [*above, text][-_BLOCK_SIZE:]
        return "\n".join(above) if _FIELD.match(text) else ""

    def _lead(self, text: str) -> Span | None:
        """The opener of the list whose next item this is."""
        style = style_of(text)
        if self._opener is None or style is None or self._style not in (None, style):
            return None
        number = _number_of(text)
        if number != self._number + 1:
            return None
        self._style, self._number = style, number
        return self._opener


def _number_of(text: str) -> int | None:
    match = re.match(r"[（(第]?([一二三四五六七八九十]{1,3}|\d{1,2})", text)
    return to_int(match[1]) if match else None


def _opens_inline(text: str) -> bool:
    """主要有三个方面。 opens what follows without a colon."""
    return (
        re.search(r"(?:下面|以下|下列|如下|[几两二三四五六七八九十][个项条点件种])[^。；，]{0,12}。$", text) is not None
    )


def _header(row: str, span: Span) -> Span | None:
    """The header of the table that begins with this row: its first row, if that holds no figures. A record has none."""
    return None if is_record(row) or any(mark.isdigit() for mark in row) else span


def _of(item: Evidence, span: Span) -> str:
    return item.passage.text[span.start - item.passage.start : span.end - item.passage.start]
