"""A problem statement → the class of problem it belongs to, with the acts that answer it (`measures.toml`).

Words in, a class out. A class is told by the words of the statement itself; where none tells, it is the general one,
whose acts fit any problem: a neutral measure does less harm than one of the wrong kind.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.drafting.asked_for import asks_to
from assistant.text.terms import fold


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of measure of a class of problem."""

    texts: tuple[str, ...]
    indicator: str
    completion: str
    evidence: tuple[str, ...]
    target: str = "全部达到完成标志"
    """What the indicator is to reach: a quantity is for the office to set."""
    immediate: bool = False
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemClass:
    """A class of problem with the words that show it and the acts that answer it."""

    name: str
    title: str
    words: tuple[str, ...]
    acts: Mapping[str, Act]

    def act(self, name: str) -> Act:
        """Its own act of that name or for any, else the general one; what lasts is the same for most classes."""
        own = self.acts.get(name) or (self.acts.get("any") if name != "lasting" else None)
        return own or general().acts[name]


@dataclass(frozen=True, slots=True)
class Advice:
    """A kind of suggestion with the words that show it; without words it is any other."""

    words: tuple[str, ...]
    act: Act
    begins: tuple[str, ...] = ()
    """Verbs one of which it begins with, where it has any: 严格执行…制度 makes no rule."""

    def fits(self, thing: str) -> bool:
        asks = not self.begins or asks_to(thing, self.begins)
        return asks and (not self.words or any(word in fold(thing) for word in self.words))


def classify(*texts: str) -> ProblemClass:
    """The class whose words weigh most in a problem statement, else in what stands around it, else the general one.

    >>> classify("会议费管理不严，三次会议超标准列支").name, classify("对燃气公司的亏损缺乏办法").name
    ('style', 'general')
    """
    return next((kind for text in texts if (kind := _class_of(text)) is not None), general())


@lru_cache(maxsize=256)
def _class_of(text: str) -> ProblemClass | None:
    """The class of most weight; of equal ones that whose word stands last, where the predicate is.

    Kept, for every point of a finding asks for that of the finding.
    """
    folded = _REACTION.sub("", _NAME_OF_FIRM.sub("", fold(text)))
    weights = [(_weight(kind, folded), _last_place(kind, folded)) for kind in classes()]
    best = max(weights)
    return classes()[weights.index(best)] if best[0] > 0 else None


def _weight(kind: ProblemClass, folded: str) -> int:
    return sum(len(word) for word in kind.words if word in folded)


def _last_place(kind: ProblemClass, folded: str) -> int:
    return max(folded.rfind(word) for word in kind.words)


_NAME_OF_FIRM = re.compile(r"[\u4e00-\u9fff]{2}(?:有限(?:责任)?|股份)*(?:公司|集团|厂)")
"""What a firm is called says what it trades in, not what went wrong in it: 燃气公司."""

_REACTION = re.compile(
    r"(?:群众|职工|企业|社会)[^,，。;；]{0,4}(?:反映|反响|意见)[^,，。;；]{0,4}(?:强烈|较大|很大|突出)"
)
"""How people took it says nothing of what it was."""


@cache
def classes() -> tuple[ProblemClass, ...]:
    """The classes of problems that have templates of their own."""
    return tuple(_class(row) for row in _table()["class"])


@cache
def general() -> ProblemClass:
    """The class that every problem belongs to; it has all acts."""
    return _class({"name": "general", "words": [], **_table()["general"]})


@cache
def advices() -> tuple[Advice, ...]:
    """How suggestions are acted on, by what they ask for; the last one fits any."""
    return tuple(Advice(tuple(row["words"]), _act(row), tuple(row.get("begins", ()))) for row in _table()["advice"])


def advice(thing: str) -> Act:
    """How one thing that a suggestion asks for is acted on.

    >>> advice("健全议事规则").indicator == advice("清理欠款").indicator
    False
    """
    return next(one.act for one in advices() if one.fits(thing))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))


def _class(row: dict[str, Any]) -> ProblemClass:
    acts = {name: _act(value) for name, value in row.items() if isinstance(value, dict)}
    return ProblemClass(row["name"], row["title"], tuple(row["words"]), acts)


def _act(row: dict[str, Any]) -> Act:
    as_written: dict[str, Any] = {name: tuple(it) if isinstance(it, list) else it for name, it in row.items()}
    return Act(**{name: value for name, value in as_written.items() if name in Act.__slots__})
