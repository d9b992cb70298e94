"""Fits how the embedded composer ranks sentences and when it holds its tongue, and writes the coefficients to a file.

    python benchmarks/train_answerability.py DATA [-o assistant/models/answerability.json] [--queries 400]

DATA holds retrieval/{rageval-zh,cmrc2018} and faithfulness/cmrc-qaswap.jsonl. Fitted on the suite
`answers`, on the dev rows of cmrc-qaswap, and on those questions of rageval-zh whose document has an even CRC-32; what
is reported of rageval-zh (benchmarks/rageval_answers.py) is of the other documents.

The threshold is chosen on questions of authors that were left out of the fit; those of the suite `abstention`, which
reports how well the assistant abstains, are left out of every fit and of the choice. What each author gets is printed.

Questions without an answer are made of those with one: what says the answer is taken out of what was found. Nothing of
the sets but numbers is written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
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
from assistant.composing.kinds import Asks
from assistant.composing.predicates import done
from assistant.composing.questions import analyse
from assistant.composing.ranking import Ranked, ordered
from assistant.composing.signals import NAMES
from assistant.composing.units import Source, Unit, sources
from assistant.gathering import Retrieved, gather, mastheads
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
    **dict.fromkeys(
        ("counts_other", "bound_other", "rate_other", "no_one", "unplaced", "elsewhere", "only_planned"), -1
    ),
    "piece": 1,
}
_SIGNS = {
    **dict.fromkeys(("clause", "rank", "margin", "piece", "asking"), 1),
    **dict.fromkeys(("not_near", "other_one", "other_day", "missing_nearby", "stranger", "wants_name"), -1),
    **dict.fromkeys(("not_negated", "undone", "apart", "compound_missing"), -1),
    **dict.fromkeys(("counts_other", "rate_other", "unplaced"), -1),
}
"""What is known of a signal before any data: one that is rare in the public sets cannot turn against an office's."""

_SAYS_IT_ALL = 0.8
"""Share of the question in one sentence of what is left, from which it may answer after all: such a question without
an answer is none, and is left out."""

_ANSWERED = 0.6
"""Share of questions to an office's library that it answers, as the fit assumes."""

_AT_LEAST = {"near": 0.25}
_RANKED_AT_MOST = {"special": -0.5, "opens": -0.25}
"""Where the sets have too few cases to tell: 集中整改期为3个月 is a better answer than 集中整改期满15日前, one that
holds in special cases only that nobody asked about is a worse one; a salutation or a headline is none."""

_NATURAL = 20.0
"""What a question that somebody asked counts beside one that was made: AUROC in the mean over authors left out .958 at
2, .960 at 10, .961 at 20; F1 .806, .819, .823.
"""

_RANKED_BY = {"answers": 2.0, "rageval-zh": 0.3}
"""How much more a set tells of the ranking than of whether there is an answer: rageval-zh names paragraphs and not
sentences. The first sentence answers more questions of authors left out so: .899, .889 with 1 for all.
"""

_AS_GOOD = 0.01
"""F1 that is given up for fewer questions refused."""

_RIDGE = 5e-4
_STEPS = 1500
_STEP = 0.05


_ROUGH = Coefficients(dict.fromkeys(NAMES, 0.0), dict.fromkeys(SIGNALS, 0.0), 0.0, 0.5)
"""What sentences are looked at with before anything is fitted."""


@dataclass(frozen=True)
class Case:
    """A question with its evidence; `gold` says of a sentence whether it answers, None where there is no answer."""

    composer: ExtractiveComposer
    query: Query
    evidence: tuple[Evidence, ...]
    gold: Callable[[Source, Unit], bool] | None
    answerable: bool
    made: bool = False
    """Made of another question or of another's evidence; what people asked is not."""
    robbed: bool = False
    """Robbed of its answer."""
    mastheads: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    """Who wrote the question: what people have in mind differs more than what they ask about."""

    @property
    def counts(self) -> float:
        return 1.0 if self.made else _NATURAL

    @cached_property
    def rough(self) -> Ranked:
        """Its sentences with their signals, in no order yet."""
        question = analyse(self.query.text, self.query.question if self.query.rewritten else "")
        return self.composer.rank(question, of_titles(question, sources(self.evidence, mastheads=self.mastheads)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=Path("assistant/models") / answerability.FILE)
    arguments.add_argument("--queries", type=int, default=400, help="most questions of a public set")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="answerability-") as folder:
        weighed = {
            "answers": (4.0, list(of_suite("answers", Path(folder) / "answers"))),
            "cmrc-qaswap": (0.2, list(of_swaps(given.data, given.queries))),
            "rageval-zh": (1.0, list(of_rageval(given.data, given.queries))),
        }
        ranking = fit_ranking(weighed)
        reported = list(of_suite("abstention", Path(folder) / "abstention"))
        judged = judged_apart(weighed, reported)
        # What reports how well it abstains has no say in where it does.
        least = threshold({author: one for author, one in judged.items() if author not in _authors(reported)})
        tell(judged, least)
        table = {
            "command": "python benchmarks/train_answerability.py DATA",
            "fitted_on": "suite answers; cmrc-qaswap, dev rows; rageval-zh, documents of even CRC-32",
            "questions": {name: len(cases) for name, (_, cases) in weighed.items()},
            "note": "Numbers only: no text of the sets is in them. Their licences: docs/decisions.md.",
            **fit_answerability(weighed, ranking),
            "least": least,
        }
        given.output.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(table, ensure_ascii=False, indent=2))


# --- the sets


_AUTHORS = ("held4", "held3", "held2", "held", "third", "fourth")
"""Tags that tell who wrote a case; `third` and `fourth` are by one hand."""


def author_of(suite: str, tags: Sequence[str]) -> str:
    """Who wrote a case."""
    if suite != "answers":
        return suite
    tag = next((tag for tag in _AUTHORS if tag in tags), "first")
    return "third" if tag == "fourth" else tag


def of_suite(name: str, home: Path) -> Iterator[Case]:
    """The own questions of a suite, and each again without what answers it."""
    suite = load_suite(name)
    # The library is left open: what is yielded still asks it for the weights of words.
    assistant = Assistant.open(load({"home": home}))
    assistant.ingest([suite.corpus])
    paths = {summary.path: summary.id for summary in assistant.documents()}
    composer = ExtractiveComposer(assistant.store.word_weights, assistant._ranker.thesaurus.alternatives_in, _ROUGH)
    pool = _pool([sample.question for sample in suite.samples])
    lent = {sample.id for sample in load_suite("answers").samples} if name != "answers" else frozenset()
    for sample in suite.samples:
        if sample.id in lent:
            continue
        query = understand(sample.question, as_of=sample.as_of or date.today(), history=sample.history)
        found = gather(assistant.store, query, lambda asked: Retrieved(search(assistant.store, asked, _WIDE)))
        wide = found.evidence
        deep = gather(assistant.store, query, lambda asked: Retrieved(search(assistant.store, asked, _DEEP))).evidence
        if len(found.editions) > 1 or analyse(query.text).asks is Asks.ARTICLE_TEXT:
            continue
        author = author_of(name, sample.tags)
        case = partial(Case, composer, mastheads=mastheads(assistant.store, (*wide, *deep)), author=author)
        if not sample.answerable:
            yield case(query, wide, None, False)
            continue
        places = [
            Span(paths[str(suite.corpus / one.path)], *span)
            for one in sample.gold
            for span in locate(one.quote, assistant.document(paths[str(suite.corpus / one.path)]).text)
        ]
        yield case(query, wide, _in_places(places), True)
        if other := perturbed(query.text):
            yield case(replace(query, text=other), wide, None, False, made=True)
        telling = "".join(item.passage.text for item in wide if _tells(item, sample, places))
        if not query.rewritten and (other := reattributed(query.text, pool, telling)):
            asked_otherwise = replace(query, text=other, question=other)
            yield case(asked_otherwise, wide, None, False, made=True)
        others = tuple(item for item in deep if not _tells(item, sample, places))[: len(wide)]
        if others and sample.expected_facts:
            yield case(query, others, None, False, made=True, robbed=True)


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
        yield Case(composer, replace(query, text=other), found[:_WIDE], None, False, made=True)
    telling = [item for item in found if not relevant.isdisjoint(retriever.bench_ids(item.passage.document_id))]
    if crc32(text.encode()) % 4 == 2 and telling:
        spoken = "".join(item.passage.text for item in telling)
        if other := reattributed(text, pool, spoken):
            yield Case(composer, replace(query, text=other, question=other), found[:_WIDE], None, False, made=True)
    others = without_answer(found, retriever.bench_ids, relevant, text)
    if others:
        yield Case(composer, query, others, None, False, made=True, robbed=True)


_OPEN: list[Any] = []


def _left_open(documents: Sequence[BenchDocument]) -> LibraryRetriever:
    """A library that stays open until the process ends."""
    opened = open_retriever(documents)
    _OPEN.append(opened)
    return opened.__enter__()


# --- the threshold


Judged = dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]
"""Author → how sure the answers to his questions are, and which have one."""


def judged_apart(weighed: Weighed, apart: Sequence[Case]) -> Judged:
    """What people asked, each author's questions judged by coefficients that none of his were fitted with; those of
    `apart` are fitted on by none.
    """
    weight, cases = weighed["answers"]
    judged: Judged = {}
    for author in _authors((*cases, *apart)):
        rest = {**weighed, "answers": (weight, [case for case in cases if case.author != author])}
        ranking = fit_ranking(rest)
        coefficients = answerability.from_table({**fit_answerability(rest, ranking), "least": 0.5})
        own = [case for case in (*cases, *apart) if case.author == author and not case.made]
        sure = np.array([order_of(case, coefficients).probability for case in own])
        judged[author] = (sure, np.array([case.answerable for case in own]))
    return judged


def _authors(cases: Iterable[Case]) -> list[str]:
    return list(dict.fromkeys(case.author for case in cases))


def threshold(judged: Judged) -> float:
    """The lowest probability at which the F1 of abstention, in the mean over the authors, is as good as at the best:
    where two do alike, an office wants the answer.
    """
    tried = np.arange(0.2, 0.8, 0.01).round(2)
    means = np.array([np.mean([f1_of_abstention(*one, least) for one in judged.values()]) for least in tried])
    return float(tried[means >= means.max() - _AS_GOOD][0])


def tell(judged: Judged, least: float) -> None:
    """Print what each author gets at a threshold, and all of them."""
    together = tuple(np.concatenate(one) for one in zip(*judged.values(), strict=True))
    for author, (sure, wanted) in {**judged, "all": (together[0], together[1] > 0)}.items():
        print(
            f"{author}, left out: {len(sure)} questions, F1 of abstention {f1_of_abstention(sure, wanted, least):.3f},"
            f" refused {(sure[wanted] < least).mean():.3f}, AUROC {auroc(sure, wanted * 1.0):.3f} at {least}",
            file=sys.stderr,
        )


def f1_of_abstention(sure: NDArray[np.float64], wanted: NDArray[np.bool_], least: float) -> float:
    """2·TP ÷ (2·TP + FP + FN), TP a question without an answer that is refused."""
    refused = sure < least
    right = float((refused & ~wanted).sum())
    return 2 * right / (2 * right + float((refused & wanted).sum()) + float((~refused & ~wanted).sum()))


# --- the fits

Weighed = dict[str, tuple[float, list[Case]]]


def fit_ranking(weighed: Weighed) -> dict[str, float]:
    """Listwise: the sentences that answer are to take the mass of a softmax over all that were looked at."""
    lists: list[tuple[float, NDArray[np.float64], NDArray[np.bool_]]] = []
    for name, (weight, cases) in weighed.items():
        own = [one for case in cases if case.gold is not None for one in [_marked(case)] if one is not None]
        share = weight * _RANKED_BY.get(name, 1.0) / max(1, len(own))
        lists += [(share, rows, marks) for rows, marks in own]
    signs = np.array([_RANKING_SIGNS.get(name, 0) for name in NAMES])
    weights, rows, there, gold = _stacked(lists)

    def slope(column: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = np.where(there, rows @ column, -np.inf)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        right = odds * gold
        pull = right / right.sum(axis=1, keepdims=True) - odds / odds.sum(axis=1, keepdims=True)
        return np.asarray(np.einsum("nk,nkf->f", weights[:, None] * pull, rows))

    column = _ascended(slope, signs)
    column /= np.abs(column).max()
    return {
        name: round(min(max(float(value), _AT_LEAST.get(name, -np.inf)), _RANKED_AT_MOST.get(name, np.inf)), 4)
        for name, value in zip(NAMES, column, strict=True)
    }


def _stacked(
    lists: Sequence[tuple[float, NDArray[np.float64], NDArray[np.bool_]]],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Weights (lists), signals (lists, longest, signals), what is no padding and what answers (lists, longest)."""
    longest = max(len(marks) for _, _, marks in lists)
    rows = np.zeros((len(lists), longest, len(NAMES)))
    there, gold = np.zeros((len(lists), longest), dtype=bool), np.zeros((len(lists), longest), dtype=bool)
    for at, (_, signals, marks) in enumerate(lists):
        rows[at, : len(marks)], there[at, : len(marks)], gold[at, : len(marks)] = signals, True, marks
    return np.array([weight for weight, _, _ in lists]), rows, there, gold


def _marked(case: Case) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
    ranked = case.rough
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
            total, share = sum(case.counts for case in own), _ANSWERED if answerable else 1 - _ANSWERED
            for case in own:
                order = order_of(case, rough)
                if order.candidates and not _is_doubtful(case, order):
                    rows.append(signals_of(order))
                    labels.append(float(answerable))
                    weights.append(case.counts * weight * share / total)
    table, wanted, weight_of = np.array(rows), np.array(labels), np.array(weights) / sum(weights)
    table = np.hstack([table, np.ones((len(table), 1))])
    signs = np.array([*(_SIGNS.get(name, 0) for name in SIGNALS), 0])

    def slope(column: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(((wanted - _sigmoid(table @ column)) * weight_of) @ table)

    column = _ascended(slope, signs)
    print(f"AUROC of what was fitted on: {auroc(table @ column, wanted):.3f}", file=sys.stderr)
    return {
        "ranking": ranking,
        "answerability": {name: round(float(value), 4) for name, value in zip(SIGNALS, column, strict=False)},
        "intercept": round(float(column[-1]), 4),
    }


def order_of(case: Case, coefficients: Coefficients) -> Ranked:
    """The sentences of a case as these coefficients order them."""
    rough = case.rough
    return ordered(rough.asked, rough.sources, [one for _, one in rough.candidates], coefficients)


def signals_of(order: Ranked) -> tuple[float, ...]:
    """The signals of the best sentence of a case that has one."""
    (score, best), *others = order.candidates
    return answerability.signals(order.asked, best, others, score)


def _is_doubtful(case: Case, order: Ranked) -> bool:
    """Whether a question that was robbed of its answer may have kept another."""
    return case.robbed and order.best.local >= _SAYS_IT_ALL


def _ascended(
    slope: Callable[[NDArray[np.float64]], NDArray[np.float64]], signs: NDArray[np.int_]
) -> NDArray[np.float64]:
    """Adam (Kingma & Ba, 2015) on the mean log-likelihood, projected on the signs that are known."""
    column, first, second = (np.zeros(len(signs)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        gradient = slope(column) - _RIDGE * column
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        column = column + _STEP * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        column = np.where(signs > 0, np.maximum(column, 0), np.where(signs < 0, np.minimum(column, 0), column))
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
