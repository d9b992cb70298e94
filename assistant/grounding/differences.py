"""A claim beside its evidence → where they differ in what decides: figures, units, modality, bounds, negation, words.

Each difference has its kind and the tokens on either side, so that a person can see what the judge saw. How much a
difference counts is not known here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding.evidence import Compared, content
from assistant.text.alignment import Block
from assistant.text.wording import Kind, Token


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two shared runs, on either side."""

    claimed: tuple[Token, ...]
    held: tuple[Token, ...]
    is_first: bool
    is_last: bool
    follows: int
    """Length of the run before it."""
    start: int
    stop: int
    """Where what is held stands in the evidence: `evidence.tokens[start:stop]`, whole."""

    @property
    def is_inside(self) -> bool:
        return not (self.is_first or self.is_last)

    @property
    def near(self) -> tuple[Token, ...]:
        """What is held at the place of what is claimed: all of a short stretch, both ends of a long one."""
        reach = len(self.claimed) + 6
        return self.held if len(self.held) <= reach + 8 else (*self.held[:reach], *self.held[-reach:])


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of some kind; `degree` below 1 where it may mean nothing."""

    kind: str
    claimed: tuple[Token, ...] = ()
    held: tuple[Token, ...] = ()
    degree: float = 1.0


_OUTER_REACH = 4
_SYNONYM = 2
"""Characters that another word for the same may have."""

_WIDE = frozenset(("all", "every", "全", "逐"))
_DEADLINE = 0.2
"""Degree of 前 behind a date on one side only: 完成时限：10月20日 is told as 10月20日前."""

_BOUND_REACH = 6
"""Tokens between a bound and its figure: 不少于代表总数的30%."""

_UPPER = frozenset(("at most", "before"))
_SHORT_GAP = 6
_SHORT_NEGATION = 8


def gaps(compared: Compared) -> list[Gap]:
    """What the two texts do not share, in order; outside the shared part only as much as the claim has there."""
    claim, evidence = compared.claim.tokens, compared.evidence.tokens
    ends = [Block(0, 0, 0), *compared.blocks, Block(len(claim), len(evidence), 0)]
    found: list[Gap] = []
    for at, (before, after) in enumerate(itertools.pairwise(ends)):
        claimed = claim[before.left_end : after.left]
        held = evidence[before.right_end : after.right]
        is_first, is_last = at == 0, at == len(ends) - 2
        reach = len(claimed) + _OUTER_REACH if claimed else 0
        if is_first:
            held = held[max(0, len(held) - reach) :]
        if is_last:
            held = held[:reach]
        found.append(Gap(claimed, held, is_first, is_last, before.length, before.right_end, after.right))
    return found


def differences(compared: Compared) -> list[Difference]:
    """Every difference, in the order of the claim."""
    found: list[Difference] = []
    known = frozenset().union(*(source.known for source in compared.sources))
    shared = {compared.claim.tokens[at].key for block in compared.blocks for at in range(block.left, block.left_end)}
    for gap in gaps(compared):
        found += _numbers(gap, known)
        found += _units(gap, set(compared.evidence.keys))
        found += _modality(gap, shared)
        found += _bounds(gap, shared, compared)
        found += _negation(gap)
        found += _single_words(gap, shared, compared)
        found += _content(gap)
    return [*_without_moved(found), *_elsewhere(compared, found)]


def _elsewhere(compared: Compared, found: Sequence[Difference]) -> Iterator[Difference]:
    """Words in the place of others that a source has of something else: they are no paraphrase of those."""
    evidence = compared.evidence
    meant = {evidence.segments[at] for block in compared.blocks for at in range(block.right, block.right_end)}
    near = [key for key, segment in zip(evidence.keys, evidence.segments, strict=True) if segment in meant]
    begun = compared.blocks[0].left if compared.blocks else 0
    for one in found:
        # What stands first is what a sentence is about; whether that is another is told by its subject.
        if one.kind == "words" and compared.claim.tokens.index(one.claimed[0]) >= begun:
            first, last = (compared.claim.tokens.index(token) for token in (one.claimed[0], one.claimed[-1]))
            run = _joined([token.key for token in compared.claim.tokens[first : last + 1]])
            if run not in _joined(near) and any(run in _joined(source.keys) for source in compared.sources):
                yield Difference("words elsewhere", one.claimed, one.held)


def _joined(keys: Sequence[str]) -> str:
    return "\n" + "\n".join(keys) + "\n"


def _of(kind: Kind, found: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in found if token.kind == kind)


def _keys(found: Sequence[Token]) -> set[str]:
    return {token.key for token in found}


def _numbers(gap: Gap, known: frozenset[str]) -> Iterator[Difference]:
    """A number in another's place; one that no source has; one that a source has elsewhere."""
    held = _of("number", gap.near)
    for number in _of("number", gap.claimed):
        if number.key in _keys(held):
            if len(_keys(held)) > 1:
                yield Difference("rival figure", (number,), held, 0.6)
        elif held:
            yield Difference("number", (number,), held)
        else:
            yield Difference("number elsewhere" if number.key in known else "number of no source", (number,))


def _units(gap: Gap, known: set[str]) -> Iterator[Difference]:
    claimed, held = _specific(gap.claimed), _specific(gap.near)
    has_numbers = bool(_of("number", gap.claimed)), bool(_of("number", gap.near))
    if claimed and held and not _keys(claimed) & _keys(held):
        yield Difference("unit", claimed, held)
    elif claimed and not held and not any(has_numbers) and not gap.is_first and "个" not in _keys(gap.near):
        if not _keys(claimed) <= known:
            yield Difference("unit", claimed, degree=0.5)
    elif held and not claimed and not has_numbers[1] and gap.claimed and gap.is_inside:
        yield Difference("unit", (), held, 0.5)


def _specific(found: Sequence[Token]) -> tuple[Token, ...]:
    """The units that say what is counted: 37个 and 37名 are one number of people."""
    return tuple(token for token in _of("unit", found) if token.key != "个")


def _modality(gap: Gap, shared: set[str]) -> Iterator[Difference]:
    """Another modality; or one that only one side has, which counts in full only for what must not be done.

    A modality that the claim repeats from its shared part (不得甲，也不得乙 for a list) is none of its own.
    """
    claimed, held = _of("modality", gap.claimed), _of("modality", gap.near)
    if claimed and held:
        if not _keys(claimed) & _keys(held):
            yield Difference("modality", claimed, held)
    elif claimed and not _keys(claimed) <= shared:
        is_denied = bool(_of("negation", gap.near))
        is_opposite = "may" in _keys(claimed) and is_denied and not _of("negation", gap.claimed)
        is_sharp = ("must not" in _keys(claimed) and not is_denied) or is_opposite
        yield Difference("modality" if is_sharp else "modality added", claimed, _of("negation", gap.near))
    elif held and gap.is_inside:
        if "must not" in _keys(held):
            yield Difference("modality", (), held)
        elif len(gap.held) <= _SHORT_GAP:
            yield Difference("modality added", (), held, 0.5)


def _bounds(gap: Gap, shared: set[str], compared: Compared) -> Iterator[Difference]:
    claimed, held = _of("bound", gap.claimed), _of("bound", gap.near)
    if not (claimed and held):
        claimed = _bounding(claimed, compared.claim.tokens)
        held = _bounding(held, compared.evidence.tokens)
    if _keys(claimed) & _keys(held):
        return
    if claimed and not held and _UPPER & _keys(claimed) and _UPPER & shared:
        return  # 最迟 in front of 前 sets the same bound
    if claimed and held:
        yield Difference("bound", claimed, held)
    elif (claimed or not _of("number", gap.held)) and (claimed or held) and gap.is_inside:
        is_dropped = not gap.claimed and len(gap.held) <= 2 and _keys(held) != {"before"}
        is_deadline = _keys((*claimed, *held)) == {"before"}
        degree = _DEADLINE if is_deadline else 0.5
        yield Difference("bound dropped", (), held) if is_dropped else Difference("bound", claimed, held, degree)


def _bounding(found: Sequence[Token], text: Sequence[Token]) -> tuple[Token, ...]:
    """Those beside a figure or a level: 超过三日 and 县级以上, not 超过规定期限."""
    places = [(token, text.index(token)) for token in found]
    near = ((token, text[max(0, at - 2) : at + _BOUND_REACH]) for token, at in places)
    return tuple(token for token, beside in near if any(one.kind == "number" or one.key == "级" for one in beside))


def _negation(gap: Gap) -> Iterator[Difference]:
    """An odd number of negations more on one side: 予以公开 and 不予公开."""
    claimed = _of("negation", gap.claimed)
    held = _of("negation", gap.held) if len(gap.held) <= _SHORT_NEGATION else ()
    if len(claimed) % 2 == len(held) % 2:
        return
    is_before_verb = bool(held) and gap.held[-1].kind == "negation" and not gap.is_last
    if len(claimed) > len(held) or (is_before_verb and not claimed):
        yield Difference("negation", claimed, held)
    elif gap.is_inside:
        yield Difference("negation dropped", claimed, held)


def _single_words(gap: Gap, shared: set[str], compared: Compared) -> Iterator[Difference]:
    """A scope that the source does not have, an exception left out, another article."""
    scope = _of("scope", gap.claimed)
    if scope and not _of("scope", gap.held) and "every" not in shared:
        yield Difference("scope", scope, degree=0.3 if _is_wide_there(gap, compared) else 1.0)
    exception = _of("exception", gap.held)
    if exception and not gap.is_first and not _of("exception", gap.claimed):
        yield Difference("exception dropped", (), exception)
    claimed, held = _of("reference", gap.claimed), _of("reference", gap.near)
    if claimed and held and not _keys(claimed) & _keys(held):
        yield Difference("reference", claimed, held)


def _is_wide_there(gap: Gap, compared: Compared) -> bool:
    """Whether the clauses of the evidence beside a gap speak of all in another way: 全覆盖 for 所有."""
    evidence = compared.evidence
    beside = {evidence.clauses[at] for at in (gap.start - 1, gap.stop) if 0 <= at < len(evidence)}
    return any(
        token.key in _WIDE for token, clause in zip(evidence.tokens, evidence.clauses, strict=True) if clause in beside
    )


def _without_moved(found: Sequence[Difference]) -> list[Difference]:
    """Without a bound or a modality that either side has, but in another place: 不少于三人 and 至少要有三人."""
    moved: set[int] = set()
    for kinds in (("bound", "bound dropped"), ("modality added",)):
        ours = [at for at, one in enumerate(found) if one.kind in kinds and one.claimed and not one.held]
        theirs = [at for at, one in enumerate(found) if one.kind in kinds and one.held and not one.claimed]
        for at in ours:
            other = next(
                (it for it in theirs if it not in moved and _keys(found[it].held) & _keys(found[at].claimed)), None
            )
            if other is not None:
                moved |= {at, other}
    return [one for at, one in enumerate(found) if at not in moved]


def _content(gap: Gap) -> Iterator[Difference]:
    """Words in the place of others."""
    claimed, held = content(gap.claimed), content(gap.near)
    shared = _keys(claimed) & _keys(held)
    own = tuple(token for token in claimed if token.key not in shared)
    others = tuple(token for token in held if token.key not in shared)
    if len(own) > 1 and len(others) > 1 and not (gap.is_first and gap.is_last):
        yield Difference("words", own, others)
        if gap.is_inside and not shared and len(own) > _SYNONYM:
            yield Difference("wholly other words", own, others)
    elif len(gap.claimed) == len(own) == 1 and (gap.follows or not gap.is_last):
        beside = gap.held[-1:] if gap.is_first else gap.held[:1] if gap.is_last else gap.held
        if len(beside) == 1 and content(beside) and not shared:
            yield Difference("one character", own, beside)
