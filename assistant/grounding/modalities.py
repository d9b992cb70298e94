"""What one must, may and must not do, in a claim and in its evidence → where they differ.

A modality counts as far as it rules what stands behind it in its clause: 不得拆分或者改变名称 forbids both.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from assistant.grounding.differing import Difference, keys_of, of_kind
from assistant.grounding.evidence import Compared
from assistant.grounding.gaps import Gap
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_SHORT_GAP = 6
"""Tokens."""


def modalities(gap: Gap, shared: set[str], compared: Compared) -> Iterator[Difference]:
    """Another modality; or one that only one side has, which counts in full only for what must not be done.

    A modality that the claim repeats from its shared part (不得甲，也不得乙 for a list) is none of its own.
    """
    claimed, held = of_kind("modality", gap.claimed), of_kind("modality", gap.near)
    if not claimed:
        held = of_kind("modality", gap.beside)
    if claimed and held:
        if not keys_of(claimed) & keys_of(held):
            yield Difference("modality", claimed, held)
    elif claimed and not keys_of(claimed) <= shared:
        is_denied = bool(of_kind("negation", gap.near))
        is_opposite = "may" in keys_of(claimed) and is_denied and not of_kind("negation", gap.claimed)
        is_opposite |= "must" in keys_of(claimed) and [token.kind for token in gap.held[-1:]] == ["negation"]
        is_sharp = (
            ("must not" in keys_of(claimed) and not is_denied) or is_opposite or _is_ruled_otherwise(gap, compared)
        )
        yield Difference("modality" if is_sharp else "modality added", claimed, of_kind("negation", gap.near))
    elif held and gap.is_inside:
        is_denied = "must not" in keys_of(held) and bool(of_kind("negation", gap.claimed))
        if _is_left_out_whole(held, gap, compared.evidence):
            return
        if "must not" in keys_of(held) and not is_denied and not _is_told(compared.claim, gap):
            yield Difference("modality", (), held)
        elif len(gap.held) <= _SHORT_GAP and not is_denied:
            yield Difference("modality added", (), held, 0.5)


def _is_ruled_otherwise(gap: Gap, compared: Compared) -> bool:
    """Whether the evidence has another modality for what stands behind the gap: 不得拆分或者改变名称."""
    claimed = keys_of(of_kind("modality", gap.claimed))
    if gap.is_last or of_kind("negation", gap.claimed):
        return False
    ruling = _ruling(compared.evidence, gap.stop)
    return ruling not in (None, _ruling(compared.claim, gap.at), *claimed)


def _is_left_out_whole(held: Sequence[Token], gap: Gap, evidence: Phrased) -> bool:
    """Whether all that the modalities rule is left out with them: their statements end inside the gap."""
    own = {evidence.segments[at] for at in range(gap.start, gap.stop) if evidence.tokens[at] in held}
    return evidence.segments[gap.stop] not in own


def _is_told(claim: Phrased, gap: Gap) -> bool:
    """Whether the claim forbids what stands behind a gap, by a word beside it."""
    behind = gap.at + len(gap.claimed)
    return "must not" in (_ruling(claim, gap.at), claim.tokens[behind].key)


def _ruling(text: Phrased, at: int) -> str | None:
    """The modality that is said last before a token in its clause."""
    clause = itertools.takewhile(lambda place: text.clauses[place] == text.clauses[at - 1], range(at - 1, -1, -1))
    return next((text.tokens[place].key for place in clause if text.tokens[place].kind == "modality"), None)
