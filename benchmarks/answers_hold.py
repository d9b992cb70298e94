"""Does every sentence of many embedded answers keep its contract? Quote at its place, supported, no figure of its own.

    python benchmarks/answers_hold.py [FOLDER …] [--questions 1000]

Over the sample corpus, or the folders given. Asked are the questions of the suite `answers` (where the corpus is the
sample), then each sentence of the library in turn, with its figures turned into questions: 30日 becomes 多少日.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant import resources
from assistant.application import Assistant
from assistant.records import Answer, Verdict
from assistant.settings import load
from assistant.text.sentences import sentences
from eval.figures import figures
from eval.samples import load as load_suite

_FIGURE = re.compile(r"\d[\d,.]*")
AS_OF = date(2026, 1, 1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--questions", type=int, default=1000, help="answers with a sentence to look at")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home, Assistant.open(load({"home": home})) as assistant:
        assistant.ingest(given.folders or [resources.corpus()])
        answers = (assistant.ask(question, as_of=AS_OF) for question in asked(assistant, own=not given.folders))
        looked_at = islice((answer for answer in answers if answer.sentences), given.questions)
        counted = sum((faults(assistant, answer) for answer in looked_at), Counter())
    print(json.dumps(counted, ensure_ascii=False, indent=2))
    sys.exit(any(counted[fault] for fault in ("misquoted", "unsupported", "figures_not_cited")))


def asked(assistant: Assistant, *, own: bool) -> Iterator[str]:
    """Questions without end of invention: those of the suite, then the library's own sentences made into questions."""
    if own:
        yield from (sample.question for sample in load_suite("answers").samples)
    for summary in assistant.documents():
        for passage in assistant.passages(summary.id):
            for span in sentences(passage.text):
                yield as_question(span.of(passage.text))


def as_question(sentence: str) -> str:
    """A sentence with its first figure asked for.

    >>> as_question("公示期不少于5日。")
    '公示期不少于多少日？'
    """
    return f"{_FIGURE.sub('多少', sentence, count=1).rstrip('。；：')[:60]}？"


def faults(assistant: Assistant, answer: Answer) -> Counter[str]:
    """What is wrong with an answer, counted; and how much was looked at."""
    found = Counter(answers=1, sentences=len(answer.sentences), citations=len(answer.citations))
    for citation in answer.citations:
        document = assistant.document(citation.document_id)
        found["misquoted"] += document.text[citation.start : citation.end] != citation.quote
    for sentence in answer.sentences:
        quotes = "\n".join(one.quote for one in answer.citations if one.n in sentence.citations)
        if sentence.verdict is not Verdict.SUPPORTED:
            found["unsupported"] += 1
            print(f"{sentence.verdict}: {sentence.text}", file=sys.stderr)
        found["figures_not_cited"] += len(figures(sentence.text) - figures(quotes))
    return found


if __name__ == "__main__":
    main()
