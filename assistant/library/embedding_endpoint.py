"""An embedder behind an OpenAI-compatible address: texts in, unit vectors out, over HTTP.

What is sent are the texts themselves, to the address that the user set and to no other: no redirect is followed, no
proxy is asked on the way to this machine. Failures of server and network become EndpointError here; none of their
texts holds what was sent.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.addresses import is_this_machine
from assistant.errors import EndpointError

if TYPE_CHECKING:
    import httpx

    from assistant.library.encoding import Encoding

Vectors = NDArray[np.float32]

_ASK_AGAIN = frozenset({429, 500, 502, 503, 504, 529})
_TRIES = 3
_LONGEST_PAUSE_S = 8.0
_FIRST_PAUSE_S = 0.5

_QUESTION_S = 10.0
"""Longest wait for the vector of a question, all tries included: a person waits, and words alone find something too."""
_QUICK_S = 1.0
_ALONE_S = 10.0
"""How long a server that kept a question waiting in vain is left alone: an answer may search several times."""
_CONNECT_S = 5.0
"""Longest wait for a connection. A host that drops what is sent to it answers neither now nor later."""


@dataclass(frozen=True, slots=True)
class _Patience:
    """How long to wait."""

    wait_s: float
    """For one request."""
    end: float
    """For all, on `time.monotonic()`'s clock."""
    overdue: str
    """Key of the error where it took longer."""


class EndpointEncoder:
    """The embedder of a name at an address. Nothing is sent before the first text is embedded."""

    def __init__(self, model: str, base_url: str, encoding: Encoding) -> None:
        """`encoding` holds key, prompts, batch size and the longest wait for a batch."""
        self.name = model
        self._url = base_url.rstrip("/")
        self._encoding = encoding
        self._silent: tuple[float, EndpointError] | None = None
        """Until when no question is sent, and why."""
        # Neither the address, which may change for the same model, nor what only asking would tell: a library opens
        # while its server is down.
        described = ["endpoint", model, "normalised", encoding.query_prompt, encoding.document_prompt]
        self.fingerprint = sha256(json.dumps(described).encode()).hexdigest()

    @cached_property
    def dimension(self) -> int:
        return len(self.encode_query("巡察"))

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, a row a text; an empty text has the zero vector and is not sent. Raises EndpointError."""
        return self._encoded(texts, self._encoding.document_prompt or "", self._patience())

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of one question, of shape (dimension,). Raises EndpointError."""
        begun = time.monotonic()
        if self._silent is not None and begun < self._silent[0]:
            raise EndpointError(self._silent[1].key, **self._silent[1].facts)
        patience = self._patience_for_a_question()
        try:
            vector: Vectors = self._encoded([text], self._encoding.query_prompt or "", patience)[0]
        except EndpointError as error:
            if time.monotonic() - begun > _QUICK_S:
                self._silent = (time.monotonic() + _ALONE_S, error)
            raise
        return vector

    def _patience(self) -> _Patience:
        return _Patience(self._encoding.timeout_s, math.inf, "endpoint_embeds_too_slowly")

    def _patience_for_a_question(self) -> _Patience:
        wait_s = min(_QUESTION_S, self._encoding.timeout_s)
        return _Patience(wait_s, time.monotonic() + wait_s, "endpoint_embeds_question_too_slowly")

    def _encoded(self, texts: Sequence[str], prompt: str, patience: _Patience) -> Vectors:
        told = [at for at, text in enumerate(texts) if text.strip()]
        size = self._encoding.batch_size
        batches = [told[first : first + size] for first in range(0, len(told), size)]
        with self._client(patience) as client:
            rows = [
                row for batch in batches for row in self._batch(client, [prompt + texts[at] for at in batch], patience)
            ]
        vectors = np.zeros((len(texts), len(rows[0]) if rows else self.dimension), np.float32)
        vectors[told] = np.stack(rows) if rows else vectors[told]
        return vectors

    def _batch(self, client: httpx.Client, texts: Sequence[str], patience: _Patience) -> Iterator[Vectors]:
        vectors = self._read(self._asked(client, {"model": self.name, "input": list(texts)}, patience), len(texts))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        yield from vectors

    def _asked(self, client: httpx.Client, body: dict[str, Any], patience: _Patience) -> bytes:
        """What is said to a request, asked again where the server was busy."""
        import httpx  # noqa: PLC0415

        for left in reversed(range(_TRIES)):
            end = min(patience.end, time.monotonic() + patience.wait_s)
            try:
                with client.stream("POST", f"{self._url}/embeddings", json=body) as response:
                    if response.is_success:
                        return b"".join(self._in_time(response, end, patience))
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise self._unreached(error, patience) from error
            pause = _pause(response, _TRIES - left)
            if not left or response.status_code not in _ASK_AGAIN or time.monotonic() + pause > patience.end:
                raise self._refused(response)
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _in_time(self, response: httpx.Response, end: float, patience: _Patience) -> Iterator[bytes]:
        """A body, piece by piece. Each would wind up httpx's own clock again, however small."""
        for piece in response.iter_bytes():
            if time.monotonic() > end:
                raise self._error(patience.overdue, seconds=f"{patience.wait_s:g}")
            yield piece

    def _read(self, said: bytes, count: int) -> Vectors:
        """The vectors of a response in the order of the texts; whatever is not as it should be is an EndpointError."""
        try:
            data = sorted(json.loads(said)["data"], key=lambda item: int(item["index"]))
            vectors = np.array([item["embedding"] for item in data], dtype=np.float32)
            if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
                raise ValueError("not one vector of numbers for each text")
        except (ValueError, KeyError, TypeError) as error:
            raise self._error("endpoint_not_an_embedder") from error
        return vectors

    def _client(self, patience: _Patience) -> httpx.Client:
        import httpx  # noqa: PLC0415

        key = {"Authorization": f"Bearer {self._encoding.api_key}"} if self._encoding.api_key else {}
        try:
            return httpx.Client(
                headers=key,
                timeout=httpx.Timeout(patience.wait_s, connect=min(_CONNECT_S, patience.wait_s)),
                follow_redirects=False,
                trust_env=not is_this_machine(self._url),
            )
        except ImportError as error:  # a SOCKS proxy in the environment, which needs a package of its own
            raise self._error("endpoint_proxy_unusable") from error

    def _refused(self, response: httpx.Response) -> EndpointError:
        status = response.status_code
        kinds = (
            (status in (401, 403), "endpoint_unauthorized"),
            (status == 404, "endpoint_no_embeddings"),
            (300 <= status < 400, "endpoint_redirected"),
            (status == 429, "endpoint_rate_limited"),
            (status == 413, "endpoint_texts_too_long"),
            (status >= 500, "endpoint_failed"),
            (True, "endpoint_refused_texts"),
        )
        return self._error(
            next(key for applies, key in kinds if applies),
            status=status,
            target=urlsplit(response.headers.get("location", "")).netloc.rpartition("@")[2] or "?",
            seconds=response.headers.get("retry-after", "?"),
        )

    def _unreached(self, error: Exception, patience: _Patience) -> EndpointError:
        import httpx  # noqa: PLC0415

        if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
            return self._error("endpoint_bad_address")
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
            return self._error("endpoint_unreachable")
        if isinstance(error, httpx.TimeoutException):
            return self._error(patience.overdue, seconds=f"{patience.wait_s:g}")
        return self._error("endpoint_cut")

    def _error(self, key: str, **facts: object) -> EndpointError:
        # A server's own words are left out: some repeat what they were sent.
        return EndpointError(key, url=self._shown_url, model=self.name, **{"reason": "—", **facts})

    @property
    def _shown_url(self) -> str:
        """The address without user, password and query."""
        return re.sub(r"//[^/@]*@", "//", re.split(r"[?#]", self._url)[0])


def _pause(response: httpx.Response, tries: int) -> float:
    """Seconds to wait: what the server asks for, or longer each time, but no longer than a person would."""
    asked = response.headers.get("retry-after", "")
    seconds = float(asked) if asked.replace(".", "", 1).isdecimal() else _FIRST_PAUSE_S * 2**tries
    return min(_LONGEST_PAUSE_S, seconds)
