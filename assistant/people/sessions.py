"""Who is signed in: a random token in the browser, its SHA-256 in the file. A restart of the server ends none.

A session ends when nothing was done with it for a while, at the latest after a fixed time, and with every change of
the account. Knows neither passwords nor the page.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from hashlib import sha256

_TOKEN_BYTES = 32
_TOLD_EVERY = 20
"""A session's last use is written down this many times in the time after which it would end, at most."""


@dataclass(frozen=True, slots=True)
class Spans:
    """How long a session lasts, in seconds."""

    idle_s: float = 30 * 60.0
    """Without anything being done."""
    longest_s: float = 12 * 3600.0
    """At the most."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that lasts."""

    name: str
    """Whose."""
    is_fresh: bool
    """Whether its last use was written down just now."""


def digest(token: str) -> bytes:
    """What is kept of a token; whoever reads the file cannot sign in with it."""
    return sha256(token.encode()).digest()


def begin(tables: sqlite3.Connection, name: str, now: float, spans: Spans) -> str:
    """A new session's token. Sessions that ran out are forgotten. To be called in a transaction."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    tables.execute("DELETE FROM sessions WHERE begun < ? OR seen < ?", (now - spans.longest_s, now - spans.idle_s))
    tables.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (digest(token), name, now, now))
    return token


def lasting(row: tuple[str, float, float] | None, now: float, spans: Spans) -> Session | None:
    """The session of a row (name, begun, seen), unless it ran out."""
    if row is None:
        return None
    name, begun, seen = row
    # A clock that was set back must not keep a session for ever.
    if not (-spans.idle_s < now - seen < spans.idle_s and -spans.idle_s < now - begun < spans.longest_s):
        return None
    return Session(name, is_fresh=abs(now - seen) < spans.idle_s / _TOLD_EVERY)


def use(tables: sqlite3.Connection, token: str, now: float) -> None:
    """Write down that a session was used."""
    tables.execute("UPDATE sessions SET seen = ? WHERE token = ?", (now, digest(token)))


def end(tables: sqlite3.Connection, token: str) -> None:
    """End one session."""
    tables.execute("DELETE FROM sessions WHERE token = ?", (digest(token),))


def end_all(tables: sqlite3.Connection, name: str) -> None:
    """End every session of an account."""
    tables.execute("DELETE FROM sessions WHERE name = ?", (name,))


def new_key(tables: sqlite3.Connection, name: str) -> str:
    """A key with which a program comes in as this account, in place of an earlier one; it lasts until it is taken."""
    key = secrets.token_urlsafe(_TOKEN_BYTES)
    tables.execute("DELETE FROM keys WHERE name = ?", (name,))
    tables.execute("INSERT INTO keys VALUES (?, ?)", (digest(key), name))
    return key


def take_key(tables: sqlite3.Connection, name: str) -> None:
    """Let no program in as this account any more."""
    tables.execute("DELETE FROM keys WHERE name = ?", (name,))
