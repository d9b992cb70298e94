"""Every sentence of an embedded answer: its quotes stand at their places, it is supported, its figures are cited."""

from __future__ import annotations

import pytest

from assistant.application import Assistant
from assistant.records import Verdict
from eval.figures import figures
from eval.samples import load as load_suite


@pytest.mark.parametrize("remainder", range(4))
def test_every_sentence_of_the_suites_answers_keeps_the_contract(sample: Assistant, remainder: int) -> None:
    for asked in load_suite("answers").samples[remainder::8]:
        answer = sample.ask(asked.question, as_of=asked.as_of, history=asked.history)
        for citation in answer.citations:
            assert sample.document(citation.document_id).text[citation.start : citation.end] == citation.quote
        for sentence in answer.sentences:
            quotes = "\n".join(one.quote for one in answer.citations if one.n in sentence.citations)
            assert sentence.verdict is Verdict.SUPPORTED, (asked.id, sentence.text)
            assert figures(sentence.text) <= figures(quotes), (asked.id, sentence.text)
