"""A claim beside its evidence → actors who are said to do what the source says of another.

What an actor does is told by the words behind the name. It is another's act where the source has the actor elsewhere,
with other words behind it, and these words behind another name.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.gaps import gaps
from assistant.grounding.weighing import content, weight
from assistant.text.actors import actors
from assistant.text.phrasing import Phrased
from assistant.text.sentences import Span
from assistant.text.terms import fold

_REACH = 24
"""Tokens behind a name that can say what is done; its sentence, or another actor who begins a clause, ends sooner."""

_MARGIN, _SHARE = 2.0, 0.5
"""By how much another's act must agree better, in characters, and what share of it one's own may have at most."""

_PREDICATE = 2
"""Tokens behind a name that are what is done."""

_ATTRIBUTE = re.compile("[^，,；;。：:、应须可不将把向对由]{0,3}的(?![，,；;。])|[，,]其")
"""Behind a name that says whose something is."""

_OBJECT_OF = tuple(
    "调整 安排 约谈 督促 提供 到 赴 跟 成立 组建 收到 接到 通知 追究 处理 问责 任免 考核 评价 更换 抽调".split()
)
"""Before a name to whom something is done."""

_POINTERS = "本该我贵"
"""First characters of what stands for a name: 本单位."""

_UNKNOWN = 0.6
"""Degree of a name that no source has: it may be another word for one."""

_OFFICES = ("办", "办公室")
"""Behind the name of a body that of another one, which works for it."""

_ROLES = ("agent", "towards", "for", "经过")
_ADDRESSED = ("towards", "for")
_ROLE_COUNTS = 0.5
"""What 由, 向 and 对 before a name count: they say which part it has."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A name, in tokens, and what is done, in words by how much they weigh."""

    start: int
    end: int
    keys: tuple[str, ...]
    acts: Mapping[str, float]
    is_addressed: bool
    """Whether something is done to the actor or for it: 向, 对."""
    is_agent: bool
    """Whether it may be who acts: not in 承办单位办结的信访件, nor in 调整中层干部."""


def acts_of_others(compared: Compared) -> list[Difference]:
    """Every actor of the claim who is given another's act or another's part."""
    found = [*_in_place(compared), *_acts(compared)]
    return found[:1] or [*_parts(compared), *_left_out(compared)]


def _in_place(compared: Compared) -> Iterator[Difference]:
    """Another one right before the words that say what is done."""
    claim, evidence = compared.claim, compared.evidence
    there = _acting(evidence, [(window.source.text, window.phrased) for window in compared.windows])
    ends = {actor.end: actor for actor in there}
    for actor in _acting(claim, [(compared.claim_text, claim)]):
        after = next((block for block in compared.blocks if block.left <= actor.end < block.left_end), None)
        if not actor.is_agent or after is None or after.left_end - actor.end < _PREDICATE:
            continue
        other = ends.get(after.right + actor.end - after.left)
        if other and not _may_be(actor, other) and other.is_addressed == actor.is_addressed:
            claimed, held = claim.tokens[actor.start : actor.end], evidence.tokens[other.start : other.end]
            if compared.claim_text[claimed[0].start] not in _POINTERS:
                is_known = any(_names(source.keys, actor.keys) for source in compared.sources)
                yield Difference("actor of another", claimed, held, 1.0 if is_known else _UNKNOWN)


def _names(keys: Sequence[str], name: Sequence[str]) -> bool:
    return "\n".join(name) in "\n".join(keys)


def _acts(compared: Compared) -> Iterator[Difference]:
    claim, evidence = compared.claim, compared.evidence
    there = _acting(evidence, [(window.source.text, window.phrased) for window in compared.windows])
    for actor in _acting(claim, [(compared.claim_text, claim)]):
        same = [other for other in there if _may_be(actor, other)]
        rivals = [other for other in there if not _may_be(actor, other) and other.is_addressed == actor.is_addressed]
        rivals = [other for other in rivals if other.is_agent]
        if not same or not rivals or not actor.is_agent:
            continue  # a name that the source lacks may be another word for one that it has
        best = max(rivals, key=lambda other: _agreeing(actor, other))
        own = max((_agreeing(actor, other) for other in same if other.is_addressed == actor.is_addressed), default=0.0)
        if _is_spoken_of(compared, actor, best, same):
            continue
        theirs = _agreeing(actor, best)
        if theirs - own >= _MARGIN and own <= _SHARE * theirs:
            yield _instead(compared, actor, best)


def _is_spoken_of(compared: Compared, actor: Actor, rival: Actor, same: Sequence[Actor]) -> bool:
    """Whether the evidence names the actor between the rival and what is done, in an earlier clause than that."""
    evidence = compared.evidence
    after = next((block for block in compared.blocks if block.left <= actor.end < block.left_end), None)
    place = after.right + actor.end - after.left if after else len(evidence)
    between = any(rival.end <= one.start and one.end <= place for one in same)
    return between and place < len(evidence) and evidence.clauses[place] != evidence.clauses[rival.start]


def _parts(compared: Compared) -> Iterator[Difference]:
    """Behind the same 由 or 向 another one is named, whom a source names elsewhere: 由所在单位 for 由巡察组."""
    known = ["\n".join(source.keys) for source in compared.sources]
    for before, gap in zip(compared.blocks, gaps(compared)[1:], strict=True):
        claimed, held = content(gap.claimed), content(gap.held)
        if compared.claim.tokens[before.left_end - 1].key not in _ROLES or min(len(claimed), len(held)) < 2:
            continue
        is_named = any("\n".join(token.key for token in gap.claimed) in text for text in known)
        if is_named and {token.key for token in claimed}.isdisjoint(token.key for token in held):
            yield Difference("actor of another", gap.claimed, gap.held)
    yield from _parts_of_later(compared)


def _parts_of_later(compared: Compared) -> Iterator[Difference]:
    """The same where the other one is named farther on: 由甲确认，报乙备案 as 由乙确认."""
    claim, evidence = compared.claim, compared.evidence
    there = _acting(evidence, [(one.source.text, one.phrased) for one in compared.windows])
    places = {block.left + at: block.right + at for block in compared.blocks for at in range(block.length)}
    for actor in _acting(claim, [(compared.claim_text, claim)]):
        start = places.get(actor.start - 1, -1) + 1
        if not start or not _role(claim, actor.start):
            continue
        beside = [one for one in there if start <= one.start and evidence.clauses[one.start] == evidence.clauses[start]]
        is_later = any(actor.keys == one.keys for one in there if start < one.start and one not in beside)
        if is_later and beside and beside[0].start == start and not any(_may_be(actor, one) for one in beside):
            yield _instead(compared, actor, beside[0])


def _instead(compared: Compared, actor: Actor, other: Actor) -> Difference:
    held = compared.evidence.tokens[other.start : other.end]
    return Difference("actor of another", compared.claim.tokens[actor.start : actor.end], held)


def _left_out(compared: Compared) -> Iterator[Difference]:
    """Who does what a clause says is left out, and another stands before it: 甲局监督，乙局管理 as 甲局管理.

    Or all but the first part of a name is, to whom something is done: 向市委报告 for 向市委领导小组报告.
    """
    claim, evidence = compared.claim, compared.evidence
    named = _acting(claim, [(compared.claim_text, claim)])
    there = _acting(evidence, [(window.source.text, window.phrased) for window in compared.windows])
    for before, after in itertools.pairwise(compared.blocks):
        is_whole = not any(one.start < before.left_end < one.end for one in named)
        if after.left > before.left_end or not is_whole:
            continue
        earlier = [one for one in named if one.end <= before.left_end]
        for actor in there:
            if actor.end > after.right or any(set(actor.keys) <= set(one.keys) for one in named):
                continue
            is_cut = actor.is_addressed and actor.start + 1 < before.right_end < actor.end
            if is_cut or (before.right_end <= actor.start and _acts_instead(evidence, actor, after.right, earlier)):
                yield Difference("actor left out", (), evidence.tokens[actor.start : actor.end])


def _acts_instead(evidence: Phrased, actor: Actor, at: int, earlier: Sequence[Actor]) -> bool:
    """Whether an actor begins the clause of a token, and another one of the claim has taken its place."""
    is_subject = evidence.clauses[actor.start] == evidence.clauses[at] and _begins_clause(evidence, actor.start)
    return is_subject and not actor.is_addressed and any(not _may_be(one, actor) for one in earlier)


def _may_be(one: Actor, other: Actor) -> bool:
    """Whether one name may be the other, shortened: 巡察组 and 市委第一巡察组, not 领导小组 and 领导小组办公室."""
    short, long = sorted((one.keys, other.keys), key=len)
    is_office = long[: len(short)] == short and "".join(long[len(short) :]) in _OFFICES
    return set(short) <= set(long) and not is_office


def _agreeing(one: Actor, other: Actor) -> float:
    return sum(min(count, other.acts[key]) for key, count in one.acts.items() if key in other.acts)


def _acting(text: Phrased, parts: Sequence[tuple[str, Phrased]]) -> list[Actor]:
    """The actors of stretches that together make up `text`."""
    spans: list[tuple[int, int]] = []
    offset = 0
    agents: set[tuple[int, int]] = set()
    for whole, part in parts:
        for start, end in _named(whole, part):
            spans.append((offset + start, offset + end))
            name = Span(part.tokens[start].start, part.tokens[end - 1].end)
            if not (_ATTRIBUTE.match(whole, name.end) or whole.endswith(_OBJECT_OF, 0, name.start)):
                agents.add(spans[-1])
        offset += len(part)
    inside = {at for start, end in spans for at in range(start, end)}
    names = [tuple(token.key for token in content(text.tokens[slice(*span)])) for span in spans]
    return [
        Actor(*span, name, _acts_behind(text, *span, inside), _role(text, span[0]) in _ADDRESSED, span in agents)
        for span, name in zip(spans, names, strict=True)
    ]


def _named(whole: str, part: Phrased) -> Iterator[tuple[int, int]]:
    """Actors of a stretch of a text, in tokens of the stretch."""
    if not len(part):
        return
    first, last = min(token.start for token in part.tokens), max(token.end for token in part.tokens)
    starts = {token.start: at for at, token in enumerate(part.tokens)}
    ends = {token.end: at + 1 for at, token in enumerate(part.tokens)}
    for span in actors(fold(whole[first:last])):
        start, end = starts.get(span.start + first), ends.get(span.end + first)
        if start is not None and end is not None and end - start > 1:
            yield start, end


def _acts_behind(text: Phrased, start: int, end: int, names: set[int]) -> Mapping[str, float]:
    """What stands behind an actor, and what part it has; other actors beside it are no act."""
    found: defaultdict[str, float] = defaultdict(float)
    segment = itertools.takewhile(lambda at: text.segments[at] == text.segments[start], range(end, len(text)))
    own = itertools.takewhile(lambda at: not (at in names and _begins_clause(text, at)), segment)
    for at in itertools.islice((at for at in own if at not in names), _REACH):
        token = text.tokens[at]
        if token.kind in ("character", "word", "modality"):
            found[token.key] += weight(token)
    if role := _role(text, start):
        found[f"as {role}"] += _ROLE_COUNTS
    return found


def _role(text: Phrased, start: int) -> str:
    """What stands before a name and says which part it has, or nothing."""
    before = text.tokens[start - 1].key if start and not text.opens[start] else ""
    return before if before in _ROLES else ""


def _begins_clause(text: Phrased, at: int) -> bool:
    """Whether a clause begins at a token, or with 由 right before it."""
    first = at - (text.tokens[at - 1].key == "agent")
    return first > 0 and text.clauses[first] != text.clauses[first - 1]
