"""A claim beside its evidence → where it speaks of more, of fewer or of another level: 各级 for 省级, 全部 for 部分.

Two texts that differ in such a word alone hold nearly the same words and say another thing of other people.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.grounding.differing import Difference, keys_of
from assistant.grounding.evidence import Compared
from assistant.grounding.gaps import Gap, gaps
from assistant.grounding.weighing import content, total
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_LEVEL = re.compile(
    "中央|全国|国家级?|全省|省部?级|省(?=[委直属内管政区人纪府])|全市|市级|市(?=[委直属内管政区人纪府])|全县|县处?级|县(?=[委直属内管政区人纪府])"
    "|区级|乡镇?级?|镇级|村级|基层|every级|every地|上级|下级|本级|厅局级|乡科级"
)
_AREA = re.compile("(?:[省市县区旗州乡镇村]|街道|社区)+级?")
_ALL = re.compile("all|全体|整个|各类|都|全")
_SOME = re.compile(
    "上半|下半|部分|个别|少数|多数|一些|有的|有些|若干|重点|主要(?!负责|领导)|一般|平均|最[高低长短多少大小快慢]"
    "|特别重大|重大"
)
_PERIOD = re.compile("[年季月旬周日]")
_ASPECTS = {
    "done": re.compile("already|业already|完毕"),
    "going on": re.compile("正at|仍at"),
    "to come": re.compile("拟|计划|预计|take要|打算"),
}
"""Whether something is done, going on or to come, in keys."""

_DEPUTY = "副"
_OPPOSITE = (
    "增减 加减 升降 提降 高低 多少 大小 长短 轻重 进退 前后 早晚 上下 内外 优劣 好差 新旧"
    " 正副 主次 公私 收付 匿实 原本 原新"
).split()
_OPPOSITES = frozenset(pair for both in _OPPOSITE for pair in ((both[0], both[1]), (both[1], both[0])))
"""Characters that alone in each other's place say the contrary or name another: 本办法 and 原办法."""

_LEFT_OUT = 0.6
"""Degree of a restriction that is left out: 主要 and 重点 are at times mere ornament."""

_LONGEST = 6
"""Tokens; more than that is another sentence, not another word in its place."""


_SOMETHING = 1.5
"""Weight of tokens that are more than one character."""

_FEW = 4
"""Tokens among which one says the contrary of another, whatever stands beside them: 确定后仍 for 确定前."""


_EVENT = re.compile(
    "(?P<event>[\u4e00-\u9fff]{1,8})(?<![目以之提日当空])(?P<side>[前后])"
    "(?![期款述置者来续果勤备台门盾提再景往列段半几三两进面])"
)
"""Before or after an event: 报送前, 办结后."""


def extents(compared: Compared) -> list[Difference]:
    """Another level or another extent in the place of the source's, and a restriction that was left out."""
    found: list[Difference] = []
    for gap in gaps(compared):
        if len(gap.claimed) <= _LONGEST and len(gap.held) <= _LONGEST:
            found += _levels(gap, "" if gap.is_last else compared.evidence.tokens[gap.stop].key)
            found += _extents(gap)
            found += _opposites(gap)
            found += _aspects(gap)
        found += _added(gap, compared)
    found += _restriction_before(compared)
    return found if any(one.kind == "opposite" for one in found) else [*found, *_other_side(compared)]


def _other_side(compared: Compared) -> Iterator[Difference]:
    """After an event what the evidence says of the time before it: 报送后征求意见 for 报送前应当征求意见."""
    claim, evidence = compared.claim, compared.evidence
    runs = (*compared.blocks, *compared.moved)
    met = {evidence.segments[at] for run in runs for at in range(run.right, run.right_end)}
    said, held = _events(claim, set(claim.segments)), _events(evidence, met)
    sides = [{match["side"] for match in found} for found in (said, held)]
    is_same = any(set(one["event"]) & set(other["event"]) for one in said for other in held)
    if is_same and len(sides[0]) == len(sides[1]) == 1 and sides[0] != sides[1]:
        yield Difference("opposite", tuple(token for token in claim.tokens if token.key in sides[0]))


def _events(text: Phrased, segments: set[int]) -> list[re.Match[str]]:
    """Before and after what something is done, in some segments, clause by clause."""
    places = (at for at in range(len(text)) if text.segments[at] in segments)
    clauses = itertools.groupby(places, key=lambda at: text.clauses[at])
    return [match for _, own in clauses for match in _EVENT.finditer("".join(text.tokens[at].key for at in own))]


def _levels(gap: Gap, following: str) -> Iterator[Difference]:
    """Another level, period or rank; `following` is the word behind the gap, which may belong to its last."""
    claimed, held = (_words(_LEVEL, side, following) for side in (gap.claimed, gap.held))
    periods = _words(_PERIOD, gap.claimed), _words(_PERIOD, gap.held)
    if all(periods) and periods[0].isdisjoint(periods[1]) and len(gap.claimed) == len(gap.held) == 1:
        yield Difference("other level", gap.claimed, gap.held)
    is_deputy = _DEPUTY in (_text(gap.claimed), _text(gap.held)) and not (gap.claimed and gap.held)
    is_area = (
        _is_only(_AREA, gap.claimed)
        and _is_only(_AREA, gap.held)
        and not set(_text(gap.claimed)) & set(_text(gap.held))
    )
    if (claimed and held and not claimed & held) or is_deputy or is_area:
        yield Difference("other level", gap.claimed, gap.held)


def _extents(gap: Gap) -> Iterator[Difference]:
    claimed, held = _words(_SOME, gap.claimed), _words(_SOME, gap.held)
    is_all = bool(_words(_ALL, gap.claimed)), bool(_words(_ALL, gap.held))
    if (claimed and is_all[1]) or (held and is_all[0]) or (claimed and held and not claimed & held):
        yield Difference("other extent", gap.claimed, gap.held)
    elif held and not gap.claimed and gap.is_inside and _is_only(_SOME, gap.held):
        yield Difference("other extent", (), gap.held, _LEFT_OUT)


def _added(gap: Gap, compared: Compared) -> Iterator[Difference]:
    """An item of a list that no source has: 不安排住宿和就餐 for 不安排住宿."""
    named = content(gap.claimed)
    if total(named) < _SOMETHING or gap.is_first or not _continues_list(gap, compared):
        return
    known = frozenset().union(*(source.known for source in compared.sources))
    evidence = compared.evidence
    is_ended = gap.start == len(evidence) or (gap.is_last and evidence.opens[gap.start])
    if (is_ended or not content(gap.held)) and 2 * sum(token.key not in known for token in named) >= len(named):
        yield Difference("other extent", gap.claimed)


def _continues_list(gap: Gap, compared: Compared) -> bool:
    if gap.claimed[0].key in ("and", "or"):
        return True
    end = compared.claim.tokens[gap.at - 1].end
    return "、" in compared.claim_text[end : gap.claimed[0].start]


def _aspects(gap: Gap) -> Iterator[Difference]:
    claimed, held = (
        {name for name, pattern in _ASPECTS.items() if pattern.search(_text(side))} for side in (gap.claimed, gap.held)
    )
    if claimed and held and not claimed & held:
        yield Difference("opposite", gap.claimed, gap.held)


def _opposites(gap: Gap) -> Iterator[Difference]:
    if gap.is_inside and max(len(gap.claimed), len(gap.held)) <= _FEW:
        ours, theirs = keys_of(gap.claimed), keys_of(gap.held)
        if any((one, other) in _OPPOSITES for one in ours - theirs for other in theirs - ours):
            yield Difference("opposite", gap.claimed, gap.held)
        return
    held = gap.held[-len(gap.claimed) :] if gap.is_first else gap.held
    held = held[: len(gap.claimed)] if gap.is_last else held
    pairs = zip(gap.claimed, held, strict=False)
    if len(gap.claimed) == len(held) and any((one.key, other.key) in _OPPOSITES for one, other in pairs):
        yield Difference("opposite", gap.claimed, held)


def _restriction_before(compared: Compared) -> Iterator[Difference]:
    """部分单位应当整改 told as 单位应当整改: what is left out stands before the first word of what is told.

    Inside a claim only before what follows a long stretch that is left out; a short one is looked at as a whole.
    """
    evidence, told = compared.evidence, 0
    for block in compared.blocks:
        start, gap = block.right, block.right - told
        before = evidence.tokens[max(told, start - 2) : start]
        is_far = gap > _LONGEST if told else not block.left
        if before and is_far and not evidence.opens[start]:
            if before[-1].key == _DEPUTY:
                yield Difference("other level", (), before[-1:])
            elif _is_only(_SOME, before):
                yield Difference("other extent", (), before, _LEFT_OUT)
            elif not told:
                yield from _negated_before(evidence, start)
        told = block.right_end


def _negated_before(text: Phrased, start: int) -> Iterator[Difference]:
    """非涉密会议 told as 会议."""
    first = next(at for at in range(start - 1, -1, -1) if text.opens[at])
    phrase = text.tokens[first:start]
    if len(phrase) <= _FEW and any(token.kind == "negation" for token in phrase):
        yield Difference("other extent", (), phrase, _LEFT_OUT)


def _text(found: Sequence[Token]) -> str:
    return "".join(token.key for token in found)


def _words(pattern: re.Pattern[str], found: Sequence[Token], following: str = "") -> set[str]:
    """What a pattern finds that begins in some tokens."""
    text = _text(found)
    return {match[0] for match in pattern.finditer(text + following) if match.start() < len(text)}


def _is_only(pattern: re.Pattern[str], found: Sequence[Token]) -> bool:
    return pattern.fullmatch(_text(found)) is not None
