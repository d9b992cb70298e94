"""What of a library somebody may see: collections, and documents up to a degree of secrecy (密级).

Knows nothing of people. A document outside the reach does not exist for the search, the lists and the counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum

from assistant.errors import UsageError


class Secrecy(IntEnum):
    """Degrees of secrecy, lowest first (保守国家秘密法 第十四条; 内部 is below them, as offices use it)."""

    PUBLIC = 0
    INTERNAL = 1
    """内部"""
    SECRET = 2
    """秘密"""
    CONFIDENTIAL = 3
    """机密"""
    TOP_SECRET = 4
    """绝密"""


_DEGREES = {
    "内部": Secrecy.INTERNAL,
    "秘密": Secrecy.SECRET,
    "机密": Secrecy.CONFIDENTIAL,
    "绝密": Secrecy.TOP_SECRET,
}
_DEGREE = re.compile("|".join(_DEGREES))
_OPEN = frozenset({"", "公开"})


def degree_of(mark: str | None) -> Secrecy:
    """The degree that a mark on a document stands for; no mark is none, a mark that is not understood the highest.

    >>> degree_of("机密★1年").name
    'CONFIDENTIAL'
    """
    words = re.sub(r"\s", "", mark or "")
    if words in _OPEN:
        return Secrecy.PUBLIC
    found = _DEGREE.search(words)
    return _DEGREES[found[0]] if found else Secrecy.TOP_SECRET


_LONGEST_COLLECTION = 60
"""Characters of its name."""


def check_collection(name: str) -> None:
    """Raises UsageError for what cannot be the name of a collection: empty, too long, more than one line."""
    if not name.strip() or len(name) > _LONGEST_COLLECTION or not name.isprintable():
        raise UsageError("collection_name_wrong", value=name)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who has it sees documents up to `clearance` that lie in no closed collection."""

    clearance: Secrecy
    closed: frozenset[str] = field(default_factory=frozenset)
    """Names of collections that are kept from him."""

    def covers(self, collection: str, secrecy: str | None) -> bool:
        """Whether a document of this collection with this mark may be seen."""
        return collection not in self.closed and degree_of(secrecy) <= self.clearance

    def holds(self, other: Reach) -> bool:
        """Whether it covers every document that the other covers."""
        return other.clearance <= self.clearance and self.closed <= other.closed

    @property
    def is_whole(self) -> bool:
        """Whether there is no document that it does not cover."""
        return self.clearance is Secrecy.TOP_SECRET and not self.closed


WHOLE = Reach(Secrecy.TOP_SECRET)
"""Everything, as whoever sits at the machine sees it."""
