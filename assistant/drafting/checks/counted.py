"""A paragraph → its figures, each with the words that tell what it counts; and how figures that differ are reported.

Text in, records out. It does not know which figures belong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from assistant.drafting.checks.counters import figures_in
from assistant.text.facts import Fact
from assistant.text.numerals import BIG_UNITS
from assistant.text.terms import fold

_MARKS = "，,；;。：:、（(）)\n"
_BIG_MARKS = "；;。\n"
_BIG = re.compile(r"[\d.]\s*([万亿])")
_AMOUNT = re.compile(r"(-?[\d.]+)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`text[start:end]` is not what the figures around it give."""

    kind: str
    """parts (they do not sum up to their total), rest (not what they leave of it), more (one is more than it),
    sum (合计), share (a percentage), column or line (of a table)."""
    start: int
    end: int
    stated: str
    computed: str
    working: str
    """The sum, difference or division, as the text has its figures: 19个+6个, 19个/25个."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with the words that tell what it counts."""

    amount: Decimal
    unit: str
    start: int
    end: int
    before: str
    """From the mark before it."""
    after: str
    """Up to the mark or figure behind it."""
    is_child: bool
    """Behind 其中: a part of the figure before it, not of the total."""
    runs_on: bool
    """Whether the next figure follows without a mark, in the same unit: 20项措施完成18项."""
    shown: str

    @property
    def said(self) -> str:
        """The words around it, between the marks."""
        return f"{self.before} {self.after}"


def numbers_in(line: str) -> list[Number]:
    """Counts, amounts and percentages of a paragraph, in order."""
    found = [fact for fact in figures_in(line) if fact.kind in ("figure", "percent") and not _is_point(line, fact)]
    folded = fold(line)
    numbers: list[Number] = []
    for at, fact in enumerate(found):
        previous = found[at - 1].end if at else 0
        following = found[at + 1].start if at + 1 < len(found) else len(line)
        amount = _AMOUNT.fullmatch(fact.value)
        if amount is None:
            continue
        numbers.append(
            Number(
                amount=Decimal(amount[1]),
                unit=amount[2],
                start=fact.start,
                end=fact.end,
                before=_before(folded, previous, fact.start),
                after=_after(folded, fact.end, following),
                is_child=_is_behind_qizhong(folded, fact.start),
                runs_on=at + 1 < len(found) and _runs_on(folded, fact, found[at + 1]),
                shown="".join(line[fact.start : fact.end].split()),
            )
        )
    return numbers


def _is_point(line: str, fact: Fact) -> bool:
    """3.3个百分点 is a difference, not a count."""
    return line.startswith("百分点", fact.end)


def _before(folded: str, start: int, end: int) -> str:
    words = folded[start:end]
    cut = max(words.rfind(mark) for mark in _MARKS)
    return words[cut + 1 :].strip()


def _after(folded: str, start: int, end: int) -> str:
    words = folded[start:end]
    cuts = [at for mark in _MARKS if (at := words.find(mark)) >= 0]
    return words[: min(cuts, default=len(words))].strip()


def _runs_on(folded: str, fact: Fact, following: Fact) -> bool:
    between = folded[fact.end : following.start]
    same_unit = re.sub(r"^[\d.]+", "", fact.value) == re.sub(r"^[\d.]+", "", following.value)
    return same_unit and not any(mark in between for mark in _MARKS)


def _is_behind_qizhong(folded: str, position: int) -> bool:
    begin = max(folded.rfind(mark, 0, position) for mark in _BIG_MARKS) + 1
    return "其中" in folded[begin:position]


def rounds_to(count: Decimal, total: Decimal, share: Number) -> bool:
    exact = count * 100 / total
    return any(exact.quantize(step_of(share), how) == share.amount for how in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def step_of(share: Number) -> Decimal:
    """As many places as are written; 76% and 98.71% are each as exact as they say."""
    places = len(share.shown.rstrip("%％").partition(".")[2])
    return Decimal(1).scaleb(-places)


def counted_as(amount: Decimal, like: Number) -> str:
    """An amount as the text has another of its kind: 4500000 like 550万元 is 450万元."""
    big = _BIG.search(fold(like.shown))
    factor = BIG_UNITS[big[1]] if big else 1
    return f"{(amount / factor).normalize():f}{big[1] if big else ''}{like.unit}"


def added(parts: Sequence[Number]) -> str:
    return "+".join(part.shown for part in parts)
