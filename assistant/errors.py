"""Every error of ours, in one tree; each names what is wrong, where, and what to do, in the user's language.

::

    AssistantError
    ├── UsageError            a call, an option or a setting is wrong        exit 2
    ├── RejectedFile          one file cannot be read; the others can        exit 1
    ├── NotInLibrary          an id or title that the library does not hold  exit 1
    ├── NotOnDesk             a conversation or draft that is not there, or not one's own  exit 1
    ├── ChangedMeanwhile      somebody saved it in between; nothing was overwritten  exit 1
    ├── LibraryUnavailable    the store is locked, read-only, full, damaged  exit 1
    └── EndpointError         a model's server refuses, hangs or talks nonsense  exit 1

Foreign errors are translated where the foreign library is called, once, with `raise … from`. Why the operating system
refuses something, or where a text is no JSON, no TOML or of another encoding, is told in the user's language wherever
it is a fact of an error.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from functools import partial
from json import JSONDecodeError
from tomllib import TOMLDecodeError
from typing import ClassVar

from assistant import messages

_REFUSALS = {
    os.strerror(number): errno.errorcode[number].lower()
    for number in (
        errno.ENOENT,
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.ENAMETOOLONG,
        errno.EEXIST,
        errno.EFBIG,
        errno.EIO,
        errno.EMFILE,
        errno.EADDRINUSE,
        errno.EADDRNOTAVAIL,
    )
} | {
    "attempt to write a readonly database": "erofs",
    "database or disk is full": "enospc",
    "disk I/O error": "eio",
    "File is not a zip file": "no_zip",
    "Failed to load document (PDFium: Data format error).": "no_pdf",
}
"""What the operating system, SQLite and the readers of files say, which is English whatever the language → name of our
text for it.
"""


class AssistantError(Exception):
    """Something the user can act on. `key` names a text under `[errors]` of the message files, `facts` fill it in.

    `str(error)` is that text in the user's language.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return self.in_language(messages.current_language())

    def __reduce__(self) -> tuple[Callable[[], AssistantError], tuple[()]]:
        """Errors travel from worker processes; facts that are no numbers do as the text they would be shown as."""
        facts = {name: fact if isinstance(fact, int) else str(_said(fact)) for name, fact in self.facts.items()}
        return partial(type(self), self.key, **facts), ()

    def in_language(self, language: str) -> str:
        """The text in one language: "zh" or "en"."""
        told = {name: _told(fact, language) for name, fact in self.facts.items()}
        return messages.text(f"errors.{self.key}", language=language, **told)


def _told(fact: object, language: str) -> object:
    """A fact as it is shown: why the operating system refuses, or a text is of no such form, in the user's language."""
    if isinstance(fact, UnicodeDecodeError):
        return messages.text("errors.system.not_encoded", language=language, encoding=fact.encoding, at=fact.start + 1)
    if isinstance(fact, JSONDecodeError):
        return messages.text("errors.system.not_json", language=language, line=fact.lineno, column=fact.colno)
    if isinstance(fact, TOMLDecodeError):
        at = ", ".join(re.findall(r"\d+", str(fact).rpartition("(")[2])) or "–"
        return messages.text("errors.system.not_toml", language=language, at=at)
    said = _said(fact)
    known = _REFUSALS.get(said) if isinstance(said, str) else None
    return messages.text(f"errors.system.{known}", language=language) if known else said


def _said(fact: object) -> object:
    """A fact without what is said of a path twice: an error of the operating system names it too."""
    if isinstance(fact, OSError):
        return fact.strerror or str(fact)
    return str(fact) if isinstance(fact, Exception) else fact


class UsageError(AssistantError):
    """A call, an option or a setting is wrong."""

    exit_code = 2


class RejectedFile(AssistantError):  # noqa: N818 - named for what happened
    """One file cannot be read. The fact `path` names it."""


class NotInLibrary(AssistantError):  # noqa: N818
    """An id or title that the library does not hold."""


class NotOnDesk(AssistantError):  # noqa: N818
    """A conversation or draft that is not there. One of somebody else looks the same."""


class ChangedMeanwhile(AssistantError):  # noqa: N818
    """A conversation or draft was changed since it was read; the change stands, and nothing was overwritten."""


class LibraryUnavailable(AssistantError):  # noqa: N818
    """The store cannot be used now: locked by another process, read-only, full or damaged."""


class EndpointError(AssistantError):
    """A model's server refuses, hangs, or answers what no model would."""
