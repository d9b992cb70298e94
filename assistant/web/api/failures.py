"""Errors → answers of the HTTP interface: a name for programs, a text for people, a status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant import messages
from assistant.errors import AssistantError, EndpointError, LibraryUnavailable, NotInLibrary, NotOnDesk
from assistant.misfits import misfit
from assistant.web.api.received import LARGEST_FILE, TooLargeError
from assistant.web.api.shapes import Failure

FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (400, 401, 403, 404, 413, 422, 502, 503)
}
"""What every route may answer instead."""
_STATUS: dict[type[AssistantError], int] = {
    NotInLibrary: 404,
    NotOnDesk: 404,
    LibraryUnavailable: 503,
    EndpointError: 502,
}
_OTHERWISE = 422
"""A file that cannot be read, a value that is none."""


class NothingTakenError(Exception):
    """Nothing of what was sent could be read; in words, a line a file."""


class ForbiddenError(Exception):
    """The role of whoever calls does not go that far."""


def speak_of_failures(app: FastAPI) -> None:
    """Let every error of this application end in a `Failure`."""

    @app.exception_handler(AssistantError)
    def ours(request: Request, error: AssistantError) -> JSONResponse:
        status = next((known for kind, known in _STATUS.items() if isinstance(error, kind)), _OTHERWISE)
        return _failure(status, error.key, without_folders(error).in_language(language_of(request)))

    @app.exception_handler(NothingTakenError)
    def nothing_taken(_: Request, error: NothingTakenError) -> JSONResponse:
        return _failure(_OTHERWISE, "file_rejected", str(error))

    @app.exception_handler(ForbiddenError)
    def forbidden(request: Request, _: ForbiddenError) -> JSONResponse:
        return _said(request, 403, "forbidden")

    @app.exception_handler(TooLargeError)
    def too_large(request: Request, _: TooLargeError) -> JSONResponse:
        return _said(request, 413, "too_large", megabytes=LARGEST_FILE // 2**20)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        # Only where and what: the values are somebody's text.
        language = language_of(request)
        wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {misfit(each, language)}" for each in error.errors())
        return _said(request, 422, "invalid", why=wrong)

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> JSONResponse:
        answer = _said(request, error.status_code, f"http_{error.status_code}")
        answer.headers.update(error.headers or {})
        return answer


def without_folders(error: AssistantError) -> AssistantError:
    """The same error with the name of a file wherever a path stood: where files lie is nobody's business."""
    facts = {
        name: Path(str(fact)).name if name == "path" or isinstance(fact, Path) else fact
        for name, fact in error.facts.items()
    }
    return type(error)(error.key, **facts)


def language_of(request: Request) -> str:
    """The language of a request: that of the settings, else Chinese where it is asked for first, else English."""
    forced: str | None = request.app.state.language
    wanted = request.headers.get("accept-language", "")
    return forced or ("zh" if wanted.lower().startswith("zh") or not wanted else "en")


def _said(request: Request, status: int, key: str, **facts: object) -> JSONResponse:
    return _failure(status, key, messages.text(f"api.{key}", language=language_of(request), **facts))


def _failure(status: int, key: str, message: str) -> JSONResponse:
    return JSONResponse({"error": key, "message": message}, status_code=status)
