"""Accounts: their names, and what is kept of them. Knows no passwords but their hashes, and no sessions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from assistant.errors import NotInLibrary, UsageError
from assistant.library.reach import Secrecy, degree_of
from assistant.people.viewer import Role, Viewer

_NAME = re.compile(r"[\w.@-]{1,40}")
_TEAM = re.compile(r"[^\x00-\x1f,，、；;]{1,40}")


@dataclass(frozen=True, slots=True)
class Account:
    """What an administrator sees of an account."""

    name: str
    role: Role
    groups: frozenset[str]
    clearance: Secrecy
    is_enabled: bool

    @property
    def viewer(self) -> Viewer:
        """The person as the page knows him."""
        return Viewer(self.name, self.role, self.groups, self.clearance)


def name_of(typed: str) -> str:
    """A name as accounts have it: one spelling, whatever the width and the case of the letters.

    >>> name_of(" Ｚhang.San ")
    'zhang.san'
    """
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def new_name(typed: str) -> str:
    """A name for a new account. Raises UsageError for what is none."""
    name = name_of(typed)
    if not _NAME.fullmatch(name):
        raise UsageError("people.name_wrong", name=typed)
    return name


def groups_of(typed: Collection[str]) -> frozenset[str]:
    """Names of groups, each in one spelling; empty ones are none. Raises UsageError."""
    named = {unicodedata.normalize("NFKC", each).strip() for each in typed} - {""}
    for each in named:
        if not _TEAM.fullmatch(each):
            raise UsageError("people.group_wrong", name=each)
    return frozenset(named)


def degree_named(typed: str) -> Secrecy:
    """A degree of secrecy by its name, as `secret` or as 秘密. Raises UsageError.

    >>> degree_named("机密").name
    'CONFIDENTIAL'
    """
    known = {each.name.lower(): each for each in Secrecy} | {"公开": Secrecy.PUBLIC}
    known |= {mark: degree_of(mark) for mark in ("内部", "秘密", "机密", "绝密")}
    try:
        return known[typed.strip().lower().replace("-", "_")]
    except KeyError as error:
        raise UsageError("people.clearance_wrong", value=typed, known="、".join(known)) from error


def found(row: Row | None, name: str) -> Account:
    """The account of this name from what was found of it. Raises NotInLibrary for nothing."""
    if row is None:
        raise NotInLibrary("people.no_such_account", name=name)
    return account(row)


Row = tuple[str, str, int, int, str | None]
SELECT = """SELECT name, role, clearance, enabled,
  (SELECT group_concat(team, char(10)) FROM memberships WHERE memberships.name = accounts.name) FROM accounts"""


def account(row: Row) -> Account:
    """An account from a row of `SELECT`."""
    name, role, clearance, enabled, teams = row
    return Account(name, Role(role), frozenset((teams or "").split("\n")) - {""}, Secrecy(clearance), bool(enabled))
