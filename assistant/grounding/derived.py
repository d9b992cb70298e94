"""A figure of a claim → whether it follows by arithmetic from figures of the evidence: sums, rests, rates, shares.

已完成169个，阶段性完成31个 told as 合计200个; 每月1次 as 一年12次; 822万元 of 1260万元 as 六成多. Only where the words
around the figure say that it was reckoned; that the right figures were taken it does not know.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.grounding.figures import Figure
from assistant.text.phrasing import Phrased
from assistant.text.wording import Token

_SUM = re.compile(r"共|合计|总计|总共|加起来|合起来|加上|算上|[两二三四]项|前后|总的?")
_REST = re.compile(r"(?<![不])[多少](?!于)|[差缺剩余减增降快慢比]|还|其他|另|缩短|压缩|提高|真正|前一年|上年")
_MORE = re.compile("多|强|以上|出头")
_NEARLY = re.compile("接近|将近|差不多|大约|约|左右|上下")
_MOST = 10
"""Figures of one unit that are reckoned with."""

_TENTH, _EXACT = 10.0, 0.5
"""Per cent: what 三成多 leaves open, and how far an exact share may be rounded."""

_MONTHS = {"每年": 12.0, "每半年": 6.0, "每季": 3.0, "每月": 1.0}
_SAME = 1e-6
_BEHIND = 14
"""Tokens behind 每月 in which it is said how often."""


def is_derived(figure: Figure, there: Sequence[Figure], said: str) -> bool:
    """Whether a figure follows from those of the evidence; `said` is the claim's text around it."""
    if figure.is_share:
        return _is_share_of(figure, there, said)
    value = amount(figure)
    if value is None:
        return False
    others = [found for found in map(amount, _alike(figure, there)) if found is not None][:_MOST]
    is_rest = bool(_REST.search(said)) or figure.is_denied
    return bool(_SUM.search(said) and value in _sums(others)) or (is_rest and value in _rests(others))


def amount(figure: Figure) -> float | None:
    """The number of a figure that is one number and at most a unit."""
    above, _, below = figure.keys[0].removeprefix("#").partition("/")
    return None if below or len(figure.keys) > 2 else float(above)


def _alike(figure: Figure, there: Sequence[Figure]) -> list[Figure]:
    unit = figure.keys[1:]
    return [one for one in there if not one.is_share and (one.keys[1:] == unit or ("个",) in (one.keys[1:], unit))]


def _sums(values: Sequence[float]) -> set[float]:
    pairs = {round(a + b, 4) for a, b in itertools.combinations(values, 2)}
    runs = (values[start:stop] for start in range(len(values)) for stop in range(start + 3, len(values) + 1))
    return pairs | {round(sum(run), 4) for run in runs}


def _rests(values: Sequence[float]) -> set[float]:
    """What one leaves of another, and what two leave of a third."""
    found = {round(abs(a - b), 4) for a, b in itertools.combinations(values, 2)}
    for whole in values:
        parts = [value for value in values if value < whole]
        found |= {round(whole - a - b, 4) for a, b in itertools.combinations(parts, 2)}
    return found - {0.0}


def _is_share_of(figure: Figure, there: Sequence[Figure], said: str) -> bool:
    above, _, below = figure.keys[0].removeprefix("#").partition("/")
    if below and not float(below):
        return False
    wanted = 100 * float(above) / float(below) if below else float(above)
    low, high = (0.0, _TENTH) if _MORE.search(said) else (-_EXACT, _EXACT)
    if _NEARLY.search(said):
        low, high = -wanted / _TENTH, wanted / _TENTH
    return any(low <= share - wanted <= high for share in _shares(there))


def _shares(there: Sequence[Figure]) -> Iterator[float]:
    exact = [one for one in there if not one.is_share and amount(one)][:_MOST]
    for one, other in itertools.permutations(exact, 2):
        part, whole = amount(one), amount(other)
        if part and whole and part < whole and one.keys[1:] == other.keys[1:]:
            yield 100 * part / whole
            yield 100 - 100 * part / whole


def rates(claim: Phrased, evidence: Phrased) -> frozenset[Token]:
    """Tokens of 一年四次 in a claim where the evidence has 每季度1次."""
    known = set(_rates(evidence))
    found: set[Token] = set()
    for period, token, months in _told(claim):
        if any(abs(float(token.key[1:]) - months * rate) < _SAME for rate in known):
            found |= {*period, token}
    return frozenset(found)


def _rates(text: Phrased) -> Iterator[float]:
    """How often a month."""
    for at in range(len(text)):
        months, start = _period(text, at)
        if not months:
            continue
        for place in range(start, min(len(text) - 1, at + _BEHIND)):
            if text.segments[place] != text.segments[at]:
                break
            number, unit = text.tokens[place], text.tokens[place + 1]
            if number.kind == "number" and "/" not in number.key and unit.key == "次":
                yield float(number.key[1:]) / months
                break


def _period(text: Phrased, at: int) -> tuple[float, int]:
    """Months of 每月 or 每4年 at a place, and where it ends; 0 where there is none."""
    token = text.tokens[at]
    if token.key in _MONTHS:
        return _MONTHS[token.key], at + 1
    following = text.tokens[at + 1 : at + 3]
    if token.key == "every" and len(following) == 2 and following[1].key == "个月" and following[0].kind == "number":
        return float(following[0].key[1:]) if "/" not in following[0].key else 0.0, at + 3
    return 0.0, at


def _told(text: Phrased) -> Iterator[tuple[tuple[Token, ...], Token, float]]:
    """The tokens of 一年 and of 四 in 一年报告四次, and the months of the first."""
    for at in range(len(text) - 1):
        number, unit = text.tokens[at], text.tokens[at + 1]
        if unit.key != "个月" or number.kind != "number" or "/" in number.key:
            continue
        for place in range(at + 2, min(len(text) - 1, at + _BEHIND)):
            often, times = text.tokens[place], text.tokens[place + 1]
            if often.kind == "number" and times.key == "次" and "/" not in often.key:
                yield (number, unit), often, float(number.key[1:])
