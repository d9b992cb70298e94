"""The embedded composer: answers with the sources' own sentences, chosen by what the question asks.

It scores every sentence of the evidence by how much of the question it covers, words weighted by how rare they are in
the library, and by whether it holds the kind of thing asked for. Where the best one covers too little it says
nothing, which the answer shows as an abstention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.composing.composer import ComposedSentence, Delta, Finished, Quote, Request
from assistant.composing.questions import Asks, Question, analyse
from assistant.records import Evidence
from assistant.text.facts import facts, redactions
from assistant.text.sentences import Span, sentences
from assistant.text.structure import Heading, outline
from assistant.text.terms import fold, index_terms
from assistant.text.words import content_words

NAME = "extractive"

LEAST_COVERED = 0.52
"""Weighted share of the question's words, in the sentence and around it on average, that makes an answer of it."""

_LEAST_IN_SENTENCE = 0.3
"""Share that must stand in the sentence itself."""

_ALSO = 0.88
"""A further sentence must score this share of the best one's score to be told too."""

_MOST_SENTENCES = 3
_MOST_ITEMS = 12

_OWN, _AROUND, _RIGHT_KIND, _RANK = 1.0, 0.35, 0.3, 0.25
"""What makes a sentence the answer: the question's words in it, in it or around it, the kind of thing asked for, and
the rank of its passage in the search."""

_PARTLY = 0.7
"""What the share of a word's pairs counts where the whole word does not stand in a text."""

WeightsOf = Callable[[Sequence[str]], Mapping[str, float]]
"""Words → how much each says, by its rarity in the library; all positive."""

_HOLDS = {
    Asks.WHO: re.compile(
        r"负责|责任人|牵头|主要负责人|书记|组长|由.{2,20}(?:组成|承担|办理|审批|审核|批准)|委员会|办公室|部门|单位|机关"
    ),
    Asks.WHICH_ARTICLE: re.compile(r"第.{1,5}条"),
    Asks.LIST: re.compile(r"下列|以下|包括|[一二三]是|（[一二三]）|、.{2,20}、"),
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    key: int
    span: Span
    """In the document's repaired text."""
    text: str
    score: float
    in_sentence: float
    covered: float
    around: str
    """What stands around it, folded."""


class ExtractiveComposer:
    """Composes answers from sentences of the evidence, word for word."""

    def __init__(self, weights_of: WeightsOf) -> None:
        self._weights_of = weights_of

    def compose(self, request: Request) -> Iterator[Delta | ComposedSentence | Finished]:
        """The fewest sentences that answer, in order of score; none where nothing covers the question."""
        question = analyse(_with_history(request))
        for candidate in self._answer(question, request.evidence):
            yield Delta(candidate.text)
            hidden = _hides_what_is_asked(question, candidate.text)
            quote = Quote(candidate.key, candidate.span.start, candidate.span.end)
            yield ComposedSentence(candidate.text, (candidate.key,), (quote,), redacted=hidden)
        yield Finished(NAME)

    def _answer(self, question: Question, evidence: Sequence[Evidence]) -> list[_Candidate]:
        if question.asks is Asks.ARTICLE_TEXT:
            return _whole_article(question, evidence)
        weights = self._weights_of(question.words)
        scored = _scored(question, weights, evidence)
        candidates = [candidate for candidate in scored if _answers(question, weights, candidate)]
        if not candidates:
            return []
        best = candidates[0]
        items = _items_with(best, evidence[best.key - 1]) if question.asks is Asks.LIST else []
        return items[:_MOST_ITEMS] or _with_others(best, candidates)


def _scored(question: Question, weights: Mapping[str, float], evidence: Sequence[Evidence]) -> list[_Candidate]:
    """Every sentence of the evidence, best first."""
    candidates = [
        _score(question, weights, around, key, span, rank=1 - (key - 1) / len(evidence))
        for key, around in enumerate(map(_Around.of, evidence), start=1)
        for span in around.sentences()
    ]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.key, candidate.span.start))


@dataclass(frozen=True, slots=True)
class _Around:
    """A passage with everything that stands around its sentences, folded: title, headings, text."""

    item: Evidence
    text: str
    headings: frozenset[Span]
    """Spans of the passage that are headings; they announce an answer and are none."""

    @classmethod
    def of(cls, item: Evidence) -> _Around:
        passage = item.passage
        headings = frozenset(_trimmed(passage.text, heading) for heading in outline(passage.text))
        return cls(item, fold(f"{item.title}\n{passage.heading}\n{passage.text}"), headings)

    def sentences(self) -> list[Span]:
        return [span for span in sentences(self.item.passage.text) if span not in self.headings]


def _trimmed(text: str, heading: Heading) -> Span:
    found = sentences(text[heading.start : heading.end])
    return Span(heading.start + found[0].start, heading.start + found[-1].end) if found else Span(0, 0)


def _with_history(request: Request) -> str:
    """A question that leans on the one before it carries its words; the search decided the same way."""
    few_words = len(content_words(request.question)) < _FEW_WORDS
    return f"{request.history[-1]}{request.question}" if request.history and few_words else request.question


_FEW_WORDS = 4


def _score(
    question: Question, weights: Mapping[str, float], around: _Around, key: int, span: Span, *, rank: float
) -> _Candidate:
    text = span.of(around.item.passage.text)
    in_sentence = _share(weights, fold(text))
    covered = _share(weights, around.text)
    score = _OWN * in_sentence + _AROUND * covered + _RIGHT_KIND * _holds_kind(question, text) + _RANK * rank
    start = around.item.passage.start + span.start
    return _Candidate(key, Span(start, start + len(text)), text, score, in_sentence, covered, around.text)


def _share(weights: Mapping[str, float], text: str) -> float:
    """Weighted share of words that a folded text holds, whole or in part."""
    total = sum(weights.values())
    return sum(weight * _held(word, text) for word, weight in weights.items()) / total if total else 0.0


def _held(word: str, text: str) -> float:
    if word in text:
        return 1.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return _PARTLY * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _answers(question: Question, weights: Mapping[str, float], candidate: _Candidate) -> bool:
    """Whether a sentence may be told at all: it is about the question, and holds a fact where one is asked for."""
    if question.asks in _WANT_A_FACT and not _holds_kind(question, candidate.text):
        return False
    is_about_it = (candidate.in_sentence + candidate.covered) / 2 >= LEAST_COVERED
    return (
        is_about_it
        and candidate.in_sentence >= _LEAST_IN_SENTENCE
        and _same_years(question, candidate)
        and not _misses_the_point(question, weights, candidate)
    )


def _misses_the_point(question: Question, weights: Mapping[str, float], candidate: _Candidate) -> bool:
    """A figure or a name is no answer where its surroundings lack the question's rarest word, or a unit it names:
    the fee for travel is not the fee for meetings, however much else agrees.
    """
    if question.asks not in (*_WANT_A_FACT, Asks.WHO):
        return False
    rarest = max(weights, key=lambda word: weights[word], default="")
    named = [word for word in weights if _UNIT_NAME.search(word)]
    return any(word and not _held(word, candidate.around) for word in (rarest, *named))


_UNIT_NAME = re.compile(r"[\u4e00-\u9fff]{2,}(?:局|委|集团|公司|县|区|镇|乡|街道|学校|医院|大学|银行|中心)$")


def _same_years(question: Question, candidate: _Candidate) -> bool:
    """A sentence about another year is no answer: the years it names must include one that the question names."""
    asked, told = _years(question.text), _years(candidate.text)
    return not asked or not told or bool(asked & told)


def _years(text: str) -> frozenset[str]:
    return frozenset(fact.value[:4] for fact in facts(text) if fact.kind == "date" and fact.value[:4].isdigit())


_WANT_A_FACT = (Asks.HOW_LONG, Asks.HOW_MANY, Asks.WHEN)


def _holds_kind(question: Question, text: str) -> float:
    """1 where a sentence holds the kind of thing asked for, 0 where it does not, ½ where any sentence might."""
    if question.asks in _WANT_A_FACT:
        if _hides_what_is_asked(question, text):
            return 1.0
        return float(any(_is_wanted(question, fact.kind, fact.value) for fact in facts(text)))
    words = _HOLDS.get(question.asks)
    return 0.5 if words is None else float(words.search(text) is not None)


def _is_wanted(question: Question, kind: str, value: str) -> bool:
    if question.asks is Asks.WHEN:
        return kind == "date"
    if question.asks is Asks.HOW_LONG:
        return kind in ("period", "date")
    if question.unit:
        return value.endswith(question.unit)
    return kind in ("figure", "percent", "period")


def _hides_what_is_asked(question: Question, text: str) -> bool:
    """Whether the figure asked for is redacted here: a mark stands before the unit, and no figure of that unit does."""
    if question.asks not in (Asks.HOW_MANY, Asks.HOW_LONG):
        return False
    units = question.unit or r"件|人次|人|个|名|起|次|万元|元|%|年|月|日|天|项|家"
    followed = [text[mark.end :].lstrip()[:4] for mark in redactions(text)]
    if not any(re.match(units, rest) for rest in followed):
        return False
    return not any(_is_wanted(question, fact.kind, fact.value) for fact in facts(text))


def _whole_article(question: Question, evidence: Sequence[Evidence]) -> list[_Candidate]:
    """The sentences of the article asked for; the search has put it first, or it is not there."""
    wanted = {fact.value for fact in facts(question.text) if fact.kind == "article"}
    found: list[_Candidate] = []
    for key, item in enumerate(evidence, start=1):
        labels = {fact.value for fact in facts(item.passage.article or "")}
        if labels & wanted and (
            not found or evidence[found[0].key - 1].passage.document_id == item.passage.document_id
        ):
            found += [
                _Candidate(key, Span(item.passage.start + span.start, item.passage.start + span.end),
                           span.of(item.passage.text), 1.0, 1.0, 1.0, "")
                for span in sentences(item.passage.text)
            ]  # fmt: skip
    return found[:_MOST_ITEMS]


def _items_with(best: _Candidate, item: Evidence) -> list[_Candidate]:
    """The whole list that a sentence announces or belongs to: its lead-in, then every item of the same style."""
    spans = sentences(item.passage.text)
    texts = [span.of(item.passage.text) for span in spans]
    at = texts.index(best.text) if best.text in texts else -1
    own = _style(best.text)
    announced = _style(texts[at + 1]) if 0 <= at < len(texts) - 1 and best.text.endswith(("：", ":")) else None
    style = announced or own
    listed = [span for span, text in zip(spans, texts, strict=True) if style and _style(text) == style]
    if len(listed) < _FEWEST_ITEMS:
        return []
    items = [
        replace(
            best,
            span=Span(item.passage.start + span.start, item.passage.start + span.end),
            text=span.of(item.passage.text),
        )
        for span in listed
    ]
    return [best, *items] if announced else items


_FEWEST_ITEMS = 2
_STYLES = {
    "是": re.compile(r"[一二三四五六七八九十]{1,3}是"),
    "要": re.compile(r"[一二三四五六七八九十]{1,3}要"),
    "bracketed": re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    "ordinal": re.compile(r"第[一二三四五六七八九十]{1,3}[，、,]"),
    "arabic": re.compile(r"\d{1,2}[.．、](?!\d)"),
}


def _style(text: str) -> str | None:
    """How a sentence is numbered as an item of a list."""
    return next((name for name, label in _STYLES.items() if label.match(text)), None)


def _with_others(best: _Candidate, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best sentence and those nearly as good that say something else."""
    chosen = [best]
    for candidate in candidates[1:]:
        if len(chosen) == _MOST_SENTENCES:
            break
        new = all(_overlap(candidate.text, other.text) < _SAME_WORDS for other in chosen)
        if candidate.score >= _ALSO * best.score and new:
            chosen.append(candidate)
    return chosen


_SAME_WORDS = 0.7
"""Share of bigrams in common above which two sentences say the same."""


def _overlap(one: str, other: str) -> float:
    left, right = frozenset(index_terms(one)), frozenset(index_terms(other))
    return len(left & right) / max(1, min(len(left), len(right)))
