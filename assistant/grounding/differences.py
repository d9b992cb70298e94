"""A claim beside its evidence → where they differ in what decides: figures, units, modality, bounds, negation, words.

Each difference has its kind and the tokens on either side, so that a person can see what the judge saw. How much a
difference counts is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.grounding.differing import Difference, keys_of, of_kind
from assistant.grounding.evidence import Compared
from assistant.grounding.gaps import Gap, gaps
from assistant.grounding.modalities import modalities
from assistant.grounding.weighing import content
from assistant.text.wording import Token

_WIDE = frozenset(("all", "every", "全", "逐"))
_DEADLINE = 0.2
"""Degree of 前 behind a date on one side only: 完成时限：10月20日 is told as 10月20日前."""

_BOUND_REACH = 6
"""Tokens between a bound and its figure: 不少于代表总数的30%."""

_TOLD_BEFORE = 3
"""Tokens before a gap that may have the bound already: 满75分 for 75分以上."""

_PART = re.compile("其中|其余|部分|有的|个别|重点|最[高低长短多少大小晚早]|平均|原则上|一般|例外|另有|除[^了去]")
"""Words by which something is said of some and not of all."""

_OF_TIME = frozenset(("时", "小时", "日", "工作日", "周", "个月"))
"""Units in which one deadline may be told for another: 次日12时前 for 2小时内."""

_WITHIN = ("内", "里", "以内", "之内")
_UPPER = frozenset(("at most", "before"))
_SHORT_NEGATION = 8


def differences(compared: Compared) -> list[Difference]:
    """Every difference, in the order of the claim."""
    found: list[Difference] = []
    known = frozenset().union(*(source.known for source in compared.sources))
    runs = (*compared.blocks, *compared.moved)
    shared = {compared.claim.tokens[at].key for run in runs for at in range(run.left, run.left_end)}
    for gap in gaps(compared):
        found += _numbers(gap, known, compared)
        found += _units(gap, compared)
        found += modalities(gap, shared, compared)
        found += _bounds(gap, shared, compared)
        found += _negation(gap)
        found += _single_words(gap, shared, compared)
        found += _content(gap)
    return [*_without_moved(found, compared), *_elsewhere(compared, found)]


def _elsewhere(compared: Compared, found: Sequence[Difference]) -> Iterator[Difference]:
    """Words in the place of others that a source has of something else: they are no paraphrase of those."""
    evidence = compared.evidence
    runs = (*compared.blocks, *compared.moved)
    meant = {evidence.segments[at] for run in runs for at in range(run.right, run.right_end)}
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


def _numbers(gap: Gap, known: frozenset[str], compared: Compared) -> Iterator[Difference]:
    """A number in another's place; one that no source has.

    In another's place it counts the same: 一天交80元 has no 一 for 80. A 一 that no source has is no figure: 一家单位.
    """
    held = of_kind("number", gap.near)
    for number in of_kind("number", gap.claimed):
        rivals = tuple(other for other in held if _may_count_the_same(number, other, compared))
        if number.key in keys_of(held):
            continue
        if rivals:
            yield Difference("number", (number,), rivals)
        elif number.key not in known and number.key != "#1":
            yield Difference("number of no source", (number,))


def _may_count_the_same(one: Token, other: Token, compared: Compared) -> bool:
    ours, theirs = _unit_of(one, compared.claim.tokens), _unit_of(other, compared.evidence.tokens)
    return ours == theirs or bool({"", "个"} & {ours, theirs}) or {ours, theirs} <= _OF_TIME


def _unit_of(number: Token, text: Sequence[Token]) -> str:
    """The unit behind a number, or nothing."""
    at = text.index(number) + 1
    return text[at].key if at < len(text) and text[at].kind == "unit" else ""


def _units(gap: Gap, compared: Compared) -> Iterator[Difference]:
    """Another unit of the same number."""
    claimed, held = _specific(gap.claimed), _specific(gap.near)
    counts = {_number_of(unit, compared.claim.tokens) for unit in claimed}
    others = tuple(unit for unit in held if _number_of(unit, compared.evidence.tokens) in counts - {""})
    if others and not keys_of(claimed) & keys_of(held):
        yield Difference("unit", claimed, others)


def _number_of(unit: Token, text: Sequence[Token]) -> str:
    """The number before a unit, or nothing."""
    at = text.index(unit) - 1
    return text[at].key if at >= 0 and text[at].kind == "number" else ""


def _specific(found: Sequence[Token]) -> tuple[Token, ...]:
    """The units that say what is counted: 37个 and 37名 are one number of people, and 每年 counts nothing."""
    return tuple(token for token in of_kind("unit", found) if token.key != "个" and not token.key.startswith("每"))


def _bounds(gap: Gap, shared: set[str], compared: Compared) -> Iterator[Difference]:
    claimed, held = of_kind("bound", gap.claimed), of_kind("bound", gap.near)
    if not (claimed and held):
        claimed = _bounding(claimed, compared.claim.tokens)
        held = _bounding(held, compared.evidence.tokens)
    if keys_of(claimed) & keys_of(held):
        return
    if claimed and not held and _UPPER & keys_of(claimed) and _UPPER & shared:
        return  # 最迟 in front of 前 sets the same bound
    if claimed and held:
        yield Difference("bound", claimed, held)
    elif (claimed or not of_kind("number", gap.held)) and (claimed or held) and gap.is_inside:
        told = keys_of(compared.claim.tokens[max(0, gap.at - _TOLD_BEFORE) : gap.at])
        is_dropped = not gap.claimed and len(gap.held) <= 2 and keys_of(held) != {"before"} and not keys_of(held) & told
        degree = _DEADLINE if keys_of((*claimed, *held)) == {"before"} or _is_within(claimed, compared) else 0.5
        yield Difference("bound dropped", (), held) if is_dropped else Difference("bound", claimed, held, degree)


def _is_within(claimed: Sequence[Token], compared: Compared) -> bool:
    """Whether a bound only says 内 or 里 of a period: 三个月里 and 期限为3个月 are one period."""
    return bool(claimed) and all(compared.claim_text[token.start : token.end] in _WITHIN for token in claimed)


def _bounding(found: Sequence[Token], text: Sequence[Token]) -> tuple[Token, ...]:
    """Those beside a figure or a level: 超过三日 and 县级以上, not 超过规定期限."""
    places = [(token, text.index(token)) for token in found]
    near = ((token, text[max(0, at - 2) : at + _BOUND_REACH]) for token, at in places)
    return tuple(token for token, beside in near if any(one.kind == "number" or one.key == "级" for one in beside))


def _negation(gap: Gap) -> Iterator[Difference]:
    """An odd number of negations more on one side: 予以公开 and 不予公开; 不算进去 and 不得纳入 are none."""
    near = gap.held if len(gap.held) <= _SHORT_NEGATION else gap.before_it
    claimed, held = of_kind("negation", gap.claimed), of_kind("negation", near)
    if claimed and "must not" not in keys_of(gap.claimed):
        held += tuple(token for token in gap.near if token.key == "must not")
    if len(claimed) % 2 == len(held) % 2:
        return
    is_before_verb = bool(held) and gap.held[-1].kind == "negation" and not gap.is_last
    if len(claimed) > len(held) or (is_before_verb and not claimed):
        yield Difference("negation", claimed, held)
    elif gap.is_inside:
        yield Difference("negation dropped", claimed, held)


def _single_words(gap: Gap, shared: set[str], compared: Compared) -> Iterator[Difference]:
    """A scope that the source does not have, another article."""
    scope = of_kind("scope", gap.claimed)
    if _is_widened(gap, compared):
        yield Difference("scope", (), gap.held)
    every = tuple(token for token in gap.claimed if token.key == "every")
    if every and not scope and gap.is_inside and len(content(gap.held)) > 1 and not _is_wide_there(gap, compared):
        yield Difference("scope", every)
    if scope and not of_kind("scope", gap.held) and "every" not in shared:
        is_told = _is_wide_there(gap, compared)
        yield Difference("scope", scope, degree=0.3 if is_told else 1.0)
        if keys_of(scope) == {"all"} and not is_told and _is_of_a_part(compared):
            yield Difference("scope over part", scope)
    claimed, held = of_kind("reference", gap.claimed), of_kind("reference", gap.near)
    if claimed and held and not keys_of(claimed) & keys_of(held):
        yield Difference("reference", claimed, held)


def _is_widened(gap: Gap, compared: Compared) -> bool:
    """每个有工程项目的单位 told as 每个单位: what restricts all of them is left out."""
    before = {token.key for token in compared.claim.tokens[max(0, gap.at - 2) : gap.at]}
    is_one_place = (
        gap.is_inside and len({compared.evidence.clauses[at] for at in range(gap.start - 1, gap.stop + 1)}) == 1
    )
    return is_one_place and bool(before & _WIDE) and not gap.claimed and len(content(gap.held)) > 1


def _is_of_a_part(compared: Compared) -> bool:
    """Whether the evidence speaks of some of them, and the claim does not."""
    return any(_PART.search(window.text) for window in compared.windows) and not _PART.search(compared.claim_text)


def _is_wide_there(gap: Gap, compared: Compared) -> bool:
    """Whether the clauses of the evidence beside a gap speak of all in another way: 全覆盖 for 所有."""
    evidence = compared.evidence
    beside = {evidence.clauses[at] for at in (gap.start - 1, gap.stop) if 0 <= at < len(evidence)}
    return any(
        token.key in _WIDE for token, clause in zip(evidence.tokens, evidence.clauses, strict=True) if clause in beside
    )


def _without_moved(found: Sequence[Difference], compared: Compared) -> list[Difference]:
    """Without a bound or a modality that either side has, but in another place: 不少于三人 and 至少要有三人.

    One 不 on either side says the same, wherever it stands, and so does 不得.
    """
    moved = _denied_elsewhere(found, compared)
    for kinds in (("bound", "bound dropped"), ("modality added",)):
        ours = [at for at, one in enumerate(found) if one.kind in kinds and one.claimed and not one.held]
        theirs = [at for at, one in enumerate(found) if one.kind in kinds and one.held and not one.claimed]
        for at in ours:
            other = next(
                (it for it in theirs if it not in moved and keys_of(found[it].held) & keys_of(found[at].claimed)), None
            )
            if other is not None:
                moved |= {at, other}
    return [one for at, one in enumerate(found) if at not in moved]


def _denied_elsewhere(found: Sequence[Difference], compared: Compared) -> set[int]:
    """The places of negations that only the claim has, each with one that only the evidence has."""
    kinds = ("negation", "negation dropped", "modality")
    alone = [at for at, one in enumerate(found) if one.kind in kinds and not (one.claimed and one.held)]
    ours = [at for at in alone if found[at].kind == "negation" and found[at].claimed]
    theirs = [at for at in alone if found[at].held and _denies(found[at].held)]
    seen = {token for one in found for token in one.held}
    others = [-1 for token in _denials_beside(compared) if token not in seen]
    return {at for both in zip(ours, [*theirs, *others], strict=False) for at in both}


def _denials_beside(compared: Compared) -> Iterator[Token]:
    """The negations of the evidence that the claim has in no shared run, in the clauses of which it has one."""
    evidence, runs = compared.evidence, (*compared.blocks, *compared.moved)
    told = {at for run in runs for at in range(run.right, run.right_end)}
    met = {evidence.clauses[run.right] for run in runs if run.length > 1}
    for at, token in enumerate(evidence.tokens):
        if at not in told and evidence.clauses[at] in met and _denies((token,)):
            yield token


def _denies(held: Sequence[Token]) -> bool:
    return len([token for token in held if token.kind == "negation" or token.key == "must not"]) % 2 == 1


def _content(gap: Gap) -> Iterator[Difference]:
    """Words in the place of others."""
    claimed, held = content(gap.claimed), content(gap.near)
    shared = keys_of(claimed) & keys_of(held)
    own = tuple(token for token in claimed if token.key not in shared)
    others = tuple(token for token in held if token.key not in shared)
    if len(own) > 1 and len(others) > 1 and not (gap.is_first and gap.is_last):
        yield Difference("words", own, others)
