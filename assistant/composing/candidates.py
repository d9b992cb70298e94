"""The sentences of the evidence, each with how well it answers a question. Question and evidence in, candidates out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.composing.questions import Asks, Question
from assistant.records import Evidence
from assistant.text.facts import facts, redactions
from assistant.text.sentences import Span, sentences
from assistant.text.structure import Heading, outline
from assistant.text.terms import fold

LEAST_COVERED = 0.5
"""Weighted share of the question's words, in the sentence and around it on average, that makes an answer of it."""

_LEAST_IN_SENTENCE = 0.3
"""Share that must stand in the sentence itself."""

_OWN, _AROUND, _RIGHT_KIND, _RANK = 1.0, 0.35, 0.3, 0.25
"""What makes a sentence the answer: the question's words in it, in it or around it, the kind of thing asked for, and
the rank of its passage in the search."""

_SURELY_ABOUT_IT = 0.65
"""Share of the question in the sentence itself from which one rare word may be missing."""

_PARTLY = 0.7
"""What the share of a word's pairs counts where the whole word does not stand in a text."""

_RARE = 0.7
"""Weight from which a word is rare in the library; an unseen one weighs 1."""

_WANT_A_FACT = (Asks.HOW_LONG, Asks.HOW_MANY, Asks.WHEN)

_HOLDS = {
    Asks.WHO: re.compile(
        r"负责|责任人|牵头|主要负责人|书记|组长|由.{2,20}(?:组成|承担|办理|审批|审核|批准)|委员会|办公室|部门|单位|机关"
    ),
    Asks.WHICH_ARTICLE: re.compile(r"第.{1,5}条"),
    Asks.LIST: re.compile(r"下列|以下|包括|[一二三]是|（[一二三]）|、.{2,20}、"),
}

_UNIT_NAME = re.compile(r"[\u4e00-\u9fff]{2,}(?:局|委|集团|公司|县|区|镇|乡|街道|学校|医院|大学|银行|中心)$")

_ITSELF = re.compile(r"本(?:办法|规定|条例|细则|规则|准则|制度|规范|意见|通知|方案)")

_HIDDEN_UNITS = r"件|人次|人|个|名|起|次|万元|元|%|年|月|日|天|项|家"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the evidence."""

    key: int
    """Number of its evidence, from 1."""
    span: Span
    """In the document's repaired text."""
    text: str
    score: float
    in_sentence: float
    """Weighted share of the question's words that stand in it."""
    covered: float
    """The same with its passage, headings and title."""
    around: str
    """What stands around it, folded."""


def ranked(question: Question, weights: Mapping[str, float], evidence: Sequence[Evidence]) -> list[Candidate]:
    """Every sentence of the evidence but headings, best first. `weights`: how much each word of the question says."""
    candidates = [
        _candidate(question, weights, surroundings, key, span, rank=1 - (key - 1) / len(evidence))
        for key, surroundings in enumerate(map(_Surroundings.of, evidence), start=1)
        for span in surroundings.sentences
    ]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.key, candidate.span.start))


def told_sentences(item: Evidence) -> list[Span]:
    """The sentences of a passage, in its document, but its headings: they announce an answer and are none."""
    passage = item.passage
    headings = {
        _trimmed(passage.text, heading) for heading in outline(passage.text) if not _is_item(passage.text, heading)
    }
    return [
        Span(passage.start + span.start, passage.start + span.end)
        for span in sentences(passage.text)
        if span not in headings
    ]


def may_be_told(question: Question, weights: Mapping[str, float], candidate: Candidate) -> bool:
    """Whether a sentence is about the question, and holds a fact where one is asked for."""
    if question.asks in _WANT_A_FACT and not _holds_kind(question, candidate.text):
        return False
    is_about_it = (candidate.in_sentence + candidate.covered) / 2 >= LEAST_COVERED
    return (
        is_about_it
        and candidate.in_sentence >= _LEAST_IN_SENTENCE
        and _same_years(question, candidate)
        and _counts_the_same(question, candidate.text)
        and not _misses_the_point(question, weights, candidate)
    )


def hides_what_is_asked(question: Question, text: str) -> bool:
    """Whether the figure asked for is redacted here: a mark stands before its unit, and no figure of that unit does."""
    if question.asks not in (Asks.HOW_MANY, Asks.HOW_LONG):
        return False
    followed = [text[mark.end :].lstrip()[:4] for mark in redactions(text)]
    if not any(re.match(question.unit or _HIDDEN_UNITS, rest) for rest in followed):
        return False
    return not any(_is_wanted(question, fact.kind, fact.value) for fact in facts(text))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    item: Evidence
    text: str
    """Title, headings and text of the passage, folded."""
    sentences: tuple[Span, ...]

    @classmethod
    def of(cls, item: Evidence) -> _Surroundings:
        passage = item.passage
        return cls(item, fold(f"{item.title}\n{passage.heading}\n{passage.text}"), tuple(told_sentences(item)))


def _is_item(text: str, heading: Heading) -> bool:
    """A short item of a list looks like a heading but for its full stop: （三）旅游。"""
    return text[heading.start : heading.end].rstrip().endswith(("。", "；", ";"))


def _trimmed(text: str, heading: Heading) -> Span:
    found = sentences(text[heading.start : heading.end])
    return Span(heading.start + found[0].start, heading.start + found[-1].end) if found else Span(0, 0)


def _candidate(
    question: Question, weights: Mapping[str, float], around: _Surroundings, key: int, span: Span, *, rank: float
) -> Candidate:
    begin = around.item.passage.start
    text = around.item.passage.text[span.start - begin : span.end - begin]
    in_sentence = _share(weights, fold(f"{text}{_what_it_calls_itself(text, around.item)}"))
    covered = _share(weights, around.text)
    score = _OWN * in_sentence + _AROUND * covered + _RIGHT_KIND * _holds_kind(question, text) + _RANK * rank
    return Candidate(key, span, text, score, in_sentence, covered, around.text)


def _what_it_calls_itself(text: str, item: Evidence) -> str:
    """本办法 and its like stand for the title."""
    return item.title if _ITSELF.search(text) else ""


def _share(weights: Mapping[str, float], text: str) -> float:
    """Weighted share of words that a folded text holds, whole or in part."""
    total = sum(weights.values())
    return sum(weight * _held(word, text) for word, weight in weights.items()) / total if total else 0.0


def _held(word: str, text: str) -> float:
    if word in text:
        return 1.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return _PARTLY * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _misses_the_point(question: Question, weights: Mapping[str, float], candidate: Candidate) -> bool:
    """A figure or a name is no answer where its surroundings lack the question's rarest word, or a unit it names.

    The fee for travel is not the fee for meetings, however much else agrees.
    """
    if question.asks not in (*_WANT_A_FACT, Asks.WHO) or candidate.in_sentence >= _SURELY_ABOUT_IT:
        return False
    rarest = max(weights, key=lambda word: weights[word], default="")
    telling = [word for word in weights if (word == rarest and weights[word] >= _RARE) or _UNIT_NAME.search(word)]
    return any(not _held(word, candidate.around) for word in telling)


def _same_years(question: Question, candidate: Candidate) -> bool:
    """A sentence about another year is no answer: the years it names must include one that the question names."""
    asked, told = _years(question.text), _years(candidate.text)
    return not asked or not told or bool(asked & told)


_COUNTED = re.compile(r"(?:多少|几)[个项条](?P<noun>[\u4e00-\u9fff]{2})")
"""What 个, 项 and 条 count, which say nothing by themselves."""


def _counts_the_same(question: Question, text: str) -> bool:
    """Whether a sentence names what is counted: 83个 of party groups are no answer to 多少个问题."""
    counted = _COUNTED.search(question.text)
    return counted is None or counted["noun"] in text


def _years(text: str) -> frozenset[str]:
    return frozenset(fact.value[:4] for fact in facts(text) if fact.kind == "date" and fact.value[:4].isdigit())


def _holds_kind(question: Question, text: str) -> float:
    """1 where a sentence holds the kind of thing asked for, 0 where it does not, ½ where any sentence might."""
    if question.asks in _WANT_A_FACT:
        if hides_what_is_asked(question, text):
            return 1.0
        return float(any(_is_wanted(question, fact.kind, fact.value) for fact in facts(text)))
    words = _HOLDS.get(question.asks)
    return 0.5 if words is None else float(words.search(text) is not None)


def _is_wanted(question: Question, kind: str, value: str) -> bool:
    if question.asks is Asks.WHEN:
        return kind == "date"
    if question.asks is Asks.HOW_LONG:
        return kind in ("period", "frequency", "date")
    if question.unit:
        return value.endswith(question.unit)
    return kind in ("figure", "percent", "period")
