"""A chosen sentence → the words that are shown and the spans that are quoted for them.

What is shown is what the source says there, without the label of its item or article, cut to the clauses that answer,
joined with the lead-in it cannot do without, and with its own name where it calls itself 本办法. Nothing else changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.composing.asked import FIGURES, Asked, share
from assistant.composing.brackets import fits
from assistant.composing.composer import Quote
from assistant.composing.expected import wanted_spans
from assistant.composing.kinds import Asks
from assistant.composing.questions import NEGATION
from assistant.composing.rows import cells, fields
from assistant.composing.subjects import named
from assistant.composing.units import STYLES, Source, Unit
from assistant.text.sentences import Span
from assistant.text.terms import fold

_LONGEST_REACH = 320
"""Characters from a lead-in to an item that are quoted in one piece."""

_MORE_IN_ALL = 0.08
"""Share of the question that the clauses hold together and none alone, from which several are told."""

_OF_KIND = 0.15
"""What it adds to a clause that it holds the kind of thing asked for, or denies where the question does."""

_OF_SUBJECT = 0.4
"""What it adds to a clause that it begins with the office asked about: that office does it."""

_NEEDS_LEAD = 0.06
"""Share of the question that only the lead-in of an item holds."""

_SAID_AT_ONCE = (Asks.WHO, *FIGURES)
"""Kinds of questions that a clause answers before the list behind it."""

_UNFINISHED = re.compile(r"[后前时中内的起]$")
"""What a clause ends with that only says when or where the next one holds."""

_LABEL = re.compile(
    r"^\s*(?:#+\s*)?(?:第[〇零一二三四五六七八九十百\d]+条(?:之[一二三四五六七八九十])?[\s　]*|[*_]*答[：:]|[*_]+)"
)
_ITEM_LABEL = re.compile(
    rf"^\s*(?:{'|'.join(STYLES[style].pattern for style in ('bracketed', 'arabic bracketed', 'arabic'))})\s*"
)
_ITSELF = re.compile(r"本(办法|规定|条例|细则|规则|准则|制度|规范|规程)(?![第])")
_FIGURE = re.compile(r"\d")
_CLOSES = "；;，,：:"
_LEANS = re.compile(r"(?:但|除|其中|逾期|不|并|且|否则|前|上述|同时|超过|情节|该|此|其|经|没有|未)")
_FIELD = re.compile(r"^[^：；。]{2,10}：")


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of an answer."""

    text: str
    quotes: tuple[Quote, ...]
    redacted: bool = False
    context: tuple[str, ...] = ()
    """What the quotes say together, spelled out: a row with each cell under the name of its column."""

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(quote.key for quote in self.quotes))


def told(asked: Asked, unit: Unit, source: Source) -> Told:
    """A sentence as an answer tells it."""
    if unit.row:
        return told_row(asked, unit, source)
    said = announced(asked, unit)
    if said is not None:
        return Told(_finished(f"{unit.text[: said.end - said.start]}。", source), (Quote(unit.key, *said),))
    span, text = _narrowed(asked, unit)
    if unit.lead is not None and share(asked, fold(unit.lead_text + text)) - share(asked, fold(text)) >= _NEEDS_LEAD:
        text = f"{_opening(unit.lead_text)}{_ITEM_LABEL.sub('', text)}"
        return Told(_finished(text, source), _reaching(unit, span))
    if unit.before and len(unit.before) < _LONGEST_REACH / 2 and span.start == unit.span.start:
        begin = span.start - source.item.passage.start
        reach = source.item.passage.text.rfind(unit.before, 0, begin)
        if reach >= 0:
            quoted = Quote(unit.key, source.item.passage.start + reach, span.end)
            return Told(_finished(f"{unit.before}{text}", source), (quoted,))
    return Told(_finished(_ITEM_LABEL.sub("", text), source), (Quote(unit.key, *span),))


def announced(asked: Asked, unit: Unit) -> Span | None:
    """What a sentence says before it opens a list, where that answers: 主要负责人是第一责任人，应当做到：."""
    if not unit.opens or asked.question.asks not in _SAID_AT_ONCE:
        return None
    cuts = [match.start() for match in re.finditer("，", unit.text)][::-1]
    cut = next((cut for cut in cuts if not _UNFINISHED.search(unit.text[:cut])), 0)
    kept = unit.text[:cut]
    if not wanted_spans(asked.question, kept) or share(asked, fold(kept)) < share(asked, fold(unit.text)):
        return None
    return Span(unit.span.start, unit.span.start + cut)


def told_whole(unit: Unit, source: Source) -> Told:
    """A sentence as its source has it."""
    return Told(_finished(unit.text, source), (Quote(unit.key, *unit.span),))


def told_stretch(source: Source, span: Span) -> Told:
    """A stretch of a source in one piece, line breaks taken out."""
    text = re.sub(r"\s*\n\s*", "", source.text_of(span))
    return Told(_finished(text, source), (Quote(source.key, *span),))


def told_row(asked: Asked, unit: Unit, source: Source) -> Told:
    """The cells of a row that are asked for, each with what its column is called."""
    names, values = columns_of(unit)
    if len(names) != len(values) or len(values) < 2:
        return Told(re.sub(r"\s*\|\s*", " ", unit.text).strip(), (Quote(unit.key, *unit.span),))
    wanted = _wanted_columns(asked, names, values)
    name = row_name(names, values)
    listed = "，".join(f"{names[at]}{values[at]}" for at in wanted)
    spelled = tuple(f"{name}：{names[at]}{values[at]}。" for at in range(len(names)))
    return Told(f"{name}：{listed}。", _reaching(unit, unit.span), context=("".join(spelled),))


def columns_of(unit: Unit) -> tuple[list[str], list[str]]:
    """What the columns of a row are called, and its cells; no names where no header is known."""
    if record := fields(unit.text):
        return [name for name, _ in record], [value for _, value in record]
    return cells(unit.lead_text) if unit.lead_text else [], cells(unit.text)


def row_name(names: list[str], values: list[str]) -> str:
    """What a row is about: its first cell, or the second where the first only counts."""
    return values[1] if re.fullmatch(r"\d+", values[0]) and len(values) > 2 else values[0]


def _wanted_columns(asked: Asked, names: list[str], values: list[str]) -> list[int]:
    first = 2 if re.fullmatch(r"\d+", values[0]) and len(values) > 2 else 1
    columns = list(range(first, len(names)))
    shares = {at: share(asked, fold(names[at])) for at in columns}
    named = [at for at in columns if shares[at] > 0.5 * max(shares.values())] if any(shares.values()) else []
    return named or columns


def _reaching(unit: Unit, span: Span) -> tuple[Quote, ...]:
    """From the lead-in to the item in one piece where they stand close, else two quotes."""
    lead = unit.lead
    if lead is None:
        return (Quote(unit.key, *span),)
    if unit.lead_key == unit.key and span.end - lead.start <= _LONGEST_REACH:
        return (Quote(unit.key, lead.start, span.end),)
    return (Quote(unit.key, *span), Quote(unit.lead_key, *lead))


def _opening(lead: str) -> str:
    return _LABEL.sub("", lead).strip()


def _finished(text: str, source: Source) -> str:
    """Without the label of an article, with the name of the rule for 本办法, closed by a full stop."""
    bare = _LABEL.sub("", text).strip("*_ \n\t　")
    title = source.item.title.strip("《》")
    if not _FIGURE.search(title) and source.item.passage.address is not None:
        bare = _ITSELF.sub(f"《{title}》", bare, count=1)
    return f"{bare.rstrip(_CLOSES)}。" if bare.endswith(tuple(_CLOSES)) else bare


def _narrowed(asked: Asked, unit: Unit) -> tuple[Span, str]:
    """The clauses between ；that answer. A clause that leans on the one before it brings that along."""
    pieces = pieces_of(unit.text)
    if len(pieces) < 2:
        return unit.span, unit.text
    texts = [unit.text[piece.start : piece.end] for piece in pieces]
    is_record = sum(_FIELD.match(text) is not None for text in texts) >= max(2, len(texts) - 1)
    if not is_record and "：" in texts[0]:
        return unit.span, unit.text
    first, last = _run(asked, texts, is_record=is_record)
    begin, end = pieces[first].start, pieces[last].end
    return Span(unit.span.start + begin, unit.span.start + end), unit.text[begin:end]


def _run(asked: Asked, texts: list[str], *, is_record: bool) -> tuple[int, int]:
    """First and last of the clauses to keep."""
    brackets = [fits(asked.question.text, text) for text in texts]
    if True in brackets and False in brackets:
        return brackets.index(True), brackets.index(True)
    shares = [share(asked, fold(text)) for text in texts]
    typed = [bool(wanted_spans(asked.question, text)) for text in texts]
    negated = [asked.question.negated and NEGATION.search(text) is not None for text in texts]
    leads = [_OF_SUBJECT * _LABEL.sub("", text).startswith(_bodies(asked)) for text in texts]
    worth = [shares[at] + leads[at] + _OF_KIND * (typed[at] + negated[at]) for at in range(len(texts))]
    best = max(range(len(texts)), key=lambda at: (worth[at], -at))
    whole = share(asked, fold("".join(texts)))
    if not is_record and whole - shares[best] > _MORE_IN_ALL:
        kept = [at for at in range(len(texts)) if shares[at] > 0.25 * shares[best]]
        first, last = kept[0], kept[-1]
    elif is_record:
        kept = [at for at in range(len(texts)) if shares[at] >= 0.5 * shares[best] or (typed[at] and shares[at])]
        first, last = kept[0], kept[-1]
    else:
        first = last = best
    if asked.question.negated and not is_record and not negated[best] and any(negated):
        last = max(last, negated.index(True))
    while first > 0 and not is_record and _LEANS.match(texts[first]):
        first -= 1
    return first, last


def _bodies(asked: Asked) -> tuple[str, ...]:
    """The offices that a question names, as a sentence about them begins."""
    return tuple(form for name in named(asked.question.text) for form in (name, f"市{name}", f"县{name}", f"区{name}"))


def pieces_of(text: str) -> list[Span]:
    """A sentence cut at ；outside brackets and quotation marks."""
    depth, start, pieces = 0, 0, []
    for at, mark in enumerate(text):
        if mark in "（(“「《":
            depth += 1
        elif mark in "）)”」》":
            depth = max(0, depth - 1)
        elif mark in "；;" and depth == 0:
            pieces.append(Span(start, at + 1))
            start = at + 1
    if start < len(text):
        pieces.append(Span(start, len(text)))
    return pieces
