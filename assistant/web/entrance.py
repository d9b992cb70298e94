"""A request → who it comes from, or nobody. Knows cookies and keys; knows no route but how to be told of one.

While nobody was ever set up everybody is the sole user, and the server listens to this machine alone; unless it was
started for people: then the page stays closed until the first administrator has made his account with the key that the
console showed. Once there are accounts there is no way back to a sole user while the server runs, also where the file
of accounts is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from assistant.people.office import FirstKey
from assistant.people.viewer import SOLE, Viewer

if TYPE_CHECKING:
    from starlette.types import Scope

    from assistant.people.office import People

_NAME = "assistant"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who was let in."""

    viewer: Viewer
    token: str = ""
    """Of his session; empty for the sole user, and for programs."""

    @property
    def space(self) -> str:
        """A name for his session that tells nothing of its token; empty for the sole user."""
        return "" if self.viewer is SOLE else sha256(f"space {self.token}".encode()).hexdigest()[:32]


class Entrance:
    """Who may come in at a server. `prefix` is the path under which a reverse proxy shows it, empty or `/…`."""

    def __init__(self, people: People, *, for_people: bool = False, prefix: str = "") -> None:
        """A server that is open `for_people` has no sole user."""
        self.people = people
        self.prefix = prefix
        self._for_people = for_people or people.are_set_up()
        self.first_key = FirstKey() if for_people and not people.are_set_up() else None

    def is_for_people(self) -> bool:
        """Whether whoever comes has to say who he is. Raises LibraryUnavailable."""
        self._for_people = self._for_people or self.people.are_set_up()
        return self._for_people

    def awaits_the_first(self) -> bool:
        """Whether nobody can come in before the first administrator has made his account."""
        return self.first_key is not None and not self.people.are_set_up()

    def visit(self, scope: Scope, *, by_key: bool = False, is_used: bool = True) -> Visit | None:
        """Who a request comes from; None for nobody that is known. Raises LibraryUnavailable.

        `by_key` lets programs in too, which bring the key of an account; `is_used` says that a person does something.
        """
        if not self.is_for_people():
            return Visit(SOLE)
        key = _bearer(scope) if by_key else None
        if key is not None:
            viewer = self.people.viewer_with_key(key)
            return None if viewer is None else Visit(viewer)
        token = self.token_of(scope)
        viewer = self.people.viewer(token, is_used=is_used) if token else None
        return None if viewer is None else Visit(viewer, token)

    def lasts(self, visit: Visit) -> bool:
        """Whether somebody who was let in earlier still may be here. Raises LibraryUnavailable."""
        if visit.viewer is SOLE:
            return not self.is_for_people()
        return not visit.token or self.people.viewer(visit.token, is_used=False) is not None

    def token_of(self, scope: Scope) -> str:
        """The token of the session that a request names; empty for none."""
        try:
            sent = SimpleCookie(Headers(scope=scope).get("cookie", ""))
        except CookieError:
            return ""
        held = sent.get(self.cookie_name(scope))
        return held.value if held is not None else ""

    def cookie(self, scope: Scope, token: str) -> str:
        """The header that gives a browser its token; an empty token takes it away."""
        kept = f"{self.cookie_name(scope)}={token}; Path={self.prefix or '/'}; HttpOnly; SameSite=Strict"
        return kept + ("; Secure" if _is_secure(scope) else "") + ("" if token else "; Max-Age=0")

    def cookie_name(self, scope: Scope) -> str:
        """Browsers let nobody but this very host, or this host over https, set a cookie with such a beginning."""
        if not _is_secure(scope):
            return _NAME
        return f"__Secure-{_NAME}" if self.prefix else f"__Host-{_NAME}"


def _is_secure(scope: Scope) -> bool:
    return bool(scope.get("scheme") == "https")


def _bearer(scope: Scope) -> str | None:
    kind, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else None
