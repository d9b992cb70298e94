"""Who is looking: a name, a role, groups and a clearance. Knows neither accounts nor the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.library.reach import Secrecy


class Role(StrEnum):
    """What a person may do; each role may all that the one before it may."""

    READER = "reader"
    """Asks and reads."""
    DRAFTER = "drafter"
    """Drafts besides."""
    LIBRARIAN = "librarian"
    """Adds, changes and removes documents besides."""
    ADMIN = "admin"
    """Manages people and runs the quality suites besides."""

    def may_act_as(self, role: Role) -> bool:
        """Whether this role includes another."""
        return _ORDER.index(self) >= _ORDER.index(role)


_ORDER = list(Role)


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person as the page knows him while a request lasts."""

    name: str
    role: Role
    groups: frozenset[str] = field(default_factory=frozenset)
    clearance: Secrecy = Secrecy.PUBLIC


SOLE = Viewer("", Role.ADMIN, clearance=Secrecy.TOP_SECRET)
"""Whoever sits at the machine, where no users are set up: everything is open to him, and to loopback alone."""
