"""A claim beside its evidence → where 和 stands for 或, and where cases of which one is enough are asked together.

甲并且乙的，才能办理 for a list of cases of which one is enough. A list under which nothing is allowed is no such list:
不得有甲或者乙 and 不得有甲和乙 forbid the same.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.grounding.differing import Difference
from assistant.grounding.evidence import Compared
from assistant.grounding.gaps import Gap, gaps
from assistant.text.alignment import Block
from assistant.text.phrasing import Phrased
from assistant.text.terms import fold
from assistant.text.wording import Token

_SHORT = 3
"""Tokens; in a longer stretch a connecting word joins something else."""

_BOTH = frozenset(("and", "or"))
_ONE_IS_ENOUGH = re.compile("之一|任[一何]")
_BOTH_SAID = re.compile("又|也[要得]|并且|同时|且")
_ANY_ONE = re.compile("其中[任一][一何]?[人个名家项]|任[一何]一?[人个名家项方]|有一[人个名家项方]")
_JOINTLY = re.compile("共同|一并|联合|[两三]人以上|缺一不可")
_ALONE, _WITH = re.compile("单独|独自|独立|自行"), re.compile("会同|联合|共同|配合|协同")
_CASE_ENDS = re.compile("的\\s*[；;]")
_TOGETHER = re.compile("并且|同时|(?<![而尚况姑暂])且")


def connectives(compared: Compared) -> list[Difference]:
    """Every connecting word in the place of its contrary."""
    return [*_exchanged(compared), *_together(compared), *_alone(compared)]


def _alone(compared: Compared) -> Iterator[Difference]:
    """Done alone what the evidence has done jointly: 单独核查 for 会同乙核查."""
    for gap in gaps(compared):
        claimed, held = ("".join(token.key for token in side) for side in (gap.claimed, gap.near))
        if _ALONE.search(claimed) and _WITH.search(held) and not _WITH.search(compared.claim_text):
            yield Difference("other connective", gap.claimed, gap.held)


def _exchanged(compared: Compared) -> Iterator[Difference]:
    for gap in gaps(compared):
        if max(len(gap.claimed), len(gap.held)) > _SHORT:
            continue
        is_other = {_joining(gap.claimed), _joining(gap.held)} == _BOTH
        is_other = is_other or (gap.is_inside and _is_loosened(compared, gap))
        if is_other and not _is_denied(compared.evidence, gap):
            yield Difference("other connective", gap.claimed, gap.held)


def _is_loosened(compared: Compared, gap: Gap) -> bool:
    """Whether one is asked for where the evidence asks for both, 甲或者乙 for 甲，乙; or both for one."""
    claim, evidence = compared.claim, compared.evidence
    said = fold(compared.claim_text)[claim.tokens[gap.at - 1].end : claim.tokens[gap.at + len(gap.claimed)].start]
    is_one_segment = evidence.segments[gap.start - 1] == evidence.segments[gap.stop]
    if _joining(gap.held) == "or":
        return bool(_BOTH_SAID.search(said))
    is_cut = is_one_segment and evidence.clauses[gap.start - 1] != evidence.clauses[gap.stop]
    is_any = any(_ONE_IS_ENOUGH.search(fold(window.text)) for window in compared.windows)
    return _joining(gap.claimed) == "or" and is_cut and not is_any and "or" not in evidence.keys


def _joining(found: Sequence[Token]) -> str:
    """和 or 或, where there is one of them."""
    keys = {token.key for token in found} & _BOTH
    return keys.pop() if len(keys) == 1 else ""


def _is_denied(text: Phrased, gap: Gap) -> bool:
    segment = text.segments[gap.stop - 1]
    before = itertools.takewhile(lambda at: text.segments[at] == segment, range(gap.stop - 1, -1, -1))
    return any(text.tokens[at].kind == "negation" or text.tokens[at].key == "must not" for at in before)


def _ends_case(compared: Compared, block: Block) -> bool:
    """Whether the segment of a block is an item that ends as a case: （一）总额超过500万元的；."""
    evidence, text = compared.evidence, compared.windows[0].source.text
    segment = evidence.segments[block.right_end - 1]
    last = max(at for at in range(len(evidence)) if evidence.segments[at] == segment)
    return not compared.is_joined and _CASE_ENDS.match(text, evidence.tokens[last].end) is not None


def _together(compared: Compared) -> Iterator[Difference]:
    """并且 between two items of a list of which one is enough, or one who is enough for what is done jointly."""
    claim, evidence = compared.claim, compared.evidence
    text = fold(compared.claim_text)
    if _ANY_ONE.search(text) and any(_JOINTLY.search(fold(window.text)) for window in compared.windows):
        yield Difference("other connective", claim.tokens[:1])
    is_one_enough = any(_ONE_IS_ENOUGH.search(fold(window.text)) for window in compared.windows)
    for before, after in itertools.pairwise(compared.blocks):
        words = claim.tokens[before.left_end : after.left]
        said = text[claim.tokens[before.left_end - 1].end : claim.tokens[after.left].start]
        is_apart = evidence.segments[before.right_end - 1] != evidence.segments[after.right]
        if _TOGETHER.search(said) and is_apart and (is_one_enough or _ends_case(compared, before)):
            yield Difference("other connective", words, ())
