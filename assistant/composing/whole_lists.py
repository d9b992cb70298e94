"""A sentence that opens or belongs to a list → the whole list; an article asked for by number → the whole article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.composing.candidates import Candidate, told_sentences
from assistant.composing.questions import Question
from assistant.records import Evidence
from assistant.text.facts import facts
from assistant.text.sentences import Span

MOST_ITEMS = 12
_FEWEST_ITEMS = 2

_STYLES = {
    "是": re.compile(r"[一二三四五六七八九十]{1,3}是"),
    "要": re.compile(r"[一二三四五六七八九十]{1,3}要"),
    "bracketed": re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    "ordinal": re.compile(r"第[一二三四五六七八九十]{1,3}[，、,]"),
    "han": re.compile(r"[一二三四五六七八九十]{1,3}、"),
    "arabic": re.compile(r"\d{1,2}[.．、](?!\d)"),
}


def announces(candidate: Candidate) -> bool:
    """Whether a sentence only opens what follows it."""
    return candidate.text.rstrip().endswith(("：", ":"))


def whole_list(candidate: Candidate, item: Evidence) -> list[Candidate]:
    """The list that a sentence opens or belongs to, with its lead-in; empty where it is no part of one."""
    spans = told_sentences(item)
    at = spans.index(candidate.span) if candidate.span in spans else len(spans)
    following = _text(item, spans[at + 1]) if announces(candidate) and at + 1 < len(spans) else ""
    style = _style(following) or _style(candidate.text)
    first = at + 1 if following else 0
    listed = [span for span in spans[first:] if style and _style(_text(item, span)) == style]
    if len(listed) < _FEWEST_ITEMS:
        return [candidate, *_told(candidate, item, spans[at + 1 : at + 2])] if following else []
    lead_in = [candidate] if following else []
    return [*lead_in, *_told(candidate, item, listed)][:MOST_ITEMS]


def whole_article(question: Question, evidence: Sequence[Evidence]) -> list[Candidate]:
    """The article asked for, sentence by sentence; empty where the evidence does not hold it."""
    wanted = {fact.value for fact in facts(question.text) if fact.kind == "article"}
    parts = [
        (key, item)
        for key, item in enumerate(evidence, start=1)
        if wanted & {fact.value for fact in facts(item.passage.article or "")}
    ]
    if not parts:
        return []
    document = parts[0][1].passage.document_id
    same = sorted((item.passage.start, key) for key, item in parts if item.passage.document_id == document)
    told = [
        Candidate(key, span, _text(evidence[key - 1], span), 1.0, 1.0, 1.0, "")
        for _, key in same
        for span in told_sentences(evidence[key - 1])
    ]
    return told[:MOST_ITEMS]


def _told(candidate: Candidate, item: Evidence, spans: Sequence[Span]) -> list[Candidate]:
    return [replace(candidate, span=span, text=_text(item, span)) for span in spans]


def _text(item: Evidence, span: Span) -> str:
    return item.passage.text[span.start - item.passage.start : span.end - item.passage.start]


def _style(text: str) -> str | None:
    """How a sentence is numbered as an item of a list."""
    return next((name for name, label in _STYLES.items() if label.match(text)), None)
