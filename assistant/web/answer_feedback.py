"""What people said of answers, kept under the home folder as cases for the evaluation to be.

A row holds the question and places of documents, no text of theirs: the words are read from the library when they are
shown or exported. It knows neither HTML nor the evaluation.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.errors import UsageError
from assistant.export.files import write_whole
from assistant.records import Answer, Verdict

Said = Literal["good", "bad", "wrong_citation"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a document's repaired text."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a person said of its answer, and what a right answer is, once somebody has said so."""

    id: str
    said: Said
    said_on: str
    question: str
    history: tuple[str, ...]
    as_of: str
    cited: tuple[Span, ...]
    answerable: bool | None = None
    """Whether the library holds the answer; None while nobody has said so."""
    facts: tuple[str, ...] = ()
    """Words that a right answer contains."""
    gold: tuple[Span, ...] = ()
    """Where the answer stands."""
    about: tuple[str, ...] = ()
    """Ids of all documents that the conversation held words of; the questions tell of them too."""

    @property
    def is_complete(self) -> bool:
        """Whether it can be scored."""
        return self.answerable is not None and (bool(self.gold) or not self.answerable)

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that it tells of."""
        return frozenset(self.about).union(span.document_id for span in (*self.cited, *self.gold))


def case_of(
    answer: Answer, question: str, history: Sequence[str], said: Said, about: Collection[str] = frozenset()
) -> Case:
    """What was said of an answer. A good answer says itself what is right; of a bad one somebody has to say it.

    `about` are ids of the documents that the conversation held words of.
    """
    held = {n for each in answer.sentences if each.verdict is Verdict.SUPPORTED for n in each.citations}
    cited = tuple(Span(each.document_id, each.start, each.end) for each in answer.citations)
    gold = tuple(Span(each.document_id, each.start, each.end) for each in answer.citations if each.n in held)
    is_good = said == "good"
    return Case(
        id=f"feedback-{secrets.token_hex(4)}",
        said=said,
        said_on=f"{datetime.now():%Y-%m-%d %H:%M}",
        question=question,
        history=tuple(history),
        as_of=answer.as_of.isoformat(),
        cited=cited,
        answerable=not answer.abstained if is_good else None,
        gold=gold if is_good else (),
        about=tuple(sorted(about)),
    )


class FeedbackBook:
    """The cases of one library, a JSON line each. Threads may call it."""

    _changing = threading.Lock()

    def __init__(self, path: Path) -> None:
        self._path = path

    def cases(self) -> list[Case]:
        """All cases, the oldest first; a line that is none is left out and stays in the file."""
        return [case for line in self._lines() if (case := _case(line)) is not None]

    def add(self, case: Case) -> None:
        """Write a case down. Raises UsageError where that cannot be."""
        with self._changing:
            self._write([*self._lines(), _line(case)])

    def complete(self, case_id: str, *, answerable: bool, facts: Sequence[str], gold: Sequence[Span]) -> None:
        """Say what a right answer is. Raises UsageError where there is no such case."""
        with self._changing:
            lines = self._lines()
            at = _index(lines, case_id)
            case = _case(lines[at])
            if case is None:
                raise UsageError("case_missing", id=case_id)
            lines[at] = _line(replace(case, answerable=answerable, facts=tuple(facts), gold=tuple(gold)))
            self._write(lines)

    def remove(self, case_id: str) -> None:
        """Forget a case. Raises UsageError where there is no such case."""
        with self._changing:
            lines = self._lines()
            del lines[_index(lines, case_id)]
            self._write(lines)

    def forget_documents(self, document_ids: Collection[str]) -> None:
        """Take out what people said a right answer is, where it stood in these documents. Raises UsageError."""
        with self._changing:
            lines = self._lines()
            kept = [_line_without(line, document_ids) for line in lines]
            if kept != lines:
                self._write(kept)

    def _lines(self) -> list[str]:
        try:
            # Not splitlines(): a question may hold U+2028 and other marks that it takes for line breaks.
            return [line for line in self._path.read_text(encoding="utf-8").split("\n") if line.strip()]
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("cases_unreadable", path=self._path, why=error) from error

    def _write(self, lines: Sequence[str]) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError("drafting.not_writable", path=self._path, why=error.strerror or error) from error
        write_whole(self._path, "".join(f"{line}\n" for line in lines).encode())
        # The questions of an inspection are nobody else's.
        self._path.chmod(0o600)


def book_of(home: Path) -> FeedbackBook:
    """The cases of the library under a home."""
    return FeedbackBook(home / "quality" / "feedback.jsonl")


def find_words(words: str, text: str) -> tuple[int, int] | None:
    r"""Where words stand in a text for the first time, blanks and line breaks aside.

    >>> find_words("三个 月内", "应当在三个月\n内完成")
    (3, 8)
    """
    places = [at for at, character in enumerate(text) if not character.isspace()]
    wanted = "".join(words.split())
    found = "".join(text[at] for at in places).find(wanted) if wanted else -1
    return (places[found], places[found + len(wanted) - 1] + 1) if found >= 0 else None


def _line(case: Case) -> str:
    return json.dumps(asdict(case), ensure_ascii=False)


def _line_without(line: str, document_ids: Collection[str]) -> str:
    case = _case(line)
    if case is None or not {span.document_id for span in case.gold} & {*document_ids}:
        return line
    return _line(replace(case, answerable=None, facts=(), gold=()))


def _case(line: str) -> Case | None:
    try:
        row: Mapping[str, Any] = json.loads(line)
        spans = {name: tuple(Span(**span) for span in row[name]) for name in ("cited", "gold")}
        texts = {name: tuple(map(str, row[name])) for name in ("history", "facts", "about") if name in row}
        case = Case(**{**row, **spans, **texts})
        date.fromisoformat(case.as_of)
    except (ValueError, KeyError, TypeError):
        return None
    return case if case.said in ("good", "bad", "wrong_citation") else None


def _index(lines: Sequence[str], case_id: str) -> int:
    for at, line in enumerate(lines):
        case = _case(line)
        if case is not None and case.id == case_id:
            return at
    raise UsageError("case_missing", id=case_id)
