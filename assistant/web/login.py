"""The way in and out: signing in, the first administrator, a new password, signing out. Forms, without any script.

That a form comes from our own page is seen to at the gate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.errors import AssistantError, UsageError
from assistant.library.reach import Secrecy
from assistant.people.viewer import SOLE, Role
from assistant.web.language import language_of
from assistant.web.login_view import ACCOUNT, AGAIN, KEY, NEW, PASSWORD, Field, form_page
from assistant.web.visitors import marked

if TYPE_CHECKING:
    from assistant.web.entrance import Entrance

_LARGEST_FORM = 8192
"""Bytes."""
_Done = TypeVar("_Done")


def login_routes(entrance: Entrance, language: str | None) -> list[Route]:
    """`/login`, `/first`, `/password` and `/logout`."""
    ways = _Ways(entrance, language)
    return [
        Route("/login", ways.login, methods=["GET", "POST"]),
        Route("/first", ways.first, methods=["GET", "POST"]),
        Route("/password", ways.password, methods=["GET", "POST"]),
        Route("/logout", ways.logout, methods=["GET", "POST"]),
    ]


class _Ways:
    def __init__(self, entrance: Entrance, language: str | None) -> None:
        self._entrance = entrance
        self._people = entrance.people
        self._language = language

    async def login(self, request: Request) -> Response:
        """Sign in."""
        if not self._entrance.is_for_people() or self._entrance.awaits_the_first():
            return self._go("/")
        if request.method != "POST":
            return self._show(request, "login", (ACCOUNT, PASSWORD))
        typed = await _typed(request)
        sign_in = partial(self._people.sign_in, typed["name"], typed["password"], _address(request))
        return await self._try(request, "login", (ACCOUNT, PASSWORD), sign_in, self._come_in)

    async def first(self, request: Request) -> Response:
        """Make the first administrator's account, with the key of the console."""
        fields = (KEY, ACCOUNT, NEW, AGAIN)
        if not self._entrance.awaits_the_first():
            return self._go("/")
        if request.method != "POST":
            return self._show(request, "first", fields)
        typed = await _typed(request)
        return await self._try(
            request, "first", fields, partial(self._make_first, typed, _address(request)), self._come_in
        )

    async def password(self, request: Request) -> Response:
        """Another password; whoever changed it signs in anew, here as everywhere."""
        viewer = marked(request.scope)
        if viewer is SOLE:
            return self._go("/")
        if request.method != "POST":
            return self._show(request, "password", (PASSWORD, NEW, AGAIN))
        typed = await _typed(request)

        def change() -> None:
            _must_agree(typed)
            self._people.change_password(viewer.name, typed["password"], typed["new"], _address(request))

        return await self._try(
            request, "password", (PASSWORD, NEW, AGAIN), change, lambda request, _: self._leave(request)
        )

    async def logout(self, request: Request) -> Response:
        """Sign out, after asking: a link that somebody follows by mistake ends nothing."""
        if marked(request.scope) is SOLE:
            return self._go("/")
        if request.method != "POST":
            return self._show(request, "logout", ())
        self._people.sign_out(self._entrance.token_of(request.scope))
        return self._leave(request)

    def _make_first(self, typed: Mapping[str, str], address: str) -> str:
        key = self._entrance.first_key
        if key is None or not key.opens(typed["key"]):
            raise UsageError("people.key_wrong")
        _must_agree(typed)
        made = self._people.add(
            typed["name"], typed["new"], Role.ADMIN, clearance=Secrecy.TOP_SECRET, by="", is_first=True
        )
        return self._people.sign_in(made.name, typed["new"], address)

    async def _try(
        self,
        request: Request,
        form: str,
        fields: Sequence[Field],
        act: Callable[[], _Done],
        then: Callable[[Request, _Done], Response],
    ) -> Response:
        """What follows where `act` succeeds, else the form again with the reason."""
        try:
            # Passwords take their time on purpose.
            return then(request, await to_thread.run_sync(act))
        except AssistantError as error:
            return self._show(request, form, fields, error)

    def _come_in(self, request: Request, token: str) -> Response:
        # Whatever session the browser came with ends: nobody can give somebody else a session to sign in to.
        self._people.sign_out(self._entrance.token_of(request.scope))
        answer = self._go("/")
        answer.headers["set-cookie"] = self._entrance.cookie(request.scope, token)
        return answer

    def _leave(self, request: Request) -> Response:
        answer = self._go("/login")
        answer.headers["set-cookie"] = self._entrance.cookie(request.scope, "")
        return answer

    def _go(self, path: str) -> Response:
        return RedirectResponse(self._entrance.prefix + path, status_code=303)

    def _show(
        self, request: Request, form: str, fields: Sequence[Field], error: AssistantError | None = None
    ) -> Response:
        language = language_of(request, self._language)
        if error is None:
            return HTMLResponse(form_page(form, fields, language))
        seconds = error.facts.get("seconds")
        status, headers = (429, {"retry-after": str(seconds)}) if seconds is not None else (403, None)
        return HTMLResponse(form_page(form, fields, language, error.in_language(language)), status, headers)


async def _typed(request: Request) -> Mapping[str, str]:
    """The fields of a form; one that is missing is empty. Raises HTTPException."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_FORM:
            raise HTTPException(413)
    names = (ACCOUNT.name, PASSWORD.name, NEW.name, AGAIN.name, KEY.name)
    return dict.fromkeys(names, "") | dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True))


def _must_agree(typed: Mapping[str, str]) -> None:
    if typed["new"] != typed["again"]:
        raise UsageError("people.passwords_differ")


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""
