"""The address of an OpenAI-compatible server → a LangChain chat model on a connection that can be hung up.

Knows nothing of prompts or answers. Each connection serves one request: it follows no redirect, asks no proxy on the
way to this machine itself, tries once, and can be broken from another thread.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.addresses import is_this_machine
from assistant.composing.exchange import Limits
from assistant.errors import EndpointError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_openai.chat_models.base import BaseChatOpenAI

_NO_KEY = "no-key"
"""Sent where no key is set. Without any, the client would take OPENAI_API_KEY and hand it to this server."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an OpenAI-compatible address."""

    base_url: str
    """Such as http://127.0.0.1:11434/v1."""
    model: str
    api_key: str | None = field(default=None, repr=False)
    temperature: float = 0.0
    max_output_tokens: int = 2048
    extra_body: Mapping[str, object] | None = None
    """What the server takes beyond the standard, such as {"enable_thinking": False}."""

    @property
    def shown_url(self) -> str:
        """The address without user, password and query, for people and logs."""
        return re.sub(r"//[^/@]*@", "//", re.split(r"[?#]", self.base_url)[0])


@dataclass(frozen=True, slots=True)
class Connection:
    """A chat model, ready for one request."""

    model: BaseChatModel
    abort: Callable[[], None]
    """Break the connection, from any thread."""
    close: Callable[[], None]
    """Release it, from the thread that used it."""


def plugged(model: BaseChatModel) -> Connection:
    """Any LangChain model as it is; its connection is its own."""
    return Connection(model, abort=_nothing, close=_nothing)


def answers(endpoint: Endpoint, timeout_s: float = 5.0) -> bool:
    """Whether any server answers at the address, whatever it says. Nothing but the list of models is asked for."""
    import httpx  # noqa: PLC0415

    key = {"Authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}
    try:
        with httpx.Client(timeout=timeout_s, headers=key, trust_env=not is_this_machine(_usable(endpoint))) as client:
            client.get(f"{endpoint.base_url.rstrip('/')}/models")
    except (httpx.HTTPError, httpx.InvalidURL, ImportError):  # ImportError: a SOCKS proxy in the environment
        return False
    return True


def connect(endpoint: Endpoint, limits: Limits) -> Connection:
    """A connection for one request; nothing is sent yet. Raises EndpointError where address or proxy cannot be used."""
    import openai  # noqa: PLC0415

    # At DEBUG, the log of openai 2 holds the whole request, and with it the documents.
    logging.getLogger("openai").setLevel(logging.INFO)
    line = _Line()
    try:
        client = openai.DefaultHttpxClient(
            trust_env=not is_this_machine(_usable(endpoint)),
            follow_redirects=False,
            event_hooks={"request": [line.watch]},
        )
    except ImportError as error:  # a SOCKS proxy in the environment, which needs a package of its own
        raise EndpointError("endpoint_proxy_unusable", url=endpoint.shown_url) from error
    try:
        model = _model(endpoint, limits, client)
    except Exception as error:
        if type(error).__name__ == "InvalidURL":  # of httpx2 or httpx, whichever the client stands on
            raise EndpointError("endpoint_bad_address", url=endpoint.shown_url) from error
        raise
    return Connection(model, abort=line.hang_up, close=client.close)


def _model(endpoint: Endpoint, limits: Limits, client: Any) -> BaseChatModel:
    import openai  # noqa: PLC0415
    from pydantic import SecretStr  # noqa: PLC0415

    return _model_class()(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=SecretStr(endpoint.api_key or _NO_KEY),
        temperature=endpoint.temperature,
        max_tokens=endpoint.max_output_tokens,
        extra_body=dict(endpoint.extra_body) if endpoint.extra_body else None,
        timeout=openai.Timeout(limits.total_s, connect=limits.connect_s),
        stream_usage=True,
        max_retries=0,  # retries are counted in one place, under one clock
        use_responses_api=False,
        openai_proxy=None,  # else taken from OPENAI_PROXY, and refused beside a client
        http_client=client,
        http_socket_options=(),  # else it warns that proxies are passed over, which is for our client to decide
        # Never used, but built in any case: its default would trip over a proxy that is not ours to ask, and read all
        # certificates of the machine anew for each request.
        http_async_client=openai.DefaultAsyncHttpxClient(
            trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        ),
    )


@cache
def _model_class() -> type[BaseChatOpenAI]:
    from langchain_openai.chat_models.base import BaseChatOpenAI  # noqa: PLC0415

    class CompatibleChatModel(BaseChatOpenAI):
        """Keeps the reasoning that DeepSeek, Qwen and their like stream beside the answer, which its parent drops."""

        def _convert_chunk_to_generation_chunk(self, chunk: dict[str, Any], *rest: Any) -> Any:
            generation = super()._convert_chunk_to_generation_chunk(chunk, *rest)
            choice: dict[str, Any] = next(iter(chunk.get("choices") or ()), {})
            delta = choice.get("delta") or {}
            reasoning = delta.get("reasoning_content") or delta.get("reasoning")
            if generation is not None and reasoning:
                generation.message.additional_kwargs["reasoning_content"] = reasoning
            return generation

    return CompatibleChatModel


class _Line:
    """The socket under a request, watched from its first moment, so that it can be shut while a read waits on it."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._is_hung_up = False

    def watch(self, request: Any) -> None:
        """A request hook: have the transport report its network streams."""
        request.extensions = {**request.extensions, "trace": self._on_transport_event}

    def hang_up(self) -> None:
        self._is_hung_up = True
        if self._socket is not None:
            with suppress(OSError):  # it is closed already
                self._socket.shutdown(socket.SHUT_RDWR)

    def _on_transport_event(self, name: str, info: Mapping[str, Any]) -> None:
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self._is_hung_up:
                self.hang_up()


def _usable(endpoint: Endpoint) -> str:
    """The address, if a request can be sent there. Raises EndpointError."""
    try:
        parts = urlsplit(endpoint.base_url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise EndpointError("endpoint_bad_address", url=endpoint.shown_url) from error
    if parts.scheme not in ("http", "https") or not host or " " in host:
        raise EndpointError("endpoint_bad_address", url=endpoint.shown_url)
    return endpoint.base_url


def _nothing() -> None:
    """A plugged model has no line of ours to break or release."""
