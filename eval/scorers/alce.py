"""Do the cited texts say what the sentences claim? ALCE's citation recall and precision, with a judge given.

Gao et al., Enabling Large Language Models to Generate Text with Citations, EMNLP 2023 (arXiv 2305.14627), section 3.3.
Judged are the texts that stand in the documents where the citations point, not what the answer says stands there.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.grounding.judge import Judge
from eval.records import Response, Said, Score, Scorer, unscored
from eval.scorers.entailment import Entails, judged

_MOST_CITATIONS = 3
"""Of a sentence, that count; further ones are left aside, as in ALCE."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with the texts that it cites."""

    text: str
    sources: tuple[str, ...]
    """None at all where it cites nothing, or anything that does not exist."""


def citation_support(response: Response, entails: Entails) -> Score:
    """ALCE citation recall: share of an answer's sentences that the texts they cite, taken together, say.

    A sentence without a citation, or with one that does not exist, counts 0. Unscored: nothing was said.
    """
    sentences = _sentences(response)
    if not sentences:
        return unscored("no_sentence")
    supported = sum(_is_supported(one, entails) for one in sentences)
    judged = sum(bool(one.sources) for one in sentences)
    facts = {"supported": supported, "sentences": len(sentences), "judged": judged}
    return Score(supported / len(sentences), "sentences_supported", facts)


def citation_need(response: Response, entails: Entails) -> Score:
    """ALCE citation precision: share of an answer's citations that count.

    One counts if the sentence is supported by all it cites, and not both: alone it does not support the sentence, and
    without it the others still do. 0 where no sentence has a citation that exists. Unscored: nothing was said.
    """
    sentences = _sentences(response)
    if not sentences:
        return unscored("no_sentence")
    total = sum(len(one.sources) for one in sentences)
    counted = sum(_counted(one, entails) for one in sentences)
    return Score(counted / total if total else 0.0, "citations_needed", {"needed": counted, "citations": total})


def _counted(sentence: _Sentence, entails: Entails) -> int:
    if not _is_supported(sentence, entails):
        return 0
    if len(sentence.sources) == 1:
        return 1
    return sum(
        entails(sentence.text, [source])
        or not entails(sentence.text, [*sentence.sources[:at], *sentence.sources[at + 1 :]])
        for at, source in enumerate(sentence.sources)
    )


def _is_supported(sentence: _Sentence, entails: Entails) -> bool:
    return bool(sentence.sources) and entails(sentence.text, sentence.sources)


def _sentences(response: Response) -> list[_Sentence]:
    sources = {citation.n: citation.source for citation in response.citations}
    return [_Sentence(said.text, _sources(said, sources)) for said in response.sentences]


def _sources(said: Said, sources: dict[int, str | None]) -> tuple[str, ...]:
    cited = [sources.get(n) for n in dict.fromkeys(said.citations)]
    known = tuple(source for source in cited if source is not None)
    return known[:_MOST_CITATIONS] if len(known) == len(cited) else ()


def scorers(judge: Judge) -> tuple[Scorer, ...]:
    """Both metrics, judged by `judge`."""
    return judged({"alce_recall": citation_support, "alce_precision": citation_need}, judge)
