"""What a chat model's library raised → our error, in words a user can act on, and whether to ask again.

The only place that knows the failures of servers and of the libraries between. What a server says of itself is passed
on, short, unless it repeats what it was sent.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from socket import gaierror
from urllib.parse import urlsplit

from assistant.errors import EndpointError

_ASK_AGAIN = frozenset({429, 500, 502, 503, 504, 529})
"""Status codes of a server that is busy, loading a model, or behind a gateway that lost it."""

_CONTEXT_EXCEEDED = re.compile(
    r"context[_ ](?:length|window|size)|maximum context|prompt is too long|input (?:is )?too long|too many tokens"
    r"|tokens exceed|input length should be|上下文(?:长度|窗口)|超[过出].{0,12}(?:长度|token)",
    re.IGNORECASE,
)
"""How OpenAI, vLLM, llama.cpp, Ollama, DashScope and their like say that a prompt does not fit."""

_NO_ADDRESS = frozenset({"InvalidURL", "UnsupportedProtocol", "LocalProtocolError"})
_NOT_CONNECTED = frozenset({"ConnectError", "ConnectTimeout", "ConnectionRefusedError", "ProxyError"})

_LONGEST_REASON = 200
_ECHO = 12
"""Characters in a row that a server's words may share with the prompt before they count as repeating it."""


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked of whom."""

    url: str
    """Where, without secrets; the model's name where it was plugged in as an object."""
    model: str
    prompt: str
    is_endpoint: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure, translated."""

    error: EndpointError
    may_pass: bool = False
    """Whether the same request may succeed later."""
    retry_after_s: float | None = None
    """The pause that the server asked for."""


def translate(cause: BaseException, call: Call, *, spoke: bool) -> Fault:
    """The fault behind an exception. `spoke` says whether any text had arrived.

    What is no failure of a model, such as an interruption, is raised again.
    """
    if not isinstance(cause, Exception):
        raise cause
    if isinstance(cause, EndpointError):
        return Fault(cause)
    status = getattr(cause, "status_code", None)
    if isinstance(status, int):
        return _by_status(status, cause, call)
    return Fault(_by_kind(cause, call, spoke=spoke))


def unfinished(finish_reason: str | None, call: Call) -> EndpointError | None:
    """What a finish reason says against an answer, if anything.

    An endpoint must give one, or its answer was cut off; it is no part of what a LangChain model promises.
    """
    reason = (finish_reason or "").lower()
    if not reason:
        return EndpointError("endpoint_unfinished", url=call.url) if call.is_endpoint else None
    if reason in {"stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete"}:
        return None
    if reason in {"length", "max_tokens", "model_length"}:
        return EndpointError("endpoint_length", model=call.model)
    if reason in {"content_filter", "safety", "sensitive", "refusal"}:
        return EndpointError("endpoint_filtered", model=call.model)
    return EndpointError("endpoint_stopped", model=call.model, reason=reason[:40])


def _by_status(status: int, cause: Exception, call: Call) -> Fault:
    headers: Mapping[str, str] = getattr(getattr(cause, "response", None), "headers", {})
    said = _said(cause)
    pause = _retry_after(headers.get("retry-after"))
    error = EndpointError(
        _status_key(status, said, call),
        url=call.url,
        model=call.model,
        status=status,
        reason=_reason(said, call.prompt),
        target=urlsplit(headers.get("location", "")).netloc.rpartition("@")[2] or "?",
        seconds="?" if pause is None else f"{pause:.0f}",
    )
    return Fault(error, status in _ASK_AGAIN and error.key != "endpoint_context_exceeded", pause)


def _status_key(status: int, said: str, call: Call) -> str:
    kinds = (
        (status == 413 or _CONTEXT_EXCEEDED.search(said), "endpoint_context_exceeded"),
        (status in (401, 403), "endpoint_unauthorized"),
        (status == 404 and call.model in said, "endpoint_unknown_model"),
        (status == 404, "endpoint_not_found"),
        (300 <= status < 400, "endpoint_redirected"),
        (status == 429, "endpoint_rate_limited"),
        (status >= 500, "endpoint_failed"),
        (True, "endpoint_refused_request"),
    )
    return next(key for applies, key in kinds if applies)


def _by_kind(cause: Exception, call: Call, *, spoke: bool) -> EndpointError:
    """Failures without a status: on the way there, in the reply, or in a model that is behind no address of ours."""
    from langchain_core import exceptions as langchain  # noqa: PLC0415

    said = _said(cause)
    causes = list(_causes(cause))
    # By name: the client stands on httpx2 or httpx, according to its version.
    names = {type(each).__name__ for each in causes}

    def any_is(*kinds: type[BaseException]) -> bool:
        return any(isinstance(each, kinds) for each in causes)

    is_overflow = any_is(langchain.ContextOverflowError) or _CONTEXT_EXCEEDED.search(said)
    is_refusal = any_is(langchain.ModelAuthenticationError, langchain.ModelPermissionDeniedError)
    is_unreadable = any_is(json.JSONDecodeError)
    kinds = (
        (is_overflow, "endpoint_context_exceeded"),
        (any_is(UnicodeDecodeError), "endpoint_encoding"),
        (any_is(ssl.SSLError) and "ConnectError" in names, "endpoint_tls"),
        (any_is(gaierror), "endpoint_unknown_host"),
        (names & _NO_ADDRESS, "endpoint_bad_address"),
        (names & _NOT_CONNECTED, "endpoint_unreachable"),
        (is_refusal, "endpoint_unauthorized"),
        (any_is(langchain.ModelRateLimitError), "endpoint_rate_limited"),
        (any_is(langchain.ModelConnectionError, langchain.ModelTimeoutError), "endpoint_cut"),
        (is_unreadable and spoke, "endpoint_cut"),
        (getattr(cause, "body", None) is not None, "endpoint_gave_up"),  # an error sent inside the stream
        (call.is_endpoint, "endpoint_not_a_model"),  # whatever the client stumbled over was in the reply
        (True, "endpoint_model_failed"),
    )
    return EndpointError(
        next(key for applies, key in kinds if applies),
        url=call.url,
        model=call.model,
        status="—",
        seconds="?",
        reason=_reason(said, call.prompt),
        kind=type(cause).__name__,
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _said(cause: Exception) -> str:
    """The server's own words, where it sent any that are no page."""
    body = getattr(cause, "body", None)
    words = body.get("message") if isinstance(body, Mapping) else body
    said = str(words if words is not None else getattr(cause, "message", cause))
    return "" if said.lstrip().startswith("<") else " ".join(said.split())


def _reason(said: str, prompt: str) -> str:
    """Those words for a person, or a dash: some servers repeat the request, and documents do not belong in errors."""
    short = said[:_LONGEST_REASON]
    is_echo = any(short[start : start + _ECHO] in prompt for start in range(len(short) - _ECHO + 1))
    return "—" if is_echo or not short else short


def _retry_after(header: str | None) -> float | None:
    """Seconds, from a header that gives seconds or a date."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
