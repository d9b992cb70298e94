"""Everything about people that the page and the command line ask for, each as one method, over one file.

Every change is written down in the transaction that makes it. Knows neither the page nor the library's documents.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import UsageError
from assistant.library.reach import Reach, Secrecy, check_collection
from assistant.people import accounts, deeds, passwords, sessions, tries
from assistant.people.accounts import Account
from assistant.people.database import PeopleFile
from assistant.people.deeds import Deed, Record
from assistant.people.sessions import Spans
from assistant.people.viewer import Role, Viewer

_NAMED = f"{accounts.SELECT} WHERE name = ?"
FILE_NAME = "people.sqlite3"
CONSOLE = "console"
"""Who does what is done from the command line; too little of a name for an account to have it: see `add`."""


class People:
    """The accounts of one home folder. Threads may call it."""

    def __init__(self, home: Path, spans: Spans = Spans(), clock: Callable[[], float] = time.time) -> None:  # noqa: B008
        self._file = PeopleFile(home / FILE_NAME)
        self._spans = spans
        self._now = clock

    # --- who may come in

    def are_set_up(self) -> bool:
        """Whether there is any account; from then on nobody comes in without one. Raises LibraryUnavailable."""
        return self._file.one("SELECT 1 FROM accounts LIMIT 1") is not None

    def sign_in(self, typed: str, password: str, address: str) -> str:
        """A new session's token. Raises UsageError: `people.sign_in_wrong`, or `people.sign_in_wait` with the seconds.

        A wrong name, a wrong password and a disabled account are refused alike, after the same time.
        """
        name = accounts.name_of(typed)
        kept = self._prove(name, password, address)
        with self._deed(name, Deed.SIGNED_IN, "") as tables:
            # It may have been changed, or the account disabled, while it was compared.
            held = tables.execute("SELECT 1 FROM accounts WHERE name = ? AND enabled AND password = ?", (name, kept))
            if held.fetchone() is None:
                raise UsageError("people.sign_in_wrong")
            return sessions.begin(tables, name, self._now(), self._spans)

    def viewer(self, token: str, *, is_used: bool = True) -> Viewer | None:
        """Who a token stands for; None for none. `is_used` says that something is being done with it."""
        row = self._file.one("SELECT name, begun, seen FROM sessions WHERE token = ?", sessions.digest(token))
        session = sessions.lasting(row, self._now(), self._spans)
        if session is None:
            return None
        if is_used and not session.is_fresh:
            with self._file.transaction() as tables:
                sessions.use(tables, token, self._now())
        return self._enabled(session.name)

    def viewer_with_key(self, key: str) -> Viewer | None:
        """Whose program comes with a key; None for no key."""
        row = self._file.one("SELECT name FROM keys WHERE key = ?", sessions.digest(key))
        return None if row is None else self._enabled(row[0])

    def _enabled(self, name: str) -> Viewer | None:
        row = self._file.one(f"{_NAMED} AND enabled", name)
        return None if row is None else accounts.account(row).viewer

    def sign_out(self, token: str) -> None:
        """End a session."""
        viewer = self.viewer(token, is_used=False)
        if viewer is not None:
            with self._deed(viewer.name, Deed.SIGNED_OUT, "") as tables:
                sessions.end(tables, token)

    def change_password(self, name: str, old: str, new: str, address: str) -> None:
        """A new password for whoever knows the old one; ends all his sessions. Raises UsageError as `sign_in` does."""
        self._prove(name, old, address)
        self.set_password(name, new, by=name)

    def _prove(self, name: str, password: str, address: str) -> str:
        """What is kept of a password that is right. Raises UsageError as `sign_in` does."""
        with self._file.transaction() as tables:
            wait = tries.admitted(tables, tries.limits(name, address), self._now())
            row = tables.execute("SELECT password, enabled FROM accounts WHERE name = ?", (name,)).fetchone()
        if wait:
            raise UsageError("people.sign_in_wait", seconds=wait)
        is_right = passwords.is_right(password, row[0] if row is not None and row[1] else None)
        with self._file.transaction() as tables:
            if is_right:
                tries.was_right(tables, name, address)
            else:
                # What was typed for a name may be a password; it is written down only where it is a name.
                deeds.add(tables, self._now(), "", Deed.SIGN_IN_REFUSED, "" if row is None else name)
        if not is_right:
            raise UsageError("people.sign_in_wrong")
        return str(row[0])

    # --- accounts

    def accounts(self) -> list[Account]:
        """All accounts, by name."""
        return [accounts.account(row) for row in self._file.all(f"{accounts.SELECT} ORDER BY name")]

    def add(
        self,
        typed: str,
        password: str,
        role: Role,
        *,
        groups: Collection[str] = (),
        clearance: Secrecy = Secrecy.PUBLIC,
        by: str,
        is_first: bool = False,
    ) -> Account:
        """A new account; one that `is_first` only while there is no other. Raises UsageError."""
        name = accounts.new_name(typed)
        if name == CONSOLE:
            raise UsageError("people.name_wrong", name=typed)
        kept = passwords.hashed(password, name, groups)
        with self._deed(by, Deed.ACCOUNT_ADDED, name) as tables:
            if is_first and tables.execute("SELECT 1 FROM accounts").fetchone() is not None:
                raise UsageError("people.first_exists")
            if deeds.was_done(tables, Deed.ACCOUNT_DELETED, name):
                # The record speaks of him, and what he asked for last may still be in the making.
                raise UsageError("people.name_was_given", name=name)
            try:
                tables.execute("INSERT INTO accounts VALUES (?, ?, ?, ?, 1)", (name, role, clearance, kept))
            except sqlite3.IntegrityError as error:
                raise UsageError("people.name_taken", name=name) from error
            _put_in(tables, name, accounts.groups_of(groups))
            _must_have_an_administrator(tables)
        return Account(name, role, accounts.groups_of(groups), clearance, is_enabled=True)

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """A new password; ends all sessions, and the key of programs. Raises UsageError, NotInLibrary."""
        kept = passwords.hashed(password, name, self.account(name).groups)
        with self._change(by, Deed.PASSWORD_CHANGED, name) as tables:
            sessions.take_key(tables, name)
            tables.execute("UPDATE accounts SET password = ? WHERE name = ?", (kept, name))

    def new_key(self, name: str, *, by: str) -> str:
        """A key for a program that comes in as this account, in place of an earlier one. Raises NotInLibrary."""
        with self._deed(by, Deed.KEY_MADE, name) as tables:
            accounts.found(tables.execute(_NAMED, (name,)).fetchone(), name)
            return sessions.new_key(tables, name)

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        """Another role; ends all sessions. Raises NotInLibrary, and UsageError for the last administrator's."""
        with self._change(by, Deed.ROLE_CHANGED, name) as tables:
            tables.execute("UPDATE accounts SET role = ? WHERE name = ?", (role, name))
            _must_have_an_administrator(tables)

    def set_groups(self, name: str, groups: Collection[str], *, by: str) -> None:
        """Other groups; ends all sessions. Raises NotInLibrary, UsageError."""
        named = accounts.groups_of(groups)
        with self._change(by, Deed.GROUPS_CHANGED, name) as tables:
            tables.execute("DELETE FROM memberships WHERE name = ?", (name,))
            _put_in(tables, name, named)

    def set_clearance(self, name: str, clearance: Secrecy, *, by: str) -> None:
        """Another degree of secrecy that he may see; ends all sessions. Raises NotInLibrary."""
        with self._change(by, Deed.CLEARANCE_CHANGED, name) as tables:
            tables.execute("UPDATE accounts SET clearance = ? WHERE name = ?", (clearance, name))

    def disable(self, name: str, *, by: str) -> None:
        """Let somebody in no more, from now on. Raises NotInLibrary, and UsageError for the last administrator."""
        with self._change(by, Deed.DISABLED, name) as tables:
            tables.execute("UPDATE accounts SET enabled = 0 WHERE name = ?", (name,))
            _must_have_an_administrator(tables)

    def enable(self, name: str, *, by: str) -> None:
        """Let somebody in again. Raises NotInLibrary."""
        with self._change(by, Deed.ENABLED, name) as tables:
            tables.execute("UPDATE accounts SET enabled = 1 WHERE name = ?", (name,))

    def account(self, name: str) -> Account:
        """An account by its name. Raises NotInLibrary."""
        return accounts.found(self._file.one(_NAMED, name), name)

    def delete(self, name: str, *, by: str) -> None:
        """Delete an account, with its sessions and keys; its name is given to nobody else.

        What it left on the desk is none of this. Raises NotInLibrary, and UsageError for the last administrator.
        """
        with self._change(by, Deed.ACCOUNT_DELETED, name) as tables:
            sessions.take_key(tables, name)
            tables.execute("DELETE FROM memberships WHERE name = ?", (name,))
            tables.execute("DELETE FROM accounts WHERE name = ?", (name,))
            _must_have_an_administrator(tables)

    # --- collections

    def collections(self) -> dict[str, frozenset[str]]:
        """Collection → the groups that it is kept to; a collection that is missing is open to every account."""
        named: dict[str, frozenset[str]] = {}
        for collection, team in self._file.all("SELECT collection, team FROM collections ORDER BY collection, team"):
            named[collection] = named.get(collection, frozenset()) | {team}
        return named

    def keep_to(self, collection: str, groups: Collection[str], *, by: str) -> None:
        """Keep a collection to these groups; without any it is open to every account. Raises UsageError."""
        check_collection(collection)
        named = accounts.groups_of(groups)
        with self._deed(by, Deed.COLLECTION_CHANGED, collection) as tables:
            tables.execute("DELETE FROM collections WHERE collection = ?", (collection,))
            tables.executemany("INSERT INTO collections VALUES (?, ?)", [(collection, team) for team in sorted(named)])

    def reach_of(self, viewer: Viewer) -> Reach:
        """What of the library a person may see."""
        closed = {name for name, groups in self.collections().items() if groups.isdisjoint(viewer.groups)}
        return Reach(viewer.clearance, frozenset(closed))

    # --- the record

    def note(self, who: str, what: Deed, of: str = "") -> None:
        """Write down what somebody did elsewhere. Raises LibraryUnavailable."""
        with self._deed(who, what, of):
            pass

    def deeds(self, last: int = 200) -> list[Record]:
        """The record, the latest first."""
        rows = self._file.all("SELECT at, who, what, object FROM deeds ORDER BY id DESC LIMIT ?", last)
        return [deeds.record(row) for row in rows]

    @contextmanager
    def _deed(self, who: str, what: Deed, of: str) -> Iterator[sqlite3.Connection]:
        with self._file.transaction() as tables:
            deeds.add(tables, self._now(), who, what, of)
            yield tables

    @contextmanager
    def _change(self, by: str, what: Deed, name: str) -> Iterator[sqlite3.Connection]:
        """A change of an account, which ends all its sessions. Raises NotInLibrary."""
        with self._deed(by, what, name) as tables:
            accounts.found(tables.execute(_NAMED, (name,)).fetchone(), name)
            yield tables
            sessions.end_all(tables, name)


class FirstKey:
    """The one-time key that the console shows, with which the first administrator makes his account."""

    def __init__(self) -> None:
        self.text = secrets.token_urlsafe(16)

    def opens(self, typed: str) -> bool:
        """Whether this is the key."""
        return secrets.compare_digest(typed.strip().encode(), self.text.encode())


def _put_in(tables: sqlite3.Connection, name: str, groups: Collection[str]) -> None:
    tables.executemany("INSERT INTO memberships VALUES (?, ?)", [(name, team) for team in sorted(groups)])


def _must_have_an_administrator(tables: sqlite3.Connection) -> None:
    if tables.execute("SELECT 1 FROM accounts WHERE role = ? AND enabled", (Role.ADMIN,)).fetchone() is None:
        raise UsageError("people.last_administrator")
