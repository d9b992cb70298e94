"""Any command as the system under test: questions as JSONL on its stdin, answers as JSONL on its stdout.

A question is {id, question, as_of?, history?, documents?}, an answer what `ask --file` prints: {id, abstained,
sentences: [{text, citations}], citations: [{n, path, quote, start?, end?}], retrieved?: [{path, quote | start, end}],
confidence?}. Answers may come in any order, one by one or all at the end. The command is run without a shell.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from assistant.errors import AssistantError, UsageError
from eval.records import Response, Said, Sample, Span
from eval.runner import Open, Subject
from eval.shelf import Shelf, open_shelf

SILENCE_S = 600.0
"""Without an answer for so long, the command is given up."""

_LONGEST_LINE = 16_000_000
"""Bytes of an answer; what is longer is none."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A stretch of a document: by its place, or by its words."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    path: str
    quote: str = ""
    start: int | None = None
    end: int | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class _Sentence:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """A line of the command, as far as it is scored."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    sentences: tuple[_Sentence, ...] = ()
    citations: tuple[_Quoted, ...] = ()
    retrieved: tuple[_Quoted, ...] | None = None
    abstained: bool | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    model: str = ""


_ANSWER = TypeAdapter(_Answer)


class CommandSubject:
    """A command over one corpus; it is started once a run, with every question it will be asked."""

    def __init__(self, arguments: Sequence[str], shelf: Shelf, *, silence_s: float = SILENCE_S) -> None:
        self.name = f"command {shlex.join(arguments)}"
        self.notes = shelf.notes
        self._arguments = arguments
        self._shelf = shelf
        self._silence_s = silence_s
        self._exchange: _Exchange | None = None

    def announce(self, samples: Sequence[Sample]) -> None:
        """Start the command and give it the questions. Raises UsageError where it cannot be started."""
        self.close()
        self._exchange = _Exchange(self._arguments, samples, self._silence_s)

    def answer(self, sample: Sample) -> Response:
        """The command's answer, when it comes. Raises AssistantError where it ends or falls silent without one."""
        if self._exchange is None:
            raise AssistantError("evaluation.command_ended", case=sample.id, trouble="")
        begun = time.perf_counter()
        answer = self._exchange.awaited(sample.id)
        elapsed_ms = (time.perf_counter() - begun) * 1000
        return Response(
            abstained=not answer.sentences if answer.abstained is None else answer.abstained,
            sentences=tuple(Said(one.text, one.citations) for one in answer.sentences),
            citations=tuple(self._shelf.cited(one.n, self._span(one), one.quote) for one in answer.citations),
            retrieved=None if answer.retrieved is None else tuple(map(self._span, answer.retrieved)),
            gold=self._shelf.gold(sample),
            model=answer.model,
            elapsed_ms=round(elapsed_ms, 1),
            other_editions=self._shelf.other_editions(sample),
            confidence=answer.confidence,
        )

    def close(self) -> None:
        """End the command if it still runs."""
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None

    def _span(self, quoted: _Quoted) -> Span:
        """Where it stands; a place of no length where its words stand nowhere."""
        path = self._shelf.path_named(quoted.path)
        if quoted.start is not None and quoted.end is not None:
            return Span(path, quoted.start, quoted.end)
        return next(iter(self._shelf.places(path, quoted.quote)), Span(path, 0, 0))


class _Exchange:
    """The command while it runs: questions written to it and answers read from it, each by a thread of its own."""

    def __init__(self, arguments: Sequence[str], samples: Sequence[Sample], silence_s: float) -> None:
        self._silence_s = silence_s
        self._answers: dict[str, _Answer] = {}
        self._trouble = ""
        """What was wrong with the last line that was no answer."""
        self._has_ended = False
        self._news = threading.Condition()
        self._heard = time.monotonic()
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(list(arguments), stdin=pipe, stdout=pipe)  # noqa: S603 - the user's own
        except OSError as error:
            raise UsageError(
                "evaluation.command_unusable", command=shlex.join(arguments), why=error.strerror
            ) from error
        self._threads = [
            threading.Thread(target=self._write, args=(self._process.stdin, samples), daemon=True),
            threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def awaited(self, case: str) -> _Answer:
        with self._news:
            while case not in self._answers:
                if self._has_ended:
                    raise AssistantError("evaluation.command_ended", case=case, trouble=self._trouble)
                left = self._heard + self._silence_s - time.monotonic()
                if left <= 0:
                    raise AssistantError("evaluation.command_silent", case=case, seconds=round(self._silence_s))
                self._news.wait(left)
            return self._answers[case]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def _write(self, stdin: IO[bytes], samples: Sequence[Sample]) -> None:
        try:
            with stdin:
                for sample in samples:
                    stdin.write(json.dumps(_question(sample), ensure_ascii=False).encode() + b"\n")
        except OSError:
            return  # it reads no further; what it does not answer is told as its error

    def _read(self, stdout: IO[bytes]) -> None:
        with stdout:
            for line in iter(lambda: stdout.readline(_LONGEST_LINE), b""):
                if line.strip():
                    self._take(line)
        with self._news:
            self._has_ended = True
            self._news.notify_all()

    def _take(self, line: bytes) -> None:
        try:
            answer, trouble = _ANSWER.validate_json(line), ""
        except ValidationError as error:
            fault = error.errors()[0]
            answer, trouble = None, f"{'.'.join(map(str, fault['loc'])) or '-'}: {fault['msg']}"
        with self._news:
            self._heard = time.monotonic()
            if answer is None:
                self._trouble = trouble
            else:
                self._answers.setdefault(answer.id, answer)
            self._news.notify_all()


def _question(sample: Sample) -> dict[str, Any]:
    as_of = {} if sample.as_of is None else {"as_of": sample.as_of.isoformat()}
    history = {"history": list(sample.history)} if sample.history else {}
    documents = {"documents": list(sample.documents)} if sample.documents else {}
    return {"id": sample.id, "question": sample.question, **as_of, **history, **documents}


def opener(said: str) -> Open:
    """A command line → how to open it over a corpus. Raises UsageError where there is no such program."""
    try:
        arguments = shlex.split(said)
    except ValueError as error:
        raise UsageError("evaluation.command_unusable", command=said, why=error) from error
    if not arguments or shutil.which(arguments[0]) is None:
        raise UsageError("evaluation.command_missing", command=said)

    @contextmanager
    def opened(corpus: Path) -> Iterator[Subject]:
        with open_shelf(corpus) as shelf:
            subject = CommandSubject(arguments, shelf)
            try:
                yield subject
            finally:
                subject.close()

    return opened
