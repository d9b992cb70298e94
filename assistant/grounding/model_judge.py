"""A chat model as a judge: claim and sources into a prompt, one JSON object out, or an error.

Any LangChain chat model will do. Its answer counts only if it is the object that was asked for and its evidence stands
in a source; it is asked once more where it is not, and then the judgement has failed. It is never guessed at. The model
is used as it was configured: temperature and seed belong to it.
"""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.errors import EndpointError
from assistant.grounding.judge import Check, Ground, Judgement
from assistant.records import Verdict
from assistant.text.terms import fold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TIMEOUT_S = 120.0
"""Of one call, by our own clock: keep-alive comments of a server defeat those of its client."""

_AS_DATA = str.maketrans({"<": "＜", ">": "＞", "[": "〔", "]": "〕"})
"""Characters that could close a delimiter or open a chat template's token."""

_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_NO_LETTER = re.compile(r"[\s\W_]+")
_REPAIR = "你上一次的输出不符合要求（{fault}）。请重新判断，只输出一个符合格式的 JSON 对象。"
_LONGEST_FAULT = 200


class Asked(Protocol):
    """The two messages of a prompt."""

    @property
    def system(self) -> str: ...

    @property
    def user(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Reply:
    """The object that is asked for, field for field."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    verdict: Literal["supported", "contradicted", "not_found"]
    evidence: str
    reason: str


_REPLY = TypeAdapter(_Reply)


class ModelJudge:
    """Judges with a chat model; `fill` makes its messages of claim, sources and fault. Threads may share it."""

    def __init__(
        self,
        model: BaseChatModel,
        fill: Callable[[Mapping[str, str]], Asked],
        *,
        name: str = "chat-model",
        timeout_s: float = _TIMEOUT_S,
    ) -> None:
        self._model = model
        self._fill = fill
        self._timeout_s = timeout_s
        self.name = name

    def judge(self, claim: str, sources: Sequence[str]) -> Judgement:
        """Judge a claim against the texts it cites; without a source or a claim nothing is asked.

        The probability is 1 or 0: a model's word for its own certainty is not calibrated. Raises EndpointError where
        the model cannot be reached, is too slow, or answers twice what was not asked for.
        """
        if not any(source.strip() for source in sources) or not claim.strip():
            return Judgement(Verdict.NOT_FOUND, 0.0, (Check("no source" if claim.strip() else "no claim"),))
        fault = ""
        for _ in range(2):
            text = self._ask(claim, sources, fault)
            try:
                return _judgement(_REPLY.validate_json(_THOUGHT.sub("", text).strip()), sources)
            except (ValidationError, ValueError) as error:
                fault = _fault(error)
        raise EndpointError("judge_malformed", model=self.name, reason=fault)

    def _ask(self, claim: str, sources: Sequence[str], fault: str) -> str:
        values = {
            "claim": claim.translate(_AS_DATA),
            "sources": "\n".join(f"<原文>{source.translate(_AS_DATA)}</原文>" for source in sources),
            "fault": _REPAIR.format(fault=fault) if fault else "",
        }
        asked = self._fill(values)
        answers: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
        call = threading.Thread(target=self._call, args=(asked, answers), daemon=True)
        call.start()
        try:
            answer = answers.get(timeout=self._timeout_s)
        except queue.Empty:
            reason = f"> {self._timeout_s:g} s"
            raise EndpointError("judge_unanswered", model=self.name, reason=reason) from None
        if isinstance(answer, Exception):
            raise EndpointError("judge_unanswered", model=self.name, reason=type(answer).__name__) from answer
        return answer

    def _call(self, asked: Asked, answers: queue.SimpleQueue[str | Exception]) -> None:
        try:
            answers.put(str(self._model.invoke([("system", asked.system), ("human", asked.user)]).text))
        except Exception as error:  # whatever a model's library raises
            answers.put(error)


def _judgement(reply: _Reply, sources: Sequence[str]) -> Judgement:
    """Raises ValueError where the evidence is missing or stands in no source."""
    verdict = Verdict(reply.verdict)
    if verdict is Verdict.NOT_FOUND:
        return Judgement(verdict, 0.0, (Check("model", reply.reason),))
    wanted = _letters(reply.evidence)
    source = next((source for source in sources if wanted and wanted in _letters(source)), None)
    if source is None:
        raise ValueError("evidence 不是原文中的话")
    ground = _ground(reply.evidence, source)
    return Judgement(verdict, float(verdict is Verdict.SUPPORTED), (Check("model", reply.reason),), (ground,))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


def _ground(evidence: str, source: str) -> Ground:
    """The evidence where it stands in the source, whatever its white space and punctuation."""
    places = [at for at, mark in enumerate(fold(source)) if not _NO_LETTER.fullmatch(mark)]
    wanted = _letters(evidence)
    first = _letters(source).index(wanted)
    start, end = places[first], places[first + len(wanted) - 1] + 1
    return Ground(source[start:end], start, end)


def _fault(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        found = error.errors()[0]
        field = ".".join(map(str, found["loc"]))
        return f"{field}: {found['msg']}"[:_LONGEST_FAULT] if field else str(found["msg"])[:_LONGEST_FAULT]
    return str(error)[:_LONGEST_FAULT]
