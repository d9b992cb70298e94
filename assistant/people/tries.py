"""How often somebody may try a password: after a few wrong ones every further try has to wait, longer each time.

Counts by account and by address, for accounts that do not exist as for those that do. A try is counted before its
password is looked at: hundreds at the same moment are hundreds of tries. Knows nothing of passwords.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from math import ceil

FREE_BY_ACCOUNT = 5
"""Wrong passwords for one account before the first wait."""
FREE_BY_ADDRESS = 10
"""Wrong passwords from one address before the first wait: an office may come from a single one."""
FIRST_WAIT_S = 60.0
"""So that no minute sees more than ten tries from an address."""
LONGEST_WAIT_S = 900.0
FORGOTTEN_AFTER_S = 3600.0
"""Without a wrong password for so long, one begins anew."""


def limits(name: str, address: str) -> dict[str, int]:
    """Subject → wrong passwords that are free: what a try at this account from this address counts for."""
    return {f"account {name}": FREE_BY_ACCOUNT, f"address {address}": FREE_BY_ADDRESS}


def admitted(tables: sqlite3.Connection, free: Mapping[str, int], now: float) -> int:
    """Count a try as a wrong one, and give 0; or, where one has to wait, count nothing and give the seconds.

    To be called in a transaction.
    """
    tables.execute("DELETE FROM tries WHERE latest < ? AND free < ?", (now - FORGOTTEN_AFTER_S, now))
    known = {subject: _row(tables, subject) for subject in free}
    wait = max(until - now for _, until in known.values())
    if wait > 0:
        return ceil(wait)
    for subject, (wrong, _) in known.items():
        until = now + wait_s(wrong + 1, free[subject])
        tables.execute("REPLACE INTO tries VALUES (?, ?, ?, ?)", (subject, wrong + 1, now, until))
    return 0


def was_right(tables: sqlite3.Connection, name: str, address: str) -> None:
    """Take back what `admitted` counted: the password was right. To be called in a transaction."""
    account, source = limits(name, address)
    tables.execute("DELETE FROM tries WHERE subject = ?", (account,))
    # Not all of it: whoever has one account could else try at the others for ever.
    tables.execute("UPDATE tries SET wrong = wrong - 1, free = 0 WHERE subject = ?", (source,))


def wait_s(wrong: int, free: int) -> float:
    """Seconds to wait after so many wrong passwords.

    >>> [wait_s(wrong, free=5) for wrong in (4, 5, 6, 20)]
    [0.0, 60.0, 120.0, 900.0]
    """
    beyond = wrong - free
    return 0.0 if beyond < 0 else min(FIRST_WAIT_S * 2.0 ** min(beyond, 10), LONGEST_WAIT_S)


def _row(tables: sqlite3.Connection, subject: str) -> tuple[int, float]:
    """Wrong passwords so far, and when the next one may be tried."""
    row = tables.execute("SELECT wrong, free FROM tries WHERE subject = ?", (subject,)).fetchone()
    return (0, 0.0) if row is None else (int(row[0]), float(row[1]))
