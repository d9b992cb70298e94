"""What a chat model wrote about one finding → its goal and the wording of its measures, or nothing.

Text in, a record out. Whether a sentence holds is not known here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.composing.composer import ComposedSentence
from assistant.composing.streaming import AnswerReader


class _MeasureJson(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    number: int = Field(ge=1, le=999)
    text: str


class _ReplyJson(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    goal: str = ""
    measures: list[_MeasureJson]


@dataclass(frozen=True, slots=True)
class Words:
    """A text without citation marks, and the numbers of the material that it names, each once."""

    text: str
    keys: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model says of one finding."""

    goal: Words
    measures: Mapping[int, Words]
    """By the number of the measure, from 1; of two with one number, the first."""


_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
"""The object, whatever fence or courtesy a model puts around it."""


def read_reply(written: str) -> Reply | None:
    """The reply, or None where there is no object of the form that was asked for.

    >>> read_reply('好的：{"goal": "收回欠款。", "measures": [{"number": 1, "text": "逐户核对。[2]"}]}')
    Reply(goal=Words(text='收回欠款。', keys=()), measures={1: Words(text='逐户核对。', keys=(2,))})
    """
    found = _OBJECT.search(written)
    if found is None:
        return None
    try:
        read = _ReplyJson.model_validate(json.loads(found[0], strict=False))
    except (ValueError, ValidationError, RecursionError):
        return None
    measures: dict[int, Words] = {}
    for measure in read.measures:
        measures.setdefault(measure.number, _words(measure.text))
    return Reply(_words(read.goal), measures)


def _words(text: str) -> Words:
    reader = AnswerReader()
    said = [each for each in (*reader.feed(text), *reader.close()) if isinstance(each, ComposedSentence)]
    keys = dict.fromkeys(key for sentence in said for key in sentence.keys)
    return Words("".join(sentence.text for sentence in said), tuple(keys))
