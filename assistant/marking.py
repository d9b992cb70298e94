"""A grounded sentence → the same with what stands beside it: the rule it rests on, and what of it was compared.

Reads the citations alone; neither the judge nor the library is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.grounding.quotes import check
from assistant.records import Check, Citation, Sentence, Status


def marked(sentence: Sentence, citations: Sequence[Citation], context: Sequence[str]) -> Sentence:
    """The sentence with its basis and checks; `citations` are those of its answer.

    `context` is what they say together, spelled out, such as a row of a table under the names of its columns.
    """
    cited = [one for one in citations if one.n in sentence.citations]
    return replace(sentence, basis=_basis(cited), checks=_checks(sentence.text, cited, context))


def _basis(cited: Sequence[Citation]) -> str:
    """Instrument, article and date of the first rule; empty where there is none."""
    rule = next((one for one in cited if one.address), None)
    if rule is None:
        return ""
    day = rule.issued_on.isoformat() if rule.issued_on else messages.text("answer.undated")
    known = "superseded_basis" if rule.status is Status.SUPERSEDED else "basis"
    return messages.text(f"answer.{known}", address=rule.address, date=day)


def _checks(text: str, cited: Sequence[Citation], context: Sequence[str]) -> tuple[Check, ...]:
    """What of a text can be compared character by character, compared with what it cites."""
    held = [words for one in cited for words in (one.quote, one.title, one.heading, one.address or "") if words]
    marks = check(text, [*held, *context]) if cited else []
    return tuple(Check(mark.kind, text[mark.start : mark.end], mark.start, mark.end, mark.is_checked) for mark in marks)
