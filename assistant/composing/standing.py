"""Two documents that say the same → which of them to cite: the one that said it first, not the one that repeats it.

A finding is the feedback's, a duty is the rule's; plans, reports and speeches take them up. Sentences in, an order out.
"""

from __future__ import annotations

import re

from assistant.composing.asked import OF_A_DEED
from assistant.composing.figures import clauses
from assistant.composing.questions import Question
from assistant.composing.signals import Weighed
from assistant.text.terms import fold

_KINDS = (
    re.compile(r"反馈意见|反馈"),
    re.compile(r"通报|通知|决定|公告|意见"),
    re.compile(r"方案|台账|报告|清单|总结|计划"),
    re.compile(r"讲话|发言|主持|致辞|报道|消息"),
)
"""What titles of documents that are no rules say last, the kind that others repeat first."""

_SAID = re.compile(r"[^\w%]+")
_LEAST = 8
"""Characters of a clause that two documents do not have in common by chance."""


def original(question: Question, best: Weighed, others: list[Weighed]) -> Weighed:
    """The sentence among `others` that says the same as `best` and whose document said it first; `best` without one."""
    told = _told(question, best)
    if len(told) < _LEAST or _names_kind(question, best):
        return best
    same = [one for one in others if told in _plain(one.unit.text) and _standing(one) < _standing(best)]
    return min(same, key=_standing, default=best)


def _told(question: Question, one: Weighed) -> str:
    """What answers in a sentence, without marks."""
    holding = clauses(question, one.unit) if question.asks in OF_A_DEED and not one.unit.row else []
    return _plain(holding[0] if holding else one.unit.text)


def _plain(text: str) -> str:
    return _SAID.sub("", fold(text))


def _standing(one: Weighed) -> int:
    if one.source.item.passage.address is not None:
        return 0
    title = one.source.item.title
    said = [(found.end(), -at) for at, kind in enumerate(_KINDS, start=1) for found in kind.finditer(title)]
    return -max(said)[1] if said else len(_KINDS) + 1


def _names_kind(question: Question, best: Weighed) -> bool:
    """Whether the question asks for what this kind of document says."""
    named = (word for kind in _KINDS for word in kind.findall(best.source.item.title))
    return any(word in question.text for word in named)
