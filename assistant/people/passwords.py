"""Passwords: what is taken for one, how it is kept, whether one is right. Argon2id with the parameters of RFC 9106.

Knows no accounts. A comparison takes as long whether there is anything to compare with or not.
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.people.guessing import FEWEST, tries

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
"""Characters of a password, at least."""
LONGEST = 256
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each comparison takes 64 MiB; more at once would let strangers fill the memory."""


def hashed(password: str, name: str, groups: Collection[str] = ()) -> str:
    """What is kept of a new password. Raises UsageError where it is too short, too long, or easy to guess."""
    typed = _normal(password)
    if not SHORTEST <= len(typed) <= LONGEST:
        raise UsageError("people.password_length", shortest=SHORTEST, longest=LONGEST)
    if name in typed.casefold() or tries(typed, [name, *groups]) < FEWEST:
        raise UsageError("people.password_easy")
    with _AT_ONCE:
        return _hasher().hash(typed)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one of which this was kept; without anything kept it is not, after the same time."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415

    typed = _normal(password)
    nobodys = _nobodys()
    with _AT_ONCE:
        try:
            _hasher().verify(kept or nobodys, typed if len(typed) <= LONGEST else "")
        except VerifyMismatchError:
            return False
        except InvalidHashError as error:
            raise UsageError("people.password_unreadable") from error
    return kept is not None


def _normal(password: str) -> str:
    """One spelling for what keyboards and input methods write in several."""
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """What there is to compare with where there is no account: of a password that nobody knows."""
    return _hasher().hash(secrets.token_hex())
