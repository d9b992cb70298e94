"""The figures of a paragraph or table → what does not add up: parts against their total, shares against both.

Text in, contradictions out. A paragraph says 反馈问题25个，已完成19个，正在推进6个，完成率76%; whatever cannot be told
apart as total and part is left alone, since a wrong alarm here would accuse somebody of false figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from assistant.drafting.checks.counted import Contradiction, Number, added, counted_as, numbers_in, rounds_to, step_of
from assistant.drafting.checks.partitions import partition_contradictions
from assistant.drafting.checks.rests import rest_contradictions


@dataclass
class _Chain:
    """A total with the parts that were read since."""

    total: Number
    last: Number
    """The last figure that is no part of another part."""
    done: list[Number] = field(default_factory=list)
    staged: list[Number] = field(default_factory=list)
    left: list[Number] = field(default_factory=list)
    at_once: list[Number] = field(default_factory=list)

    @property
    def parts(self) -> list[Number]:
        return sorted((*self.done, *self.staged, *self.left, *self.at_once), key=lambda part: part.start)

    @property
    def is_told_in_full(self) -> bool:
        """Whether parts of several sorts were told, so that together they must be everything."""
        return sum(map(bool, (self.done or self.at_once, self.left or self.staged))) == 2

    @property
    def is_overdone(self) -> bool:
        """Whether more is done than there is: 查出问题132个，整改到位136个. Things by another name are not counted."""
        first = self.parts[0] if self.parts else None
        is_next = first is not None and len(self.done) == len(self.parts) == 1 and not _COUNTED.search(first.said)
        return is_next and first is not None and first.amount > self.total.amount

    @property
    def is_complete(self) -> bool:
        """Whether the parts told so far are everything: what follows in later sentences counts something else."""
        return self.is_told_in_full and sum(part.amount for part in self.parts) == self.total.amount

    def takes(self, number: Number) -> bool:
        """Whether a figure may be a part: of the same unit, and behind 其中 only where that is said of the total."""
        return number.unit == self.total.unit and (not number.is_child or self.last is self.total)

    def put(self, number: Number) -> bool:
        """Put a figure among the parts by its words; those before it tell more than those behind."""
        sorts = ((_LEFT, self.left), (_STAGED, self.staged), (_AT_ONCE, self.at_once), (_DONE, self.done))
        for said in (number.before, number.after):
            for words, parts in sorts:
                if words.search(said):
                    parts.append(number)
                    return True
        return False


_LEFT = re.compile(
    r"未完成|尚未|没有(?:完成|整改|办结)|未(?:整改|办结|销号|到位)|正在|推进|进行中|在办|延期|整改中|剩余|其余"
)
_AT_ONCE = re.compile(r"立行立改|立即整改|即知即改|限期整改")
_STAGED = re.compile(r"阶段(?!目标)|基本完成|分阶段|长期|持续")
_DONE = re.compile(r"完成|办结|整改到位|销号|已(?:整改|解决|改正|纠正)|改正到位")
_COUNTED = re.compile(r"问题|事项|任务|措施|线索|条款|意见|建议|清单")
_IN_ALL = re.compile(r"反馈|指出|移交|梳理|承担|认领|制定|细化|分解|共|总|涉及|列出")
_AMONG = re.compile(r"^[\u4e00-\u9fff]{0,8}(?:中|里)$")
_AMONG_ALL = re.compile(r"^[\u4e00-\u9fff]{0,4}?中[已尚还有]?(?:完成|整改|办结|销号|未|没有|正在|推进)")
"""6条中已完成5条: the parts follow without a mark."""
_SUMS_UP = re.compile(
    r"^(?:以上|上述|各项)?(?P<items>[二两三四五六七八九])?项?(?:资金)?(?:(?:合计|总计|共计)(?:(?:挽回|避免|减少|收回|追回|追缴|清退)?(?:直接|经济)*(?:损失|资金|金额)?)|共[\u4e00-\u9fff]{0,2})[为达]?$"
)
_SHARE_OF_DONE = re.compile(r"(?:完成|整改|办结|销号|到位)率[为达是]?到?$")
_SHARE = re.compile(r"^(?:占比?[\u4e00-\u9fff]{0,4}|占[\u4e00-\u9fff]{0,6}的|比例为?|占比为?)?$")
_NAMED_WITHIN = 6
"""Characters behind a figure within which what it counts is named."""


def contradictions(text: str) -> Iterator[Contradiction]:
    """Every contradiction in the paragraphs of a text.

    >>> [(found.kind, found.computed) for found in contradictions("反馈25个问题，已完成18个，正在推进6个，完成率76%。")]
    [('parts', '24个'), ('share', '72%')]
    """
    start = 0
    for line in text.split("\n"):
        numbers = numbers_in(line)
        has_total = any(_is_total(number) for number in numbers)
        of_chains = list(_of_chains(line, numbers))
        of_rests = [one for one in rest_contradictions(line, numbers) if not _is_told(one, of_chains, line)]
        of_parts = partition_contradictions(line, numbers, of_rates=not has_total)
        found = {(one.start, one.end): one for one in (*of_parts, *of_rests, *of_chains, *_of_sums(numbers))}
        yield from (_moved(found[span], start) for span in sorted(found))
        start += len(line) + 1


def _is_told(found: Contradiction, before: Sequence[Contradiction], line: str) -> bool:
    """Whether the same sentence was already told to have parts that are not its total."""
    return any(one.kind != "share" and "。" not in line[one.start : found.start] for one in before)


def _moved(found: Contradiction, by: int) -> Contradiction:
    return Contradiction(found.kind, found.start + by, found.end + by, found.stated, found.computed, found.working)


def _of_chains(line: str, numbers: Sequence[Number]) -> Iterator[Contradiction]:
    """Totals with their parts, each up to the next total, or up to the end of the sentence that completes them."""
    chain: _Chain | None = None
    last: Number | None = None
    read = 0
    for number in numbers:
        if chain is not None and chain.is_complete and "。" in line[read : number.start]:
            chain = None
        read = number.end
        if number.unit == "%":
            if chain is not None and last is not None:
                yield from _share(chain, last, number)
        elif _is_total(number):
            yield from _parts(chain)
            chain, last = _Chain(number, number), number
        elif chain is not None and chain.takes(number):
            last = number if chain.put(number) else last
            chain.last = chain.last if number.is_child else number
    yield from _parts(chain)


def _is_total(number: Number) -> bool:
    """反馈的25个问题, 问题25个, 25项措施中; not 完成整改的问题19个."""
    if number.is_child:
        return False
    if number.runs_on and (_COUNTED.search(number.after[:_NAMED_WITHIN]) or _AMONG_ALL.search(number.after)):
        return True
    if _AMONG.search(number.after):
        return _COUNTED.search(number.after) is not None or number.after in ("中", "里")
    if any(words.search(number.before + number.after) for words in (_LEFT, _STAGED, _AT_ONCE, _DONE)):
        return False
    is_named_before = _COUNTED.search(number.before) is not None
    is_listed = not number.after or _IN_ALL.search(number.before) is not None
    return _COUNTED.search(number.after) is not None or (is_named_before and is_listed)


def _parts(chain: _Chain | None) -> Iterator[Contradiction]:
    """Parts against their total, where both what is done and what is left were told."""
    if chain is None or not (chain.is_told_in_full or chain.is_overdone):
        return
    parts = chain.parts
    total = sum((part.amount for part in parts), Decimal(0))
    at_once = sum((part.amount for part in chain.at_once), Decimal(0)) if chain.done else Decimal(0)
    whole = chain.total
    if whole.amount in (total, total - at_once):  # what was done at once may be counted as done as well
        return
    if chain.is_told_in_full:
        yield Contradiction("parts", whole.start, whole.end, whole.shown, counted_as(total, whole), added(parts))
    else:
        yield Contradiction("more", whole.start, whole.end, whole.shown, parts[0].shown, "")


def _share(chain: _Chain, last: Number, share: Number) -> Iterator[Contradiction]:
    """A percentage against the figure it speaks of: all that is done for 完成率, else the figure right before it."""
    if _SHARE_OF_DONE.search(share.before) and chain.done:
        done = sum((part.amount for part in chain.done), Decimal(0))
        counts = [done, sum((part.amount for part in chain.staged), done)]
    elif _SHARE.search(share.before) and last is not chain.total:
        counts = [last.amount]
    else:
        return
    if not chain.total.amount or any(rounds_to(count, chain.total.amount, share) for count in counts):
        return
    computed = (counts[0] * 100 / chain.total.amount).quantize(step_of(share), ROUND_HALF_UP)
    working = f"{counted_as(counts[0], last)}/{chain.total.shown}"
    yield Contradiction("share", share.start, share.end, share.shown, f"{computed}%", working)


def _of_sums(numbers: Sequence[Number]) -> Iterator[Contradiction]:
    """合计 behind a list in the same unit: the whole list, or as many of its last items as add up."""
    listed: list[Number] = []
    for number in numbers:
        sums_up = _SUMS_UP.search(number.before) if number.unit != "%" else None
        if sums_up is None:
            listed += [] if number.is_child else [number]
            continue
        parts = [part for part in listed if part.unit == number.unit]
        wrong = _wrong_sum(parts, number, sums_up["items"] or "")
        if wrong is not None:
            yield wrong
        listed = []


def _wrong_sum(parts: Sequence[Number], total: Number, items: str) -> Contradiction | None:
    count = "零一二三四五六七八九".find(items.replace("两", "二")) if items else 0
    if len(parts) < max(2, count):
        return None
    lengths = [count] if count else range(2, len(parts) + 1)
    if any(sum(part.amount for part in parts[-length:]) == total.amount for length in lengths):
        return None
    taken = parts[-count:] if count else parts
    computed = counted_as(sum((part.amount for part in taken), Decimal(0)), total)
    return Contradiction("sum", total.start, total.end, total.shown, computed, added(taken))
