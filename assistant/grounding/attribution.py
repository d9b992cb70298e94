"""《某办法》第十条 at the head of a claim → does the evidence come from there? Compares names and numbers only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.grounding.evidence import Compared, Window
from assistant.text.numerals import to_int
from assistant.text.terms import fold

_NUMERAL = r"[〇零一二三四五六七八九十百千]+|\d+"
_ATTRIBUTION = re.compile(
    r"\s*(?:根据|依据|按照|依照)?《(?P<title>(?:[^《》]|《[^《》]*》){2,60})》"
    rf"(?:第(?P<article>{_NUMERAL})条)?(?:第(?:{_NUMERAL})款)?(?:的?规定)?[，,：:]?"
)
_LABEL = re.compile(rf"^[#\s*]*第({_NUMERAL})条", re.MULTILINE)
_LEAST_SAID = 4
"""Characters; a name with less than that behind it is what the claim is about."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a claim says of where it is from; `end` is where the rest of the claim begins."""

    title: str
    article: int | None
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What the sources show of it: None where they show nothing."""

    title_is_known: bool
    article_is_right: bool | None


def attribution(claim: str) -> Attribution | None:
    """The attribution at the head of a claim.

    >>> attribution("根据《会议费管理办法》第五条，会议分为四类。")
    Attribution(title='会议费管理办法', article=5, end=15)
    """
    found = _ATTRIBUTION.match(claim)
    if found is None or len(claim) - found.end() < _LEAST_SAID:
        return None
    return Attribution(found["title"], to_int(found["article"]) if found["article"] else None, found.end())


def origin(said: Attribution, compared: Compared) -> Origin:
    """Whether a source names the rule, and whether the evidence stands under the article that is named."""
    title = fold(said.title)
    is_known = any(title in fold(source.text) for source in compared.sources)
    if said.article is None or not compared.windows or not compared.blocks:
        return Origin(is_known, None)
    return Origin(is_known, _is_under(said.article, compared.windows[0], compared))


def _is_under(article: int, window: Window, compared: Compared) -> bool | None:
    start = compared.evidence.tokens[compared.blocks[0].right].start
    labels = [(label.start(1), to_int(label[1])) for label in _LABEL.finditer(window.source.text)]
    above = [number for at, number in labels if at <= start + 1]
    if above:
        return above[-1] == article
    return False if labels else None
