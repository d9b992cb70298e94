"""A question with its answer as a claim (全长多少米？答：5586米。) → does the source answer this question so?

What is asked and what is answered must stand together: the pairs of tokens of the question count by how few sentences
have them, so that the name that every sentence repeats counts little. It knows kinds of questions and answers by their
words and figures only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from assistant.grounding.evidence import Source
from assistant.grounding.weighing import Pair, pairs
from assistant.text.wording import tokens

_ANSWERED = re.compile(r"(?P<question>.{2,500}?[？?])\s*答[：:]\s*(?P<answer>.+)", re.DOTALL)
_ASKING = re.compile(
    "多少|几(?!乎|何)|多(?=[长大高远久重深宽])|何时|什么时候|哪(?:一|个)?(?:年|天|月|日)|什么时间|谁|哪位|何人"
    "|哪里|哪儿|何处|何地|什么地方|为什么|为何|怎么样|怎么|怎样|如何|哪些|哪几|哪个?|什么|何"
)
_ABOUT = (
    ("number", re.compile("多少|几(?!乎|何)|多(?=[长大高远久重深宽])")),
    ("time", re.compile("何时|什么时候|什么时间|哪一?年|哪个?年|哪天|哪个?月|几[年月日]|时间")),
    ("person", re.compile("谁|哪位|何人|什么人|哪个人|名字")),
    ("place", re.compile("哪里|哪儿|何处|何地|什么地方|哪个?(?:国|省|市|城|县|地|区|州)|位于")),
    ("reason", re.compile("为什么|为何|怎么|如何|原因|怎样")),
)
_TIME_UNITS = frozenset("年月日分钟点周") | {"小时", "分钟"}

_KEY_COUNTS = 0.25
"""What a single token of the question counts beside a pair."""

_CONTEXT = 4
_AROUND = 12
"""Tokens within which a pair of the question is near the answer; it counts e^(−distance ÷ 12)."""

_SHORT, _LONGER = 3, 4


@dataclass(frozen=True, slots=True)
class Answered:
    """The two halves of a claim."""

    question: str
    answer: str

    @property
    def statement(self) -> str:
        """The question with the answer in the place of what was asked."""
        asking = self._asking
        if asking is None:
            return self.question.rstrip("？?") + self.answer
        return self.question[: asking.start()] + self.answer + self.question[asking.end() :].rstrip("？?")

    @property
    def halves(self) -> tuple[str, str]:
        """The question before and behind what it asks."""
        asking = self._asking
        return (
            (self.question, "") if asking is None else (self.question[: asking.start()], self.question[asking.end() :])
        )

    @property
    def _asking(self) -> re.Match[str] | None:
        return max(_ASKING.finditer(self.question), key=lambda match: match.start(), default=None)


@dataclass(frozen=True, slots=True)
class Fit:
    """How an answer fits: shares of 1 but where it says otherwise."""

    wrong_kind: float = 0.0
    """A figure for a person, or no figure for a number."""
    repeats_question: float = 0.0
    together: float = 0.0
    """What the sentence with the answer has of the question, beside the sentence that has most."""
    near: float = 0.0
    """The same, counted by distance from the answer; up to 1.5."""
    context: float = 0.0
    """Tokens right before and behind that are those of what was asked; up to 4."""
    better_sentences: float = 0.0
    """log(1 + sentences that have more of the question)."""


FIT = tuple(field.name for field in fields(Fit))

_NOT_FOUND = math.log(3)


def answered(claim: str) -> Answered | None:
    """The halves of a claim that is a question with its answer."""
    found = _ANSWERED.fullmatch(claim.strip())
    return Answered(found["question"], found["answer"].strip().rstrip("。")) if found else None


def fit(claim: Answered, sources: Sequence[Source]) -> Fit:
    """How the answer fits the question in the sources."""
    asked = _Asked(claim, sources)
    keys = tuple(token.key for token in tokens(claim.answer))
    best = max(asked.places(keys), default=None)
    kind, repeats = wrong_kind(claim), float(_holds(asked.keys, keys))
    if best is None:
        return Fit(kind, repeats, better_sentences=_NOT_FOUND)
    _, together, near, context = best
    better = sum(score > together * asked.most + 1e-9 for score in asked.scores)
    return Fit(kind, repeats, together, min(1.5, near), min(float(_CONTEXT), context), math.log1p(better))


def wrong_kind(claim: Answered) -> float:
    """How far an answer is of another kind than what was asked for."""
    kind = next((name for name, words in _ABOUT if words.search(claim.question)), "other")
    found = tokens(claim.answer)
    has_number = any(token.kind == "number" for token in found)
    units = [token.key for token in found if token.kind == "unit"]
    if kind == "number":
        asked = [token.key for token in tokens("5" + claim.halves[1][:2]) if token.kind == "unit"]
        wrong_unit = bool(asked and units) and asked[0] not in units
        return 0.7 if has_number and wrong_unit else float(not has_number)
    if kind == "time":
        return float(not (has_number and _TIME_UNITS.intersection(units)))
    if kind == "reason" and len(found) < _LONGER:
        return 1.0 if has_number else 0.5
    if kind == "other":
        return 0.5 * (has_number and len(found) <= _SHORT)
    return float(has_number and len(found) <= _LONGER)


class _Asked:
    """A question beside the sentences of the sources."""

    def __init__(self, claim: Answered, sources: Sequence[Source]) -> None:
        before, behind = ([token.key for token in tokens(half)] for half in claim.halves)
        self.keys = [*before, *behind]
        self._before, self._behind = before[-_CONTEXT:], behind[:_CONTEXT]
        self._sentences = [(source, piece) for source in sources for piece in source.pieces]
        self._pairs = self._weights(pairs(before) | pairs(behind))
        self._keys = {key: _KEY_COUNTS * weight for key, weight in self._weights(set(self.keys)).items()}
        self.scores = [self._score(piece.pairs, piece.keys) for _, piece in self._sentences]
        self.most = max(self.scores, default=0.0) or 1.0

    def _weights(self, wanted: set[Pair] | set[str]) -> dict[Pair | str, float]:
        """1 ÷ how many sentences have it: text that has nothing of it changes nothing."""
        counts: dict[Pair | str, int] = {}
        for _, piece in self._sentences:
            for one in wanted & (piece.pairs | piece.keys):
                counts[one] = counts.get(one, 0) + 1
        return {one: 1 / count for one, count in counts.items()}

    def _score(self, own_pairs: frozenset[Pair], keys: frozenset[str]) -> float:
        of_pairs = sum(weight for pair, weight in self._pairs.items() if pair in own_pairs)
        return of_pairs + sum(weight for key, weight in self._keys.items() if key in keys)

    def places(self, answer: tuple[str, ...]) -> Iterator[tuple[float, float, float, float]]:
        """For each place of the answer: how good, and `together`, `near`, `context` of it."""
        size = len(answer)
        for score, (source, piece) in zip(self.scores, self._sentences, strict=True):
            for at in range(piece.start, piece.stop - size + 1 if size else piece.start):
                if source.keys[at] == answer[0] and source.keys[at : at + size] == answer:
                    near = self._near(source, at, at + size, piece.start, piece.stop) / self.most
                    context = self._context(source.keys, at, at + size)
                    good = score / self.most + 0.6 * near + 0.1 * min(3, context)
                    yield good, score / self.most, near, context

    def _near(self, source: Source, start: int, stop: int, first: int, last: int) -> float:
        found = 0.0
        for at in range(max(first - _AROUND, 0), min(last + _AROUND, len(source.keys) - 1)):
            weight = self._pairs.get((source.keys[at], source.keys[at + 1]))
            if weight and not start <= at < stop:
                found += weight * math.exp(-min(abs(at - start), abs(at - stop)) / _AROUND)
        return found

    def _context(self, keys: Sequence[str], start: int, stop: int) -> float:
        before = keys[max(0, start - _CONTEXT) : start]
        return _agreeing(reversed(before), reversed(self._before)) + _agreeing(
            keys[stop : stop + _CONTEXT], self._behind
        )


def _agreeing(one: Sequence[str] | Iterator[str], other: Sequence[str] | Iterator[str]) -> float:
    """How many tokens agree from the first on."""
    count = 0
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            break
        count += 1
    return float(count)


def _holds(keys: Sequence[str], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return size > 0 and any(tuple(keys[at : at + size]) == wanted for at in range(len(keys) - size + 1))
