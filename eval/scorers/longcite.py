"""Do the citations carry the answer, with half marks for half a claim? LongBench-Cite's recall, precision and F1.

Zhang et al., LongCite: Enabling LLMs to Generate Fine-grained Citations in Long-context QA (arXiv 2409.02897), section
2.3, where a language model gives the marks. Here a judge of sentences does: what is supported only in part is the
sentence of which not the whole, but a clause, is supported; a statement that needs no citation is one that announces
the next ones.
"""

from __future__ import annotations

import re

from assistant.grounding.judge import Judge
from eval.records import Response, Said, Score, Scorer, unscored
from eval.scorers.entailment import Entails, judged

_MOST_STATEMENTS = 40
"""That count; the rest of a long answer is left aside, as in LongBench-Cite."""
_LEAST_CLAUSE = 5
"""Characters of a clause that can be judged by itself: shorter ones (同时, 其中) say nothing."""
_MOST_CLAUSES = 20
"""Of a sentence, that are judged by themselves; no sentence of an answer has so many."""
_HALF = 0.5

_CLAUSE_ENDS = re.compile(r"[，；;。！？!?\n]|,(?!\d)")
_ANNOUNCES = re.compile(r"[：:]\s*$")


def partial_recall(response: Response, entails: Entails) -> Score:
    """Mean mark of an answer's statements: 1 where what they cite says them, ½ where it says a clause of them, else 0.

    One without a citation gets 1 if it needs none (it ends with a colon), else 0. Unscored: nothing was said.
    """
    said = response.sentences[:_MOST_STATEMENTS]
    if not said:
        return unscored("no_sentence")
    sources = _sources(response)
    marks = [_mark(one, sources, entails) for one in said]
    facts = {"full": marks.count(1.0), "half": marks.count(_HALF), "sentences": len(marks)}
    return Score(sum(marks) / len(marks), "sentences_marked", facts)


def partial_precision(response: Response, entails: Entails) -> Score:
    """Share of an answer's citations that say the statement before them, or a clause of it; 0 where there are none.

    A citation of what does not exist says nothing. Unscored: nothing was said.
    """
    said = response.sentences[:_MOST_STATEMENTS]
    if not said:
        return unscored("no_sentence")
    sources = _sources(response)
    held = [_says_some(one.text, sources.get(n), entails) for one in said for n in dict.fromkeys(one.citations)]
    facts = {"relevant": sum(held), "citations": len(held)}
    return Score(sum(held) / len(held) if held else 0.0, "citations_relevant", facts)


def partial_f1(response: Response, entails: Entails) -> Score:
    """2·P·R ÷ (P + R) of the two above, 0 where either is 0; then the mean over answers. Unscored: as they are."""
    recall, precision = partial_recall(response, entails), partial_precision(response, entails)
    if recall.value is None or precision.value is None:
        return recall
    total = recall.value + precision.value
    facts = {"precision": f"{precision.value:.2f}", "recall": f"{recall.value:.2f}"}
    return Score(2 * recall.value * precision.value / total if total else 0.0, "citations_balanced", facts)


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence that can be judged by themselves.

    >>> clauses("集中整改期为3个月，同时，自收到书面反馈意见之日起计算。")
    ['集中整改期为3个月', '自收到书面反馈意见之日起计算']
    """
    pieces = (piece.strip() for piece in _CLAUSE_ENDS.split(sentence))
    return [piece for piece in pieces if len(piece) >= _LEAST_CLAUSE][:_MOST_CLAUSES]


def _mark(said: Said, sources: dict[int, str], entails: Entails) -> float:
    if not said.citations:
        return 1.0 if _ANNOUNCES.search(said.text) else 0.0
    cited = [sources[n] for n in dict.fromkeys(said.citations) if n in sources]
    if not cited:
        return 0.0
    if entails(said.text, cited):
        return 1.0
    return _HALF if any(entails(clause, cited) for clause in clauses(said.text)) else 0.0


def _says_some(sentence: str, source: str | None, entails: Entails) -> bool:
    if source is None:
        return False
    return entails(sentence, [source]) or any(entails(clause, [source]) for clause in clauses(sentence))


def _sources(response: Response) -> dict[int, str]:
    return {citation.n: citation.source for citation in response.citations if citation.source is not None}


def scorers(judge: Judge) -> tuple[Scorer, ...]:
    """The three metrics, judged by `judge`."""
    metrics = {
        "longcite_recall": partial_recall,
        "longcite_precision": partial_precision,
        "longcite_f1": partial_f1,
    }
    return judged(metrics, judge)
