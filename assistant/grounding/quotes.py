"""A sentence and the texts it cites → which of its quotations, figures, dates, document and article numbers are theirs.

What can be compared character by character is compared so, and nothing is guessed: a mark that is not checked may
still be true, but not because of what is cited. Marks are compared as they are meant: 三十日 and 30日 are one figure;
but 15日 is not 15个工作日, and inside quotation marks every letter counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.text.articles import normal_label, to_han
from assistant.text.facts import facts
from assistant.text.numerals import to_int
from assistant.text.sentences import Span
from assistant.text.terms import fold
from assistant.text.wording import Token, tokens

Kind = Literal["quotation", "figure", "date", "document_number", "article"]


@dataclass(frozen=True, slots=True)
class Mark:
    """`sentence[start:end]` is something that has to stand in what is cited; `is_checked` says whether it does."""

    kind: Kind
    start: int
    end: int
    is_checked: bool


_QUOTATION = re.compile('“([^“”\n]{1,300})”|「([^「」\n]{1,300})」|『([^『』\n]{1,300})』|"([^"\n]{1,300})"')
_LEFT_OUT = re.compile("…+|[.]{3,}|（略）")
_NO_LETTER = re.compile(r"[\s\W_]+")

_NUMERAL = r"[〇零○一二三四五六七八九十百千]+|\d+"
_ADDRESS = re.compile(
    rf"第(?P<number>{_NUMERAL})(?P<level>[条款项])(?P<inserted>之[一二三四五六七八九十]{{1,3}}(?![章节款项条]))?"
    rf"|第?[（(](?P<item>{_NUMERAL})[)）]项"
)
_ITEM_LABEL = re.compile(rf"[（(]({_NUMERAL})[)）]")

_COUNTERS = frozenset("个名位种次项条件起家份场批处类步组张篇间笔期")
"""一个, 一次: no figure, unless it is written as one."""


_CONTEXT = 3
"""Tokens before a number that make it plain which number is meant."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """What the cited texts hold of what can be compared."""

    letters: tuple[str, ...]
    addresses: frozenset[str]
    numbers: frozenset[tuple[str, str]]
    """Value and unit; the unit is empty where none stands behind, as in the cell of a table."""
    contexts: Mapping[tuple[str, ...], frozenset[tuple[str, str]]]
    """What stands right before a number → the numbers there."""
    dates: tuple[str, ...]
    document_numbers: frozenset[str]


def check(sentence: str, cited: Sequence[str]) -> list[Mark]:
    """The marks of a sentence in order of place, each compared with the texts that the sentence cites.

    What stands inside a quotation belongs to it and has no mark of its own. The title and the address of a citation
    are to be among `cited` where the sentence names them.

    >>> [(mark.kind, mark.is_checked) for mark in check("15日内“办结”。", ["自收到之日起十五个工作日内办结。"])]
    [('figure', False), ('quotation', True)]
    """
    held = _cited(tuple(cited))
    quoted = list(_quotations(sentence, held))
    inside = [Span(one.start, one.end) for one in quoted]
    found = [*_addresses(sentence, held), *_facts(sentence, held), *_figures(sentence, held)]
    marks = [*quoted, *(one for one in found if not any(span.start <= one.start < span.end for span in inside))]
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _quotations(sentence: str, held: _Cited) -> Iterator[Mark]:
    for found in _QUOTATION.finditer(sentence):
        words = found[found.lastindex or 0]
        parts = [letters for part in _LEFT_OUT.split(words) if (letters := _letters(part))]
        if parts:
            is_checked = any(_in_order(parts, text) for text in held.letters)
            yield Mark("quotation", found.start() + 1, found.end() - 1, is_checked)


def _in_order(parts: Sequence[str], text: str) -> bool:
    """Whether a text has the parts one behind the other."""
    start = 0
    for part in parts:
        at = text.find(part, start)
        if at < 0:
            return False
        start = at + len(part)
    return True


def _addresses(sentence: str, held: _Cited) -> Iterator[Mark]:
    for found in _ADDRESS.finditer(sentence):
        yield Mark("article", *found.span(), _address(found) in held.addresses)


def _address(found: re.Match[str]) -> str:
    """第三十五条, 第2款, 第三项: one form for each. A numeral that nobody writes, such as 十十三, stays as it is."""
    numeral = found["number"] or found["item"]
    if not numeral.isdecimal() and re.sub("[〇○]", "零", numeral) != to_han(to_int(numeral) or 0):
        return found[0]
    if found["item"]:
        return f"第{to_int(found['item'])}项"
    if found["level"] == "条":
        return normal_label(found[0])
    return f"第{to_int(found['number'])}{found['level']}"


def _facts(sentence: str, held: _Cited) -> Iterator[Mark]:
    for fact in facts(sentence):
        if fact.kind == "date":
            yield Mark("date", fact.start, fact.end, any(_is_part(fact.value, date) for date in held.dates))
        elif fact.kind == "document_number":
            is_checked = any(_is_same_number(fold(fact.value), other) for other in held.document_numbers)
            yield Mark("document_number", fact.start, fact.end, is_checked)


def _is_part(date: str, whole: str) -> bool:
    """2024-07 and --07-01 are parts of 2024-07-01."""
    return whole.endswith(date.removeprefix("-")) if date.startswith("-") and len(date) > 4 else _begins(date, whole)


def _begins(date: str, whole: str) -> bool:
    if date.startswith("-"):  # a month without its year
        return whole[4:7] == date[1:] or whole == date
    return whole == date or whole.startswith(f"{date}-")


def _is_same_number(one: str, other: str) -> bool:
    """The words before the agency's sign may have been taken along; what counts is how both end."""
    return one.endswith(other) or other.endswith(one)


def _figures(sentence: str, held: _Cited) -> Iterator[Mark]:
    taken = [(fact.start, fact.end) for fact in facts(sentence) if fact.kind in ("date", "document_number")]
    taken += [found.span() for found in _ADDRESS.finditer(sentence)]
    for span, value, unit, before in _measured(sentence):
        if any(start < span.end and span.start < end for start, end in taken):
            continue
        has_it = (value, unit) in held.numbers or (value, "") in held.numbers
        has_it = has_it or (not unit and any(value == other for other, _ in held.numbers))
        yield Mark("figure", *span, has_it and _fits(value, held.contexts.get(before)))


def _fits(value: str, there: frozenset[tuple[str, str]] | None) -> bool:
    """Whether the number stands behind these words in what is cited too, where the words stand there at all.

    延长不超过2个工作日 is not checked by a 2个工作日 elsewhere, where the rule has 延长不超过3个工作日.
    """
    return not there or any(value == other for other, _ in there)


def _measured(text: str) -> Iterator[tuple[Span, str, str, tuple[str, ...]]]:
    """Every number of a text with its unit, and the tokens right before it, as many as make a context."""
    found = tokens(text)
    for at, token in enumerate(found):
        if token.kind != "number":
            continue
        unit = _unit(found, at)
        written = text[token.start : token.end]
        if unit and written == "一" and unit.key in _COUNTERS:
            continue
        before = tuple(one.key for one in found[max(0, at - _CONTEXT) : at])
        yield Span(token.start, unit.end if unit else token.end), token.key, unit.key if unit else "", before


def _unit(found: Sequence[Token], at: int) -> Token | None:
    following = found[at + 1] if at + 1 < len(found) else None
    return following if following and following.kind == "unit" and following.start <= found[at].end else None


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


@lru_cache(maxsize=64)
def _cited(texts: tuple[str, ...]) -> _Cited:
    addresses = {_address(found) for text in texts for found in _ADDRESS.finditer(text)}
    addresses |= {f"第{to_int(found[1])}项" for text in texts for found in _ITEM_LABEL.finditer(text)}
    known = [fact for text in texts for fact in facts(text)]
    measured = [one for text in texts for one in _measured(text)]
    contexts: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for _, value, unit, before in measured:
        if len(before) == _CONTEXT:
            contexts.setdefault(before, set()).add((value, unit))
    return _Cited(
        letters=tuple(_letters(text) for text in texts),
        addresses=frozenset(addresses),
        numbers=frozenset((value, unit) for _, value, unit, _ in measured),
        contexts={before: frozenset(there) for before, there in contexts.items()},
        dates=tuple(fact.value for fact in known if fact.kind == "date"),
        document_numbers=frozenset(fold(fact.value) for fact in known if fact.kind == "document_number"),
    )
