"""什么叫, 是指什么: the sentence that defines a term, before any that only uses it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.composing.ranking import Ranked
from assistant.composing.selection.single import Chosen, single
from assistant.composing.signals import Weighed

_TERM = re.compile(
    r"什么(?:叫做?|是)(?P<behind>[\u4e00-\u9fffA-Za-z“”]{2,16})|(?P<front>[\u4e00-\u9fffA-Za-z“”]{2,16}?)(?:是指什么|指的?是什么|是什么意思|的定义|的含义)"
)


def definition(ranked: Ranked) -> Chosen:
    """The best sentence that says what the term is; without one the best sentence."""
    match = _TERM.search(ranked.question.text)
    term = (match["behind"] or match["front"]).strip("“”") if match else ""
    defining = [pair for pair in ranked.candidates if _defines(pair[1], term)]
    if not defining:
        return single(ranked)
    others = [pair for pair in ranked.candidates if pair not in defining]
    return single(replace(ranked, candidates=(*defining, *others)))


def _defines(one: Weighed, term: str) -> bool:
    name = re.escape(term)
    return (
        bool(term)
        and re.search(
            rf"{name}[”\"]?[，,]?\s*(?:是指|，?系指|指的是|，?包括|为)|以下(?:统|简)称(?:为)?[“]?{name}", one.unit.text
        )
        is not None
    )
