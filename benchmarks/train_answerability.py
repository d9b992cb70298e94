"""Fits how the embedded composer ranks sentences and when it holds its tongue, and writes the coefficients to a file.

    python benchmarks/train_answerability.py DATA [-o assistant/models/answerability.json] [--queries 400]

DATA holds retrieval/{rageval-zh,cmrc2018} and faithfulness/cmrc-qaswap.jsonl. Fitted on the dev half of the suite
`answers`, on the dev rows of cmrc-qaswap, and on those questions of rageval-zh whose document has an even CRC-32; what
is reported of rageval-zh (benchmarks/rageval_answers.py) is of the other documents.

Questions without an answer are made of those with one: what says the answer is taken out of what was found. Nothing of
the sets but numbers is written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from embedder_retrieval import judgements
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.application import Assistant
from assistant.composing import answerability
from assistant.composing.answerability import SIGNALS, Coefficients
from assistant.composing.asked import FIGURES
from assistant.composing.extractive import ExtractiveComposer, of_titles
from assistant.composing.predicates import done
from assistant.composing.questions import Asks, analyse
from assistant.composing.ranking import Ranked
from assistant.composing.signals import NAMES
from assistant.composing.units import Source, Unit, sources
from assistant.gathering import Retrieved, gather
from assistant.records import Evidence
from assistant.retrieval.hybrid import search
from assistant.retrieval.query import Query, understand
from assistant.settings import load
from eval.library_retriever import LibraryRetriever, open_retriever
from eval.matching import locate, says
from eval.records import Sample, Span
from eval.retrieval_bench import BenchDocument, BenchQuery
from eval.rows import read_rows
from eval.samples import load as load_suite

_DEEP = 40
"""Passages found, of which those that answer are left out to make a question without an answer."""

_WIDE = 8
"""Passages that an answer rests on, as the settings have it."""

_RANKING_SIGNS = {
    **dict.fromkeys(
        ("own", "lead", "before", "head", "pairs", "figure", "kind", "near", "clause", "rank", "score", "paragraph"), 1
    ),
    **dict.fromkeys(
        ("no_figure", "no_kind", "not_near", "other_one", "other_day", "opens", "not_negated", "stranger"), -1
    ),
    **dict.fromkeys(("undone", "special", "forbids", "of_another"), -1),
}
_SIGNS = {
    **dict.fromkeys(("own", "local", "covered", "pairs", "figure", "kind", "near", "clause", "rank", "margin"), 1),
    **dict.fromkeys(("no_figure", "no_kind", "not_near", "other_one", "other_day"), -1),
    **dict.fromkeys(("missing", "missing_nearby", "missing_figure", "stranger", "noun_missing"), -1),
    **dict.fromkeys(("not_negated", "undone", "special", "apart", "compound_missing"), -1),
}
"""What is known of a signal before any data: one that is rare in the public sets cannot turn against an office's."""

_SAYS_IT_ALL = 0.8
"""Share of the question in one sentence of what is left, from which it may answer after all: such a question without
an answer is none, and is left out."""

_ANSWERED = 0.6
"""Share of questions to an office's library that it answers, as the fit assumes."""

_AT_LEAST = {"near": 0.25}
_RANKED_AT_MOST = {"special": -0.5, "opens": -0.25}
_AT_MOST = {"noun_missing": -0.8, "special": -0.3, "stranger": -2.2, "compound_missing": -2.0}
"""Where the sets have too few cases to tell: 集中整改期为3个月 is a better answer than 集中整改期满15日前, a sentence
that does not name what is counted is a worse one, and so is one that holds in special cases only that nobody asked
about; a salutation or a headline is none. What is said of another office than the one named, or of another rate or
charge, is no answer, and questions that tell so are rare in the sets."""

_LEAST = 0.4
"""Probability from which an answer is given. The F1 of abstention on the dev half hardly moves between .35 and .55; the
low end refuses less."""

_RIDGE = 5e-4
_STEPS = 1500
_STEP = 0.05


_ROUGH = Coefficients(dict.fromkeys(NAMES, 0.0), dict.fromkeys(SIGNALS, 0.0), 0.0, 0.5)
"""What sentences are looked at with before anything is fitted."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its evidence; `gold` says of a sentence whether it answers, None where there is no answer."""

    composer: ExtractiveComposer
    query: Query
    evidence: tuple[Evidence, ...]
    gold: Callable[[Source, Unit], bool] | None
    answerable: bool
    made: bool = False
    """Robbed of its answer."""

    def ranked(self) -> Ranked:
        question = analyse(self.query.text, self.query.question if self.query.rewritten else "")
        return self.composer.rank(question, of_titles(question, sources(self.evidence)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=Path("assistant/models") / answerability.FILE)
    arguments.add_argument("--queries", type=int, default=400, help="most questions of a public set")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="answerability-") as folder:
        weighed = {
            "answers": (3.0, list(of_suite(Path(folder) / "suite"))),
            "cmrc-qaswap": (0.2, list(of_swaps(given.data, given.queries))),
            "rageval-zh": (1.0, list(of_rageval(given.data, given.queries))),
        }
        ranking = fit_ranking(weighed)
        table = {
            "command": "python benchmarks/train_answerability.py DATA",
            "fitted_on": "dev half of the suite answers; cmrc-qaswap, dev rows; rageval-zh, documents of even CRC-32",
            "questions": {name: len(cases) for name, (_, cases) in weighed.items()},
            "note": "Numbers only: no text of the sets is in them. Their licences: docs/decisions.md.",
            **fit_answerability(weighed, ranking),
        }
        given.output.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(table, ensure_ascii=False, indent=2))


# --- the sets


def of_suite(home: Path) -> Iterator[Case]:
    """The dev half of the suite, and each of its questions again without what answers it."""
    suite = load_suite("answers")
    # The library is left open: what is yielded still asks it for the weights of words.
    assistant = Assistant.open(load({"home": home}))
    assistant.ingest([suite.corpus])
    paths = {summary.path: summary.id for summary in assistant.documents()}
    composer = ExtractiveComposer(assistant.store.word_weights, assistant._ranker.thesaurus.alternatives_in, _ROUGH)
    dev = [sample for sample in suite.samples if sample.split == "dev"]
    pool = _pool([sample.question for sample in dev])
    for sample in dev:
        query = understand(sample.question, as_of=sample.as_of or date.today(), history=sample.history)
        found = gather(assistant.store, query, lambda asked: Retrieved(search(assistant.store, asked, _DEEP)))
        deep = found.evidence
        if len(found.editions) > 1 or analyse(query.text).asks is Asks.ARTICLE_TEXT:
            continue
        if not sample.answerable:
            yield Case(composer, query, deep[:_WIDE], None, False)
            continue
        places = [
            Span(paths[str(suite.corpus / one.path)], *span)
            for one in sample.gold
            for span in locate(one.quote, assistant.document(paths[str(suite.corpus / one.path)]).text)
        ]
        yield Case(composer, query, deep[:_WIDE], _in_places(places), True)
        if other := perturbed(query.text):
            yield Case(composer, replace(query, text=other), deep[:_WIDE], None, False)
        telling = "".join(item.passage.text for item in deep[:_WIDE] if _tells(item, sample, places))
        if not query.rewritten and (other := reattributed(query.text, pool, telling)):
            yield Case(composer, replace(query, text=other, question=other), deep[:_WIDE], None, False)
        others = tuple(item for item in deep if not _tells(item, sample, places))[:_WIDE]
        if others and sample.expected_facts:
            yield Case(composer, query, others, None, False, made=True)


def perturbed(text: str) -> str | None:
    """The same question about another year or another round, which nothing in the evidence answers; None without."""

    def later(match: re.Match[str]) -> str:
        return f"{int(match[1]) + 3}年"

    other = re.sub(r"(20\d\d)年", later, text, count=1)
    other = re.sub("第([一二三四五六七])轮", lambda match: f"第{_LATER[match[1]]}轮", other, count=1)
    return other if other != text else None


_LATER = dict(zip("一二三四五六七", "九十九十九十九", strict=True))


def reattributed(text: str, pool: Sequence[str], told: str) -> str | None:
    """The same question about something that the passages that answer it do not speak of: the number of shops for the
    number of complaints, the day of the end for that of the beginning. None where it asks for nothing that is named.

    `pool`: what other questions of the set ask for; `told`: the passages.
    """
    own = _asked_for(text)
    if own is None:
        return None
    begin = crc32(text.encode()) % max(1, len(pool))
    others = (one for one in (*pool[begin:], *pool[:begin]) if one not in told and one not in text)
    other = next(others, None)
    return text.replace(own, other, 1) if other else None


def _asked_for(text: str) -> str | None:
    question = analyse(text)
    if question.asks not in FIGURES:
        return None
    return next((one for one in (*question.nouns, *done(text)) if one in text), None)


def _pool(texts: Sequence[str]) -> list[str]:
    """What the questions of a set ask for, once each."""
    return list(dict.fromkeys(one for one in map(_asked_for, texts) if one))


def _in_places(places: Sequence[Span]) -> Callable[[Source, Unit], bool]:
    def gold(source: Source, unit: Unit) -> bool:
        own = Span(source.item.passage.document_id, *unit.span)
        return any(own.overlaps(place) for place in places)

    return gold


def _tells(item: Evidence, sample: Sample, places: Sequence[Span]) -> bool:
    passage = item.passage
    own = Span(passage.document_id, passage.start, passage.end)
    return any(own.overlaps(place) for place in places) or any(
        says(passage.text, fact) for fact in sample.expected_facts
    )


def of_swaps(data: Path, limit: int) -> Iterator[Case]:
    """Questions with their answers in one sentence of an encyclopedia, over a library of all its articles."""
    rows = [json.loads(line) for line in (data / "faithfulness/cmrc-qaswap.jsonl").read_text("utf-8").splitlines()]
    kept = [row for row in rows if row["kind"] == "qa_true"]
    texts = list(dict.fromkeys(row["source"] for row in kept))
    documents = [BenchDocument(id=str(at), title="", text=text) for at, text in enumerate(texts)]
    retriever = _left_open(documents)
    composer = ExtractiveComposer(retriever.store.word_weights, coefficients=_ROUGH)
    pool = _pool([row["claim"].partition("答：")[0].strip() for row in kept[:limit]])
    for row in kept[:limit]:
        question, _, answer = row["claim"].partition("答：")
        own = str(texts.index(row["source"]))
        yield from _with_and_without(retriever, composer, question.strip(), {own}, answer.rstrip("。"), pool)


def of_rageval(data: Path, limit: int) -> Iterator[Case]:
    """The fitted half of rageval-zh. Which sentence answers is not known: any of a relevant paragraph is taken."""
    folder = data / "retrieval/rageval-zh"
    relevance = judgements(folder / "qrels.tsv")
    queries = [query for query in read_rows(folder / "queries.jsonl", BenchQuery) if query.id in relevance]
    fitted = [query for query in queries if is_fitted(next(iter(relevance[query.id])))]
    retriever = _left_open(read_rows(folder / "corpus.jsonl", BenchDocument))
    composer = ExtractiveComposer(retriever.store.word_weights, coefficients=_ROUGH)
    step = max(1, len(fitted) // limit)
    pool = _pool([query.text for query in fitted[::step]])
    for query in fitted[::step]:
        relevant = {one for one, grade in relevance[query.id].items() if grade > 0}
        yield from _with_and_without(retriever, composer, query.text, relevant, None, pool)


def is_fitted(document: str) -> bool:
    """Whether the questions about a document of rageval-zh are fitted on. `x/y#p3` is a paragraph of x/y."""
    return crc32(document.partition("#")[0].encode()) % 2 == 0


def without_answer(
    found: Sequence[Evidence], bench_ids: Callable[[str], Sequence[str]], relevant: set[str], text: str
) -> tuple[Evidence, ...]:
    """What was found, without what answers: for every second question the whole document, else its paragraphs only."""
    whole = crc32(text.encode()) % 2 == 0
    folders = {one.partition("#")[0] for one in relevant}

    def answers(item: Evidence) -> bool:
        ids = bench_ids(item.passage.document_id)
        return any(one in relevant or (whole and one.partition("#")[0] in folders) for one in ids)

    return tuple(item for item in found if not answers(item))[:_WIDE]


def _with_and_without(
    retriever: LibraryRetriever,
    composer: ExtractiveComposer,
    text: str,
    relevant: set[str],
    answer: str | None,
    pool: Sequence[str],
) -> Iterator[Case]:
    query = understand(text, as_of=date.today())
    found = tuple(search(retriever.store, query, _DEEP))

    def in_relevant(source: Source, unit: Unit) -> bool:
        own = not relevant.isdisjoint(retriever.bench_ids(source.item.passage.document_id))
        return own and (answer is None or answer in unit.text)

    if any(not relevant.isdisjoint(retriever.bench_ids(item.passage.document_id)) for item in found[:_WIDE]):
        yield Case(composer, query, found[:_WIDE], in_relevant, True)
    if crc32(text.encode()) % 4 == 1 and (other := perturbed(text)):
        yield Case(composer, replace(query, text=other), found[:_WIDE], None, False)
    telling = [item for item in found if not relevant.isdisjoint(retriever.bench_ids(item.passage.document_id))]
    if crc32(text.encode()) % 4 == 2 and telling:
        spoken = "".join(item.passage.text for item in telling)
        if other := reattributed(text, pool, spoken):
            yield Case(composer, replace(query, text=other, question=other), found[:_WIDE], None, False)
    others = without_answer(found, retriever.bench_ids, relevant, text)
    if others:
        yield Case(composer, query, others, None, False, made=True)


_NO_FIGURE = NAMES.index("no_figure")

_OPEN: list[Any] = []


def _left_open(documents: Sequence[BenchDocument]) -> LibraryRetriever:
    """A library that stays open until the process ends."""
    opened = open_retriever(documents)
    _OPEN.append(opened)
    return opened.__enter__()


# --- the fits

Weighed = dict[str, tuple[float, list[Case]]]


def fit_ranking(weighed: Weighed) -> dict[str, float]:
    """Listwise: the sentences that answer are to take the mass of a softmax over all that were looked at."""
    lists: list[tuple[float, NDArray[np.float64], NDArray[np.bool_]]] = []
    for weight, cases in weighed.values():
        own = [one for case in cases if case.gold is not None for one in [_marked(case)] if one is not None]
        lists += [(weight / max(1, len(own)), rows, marks) for rows, marks in own]
    signs = np.array([_RANKING_SIGNS.get(name, 0) for name in NAMES])

    def slope(column: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.zeros(len(column))
        for weight, rows, marks in lists:
            odds = np.exp(rows @ column - (rows @ column).max())
            total += weight * (odds[marks] @ rows[marks] / odds[marks].sum() - odds @ rows / odds.sum())
        return total

    column = _ascended(slope, signs, np.full(len(NAMES), np.inf))
    column /= np.abs(column).max()
    return {
        name: round(min(max(float(value), _AT_LEAST.get(name, -np.inf)), _RANKED_AT_MOST.get(name, np.inf)), 4)
        for name, value in zip(NAMES, column, strict=True)
    }


def _marked(case: Case) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
    ranked = case.ranked()
    rows = np.array([one.row for _, one in ranked.candidates], dtype=np.float64)
    marks = np.array(
        [case.gold is not None and case.gold(one.source, one.unit) for _, one in ranked.candidates], dtype=bool
    )
    return (rows, marks) if marks.any() and not marks.all() else None


def fit_answerability(weighed: Weighed, ranking: dict[str, float]) -> dict[str, Any]:
    """Logistic, each set with the same weight for its answerable questions and the others."""
    rough = Coefficients(ranking, dict.fromkeys(SIGNALS, 0.0), 0.0, 0.5)
    rows, labels, weights = [], [], []
    for weight, cases in weighed.values():
        for answerable in (True, False):
            own = [case for case in cases if case.answerable is answerable]
            for case in own:
                signals = signals_of(case, rough)
                if signals is not None and not _is_doubtful(case, signals):
                    rows.append(signals)
                    labels.append(float(answerable))
                    weights.append(weight * (_ANSWERED if answerable else 1 - _ANSWERED) / len(own))
    table, wanted, weight_of = np.array(rows), np.array(labels), np.array(weights) / sum(weights)
    table = np.hstack([table, np.ones((len(table), 1))])
    signs = np.array([*(_SIGNS.get(name, 0) for name in SIGNALS), 0])

    def slope(column: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(((wanted - _sigmoid(table @ column)) * weight_of) @ table)

    most = np.array([*(_AT_MOST.get(name, np.inf) for name in SIGNALS), np.inf])
    column = _ascended(slope, signs, most)
    print(f"AUROC of what was fitted on: {auroc(table @ column, wanted):.3f}", file=sys.stderr)
    return {
        "ranking": ranking,
        "answerability": {name: round(float(value), 4) for name, value in zip(SIGNALS, column, strict=False)},
        "intercept": round(float(column[-1]), 4),
        "least": _LEAST,
    }


def signals_of(case: Case, coefficients: Coefficients) -> tuple[float, ...] | None:
    """The signals of the best sentence of a case; None where there is no sentence."""
    ranked = case.ranked()
    scored = sorted(
        ((coefficients.score(one.row), one) for _, one in ranked.candidates),
        key=lambda pair: (pair[1].row[_NO_FIGURE], -pair[0], pair[1].source.key, pair[1].unit.span),
    )
    if not scored:
        return None
    (score, best), *others = scored
    return answerability.signals(ranked.asked, best, others, score)


def _is_doubtful(case: Case, signals: Sequence[float]) -> bool:
    """Whether a question that was robbed of its answer may have kept another."""
    return case.made and signals[SIGNALS.index("local")] >= _SAYS_IT_ALL


def _ascended(
    slope: Callable[[NDArray[np.float64]], NDArray[np.float64]], signs: NDArray[np.int_], most: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Adam (Kingma & Ba, 2015) on the mean log-likelihood, projected on the signs and bounds that are known."""
    column, first, second = (np.zeros(len(signs)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        gradient = slope(column) - _RIDGE * column
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        column = column + _STEP * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        column = np.where(signs > 0, np.maximum(column, 0), np.where(signs < 0, np.minimum(column, 0), column))
        column = np.minimum(column, most)
    return column


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def auroc(scores: NDArray[np.float64], wanted: NDArray[np.float64]) -> float:
    """Probability that one with an answer scores above one without, ties counted half (Hanley & McNeil, 1982)."""
    yes, no = scores[wanted > 0.5], scores[wanted <= 0.5]
    above = (yes[:, None] > no[None, :]).sum() + 0.5 * (yes[:, None] == no[None, :]).sum()
    return float(above / (len(yes) * len(no)))


if __name__ == "__main__":
    main()
