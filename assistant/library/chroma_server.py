"""A Chroma server, as started by `chroma run`: collections of vectors over HTTP, in the few calls that we need.

What is sent are ids and vectors, never a text, to the address that the user set and to no other: no redirect is
followed, no proxy is asked on the way to this machine. Failures of server and network become LibraryUnavailable here.

Chroma's own client is not used: while rows are added it builds whatever embedding function the server names, with the
parameters that the server gives, which lets a server run code here (chroma-core/chroma#6717); and it waits for ever.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy as np

from assistant.addresses import is_this_machine
from assistant.errors import LibraryUnavailable
from assistant.library.catalogue_reading import Vectors
from assistant.library.terms_index import Hit

if TYPE_CHECKING:
    import httpx

_COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"

_CONNECT_S = 2.0
_QUESTION_S = 5.0
"""Longest wait while a person waits; an exact search of 100,000 passages takes less."""
_WRITE_S = 120.0

_MOST_ROWS = 5000
"""Rows a call, below Chroma's own limit of 5,461."""
_MOST_BYTES = 16 * 2**20
"""Bytes of vectors a call; the server takes 40 MB, of which base64 and ids use up a part."""


class ChromaServer:
    """One server. Nothing is asked of it before the first call; threads may share it."""

    def __init__(self, url: str, token: str | None = None) -> None:
        """`token` is sent as a bearer token, for a proxy before the server: the server itself asks for none."""
        self.url = url.rstrip("/")
        self._token = token
        self._client: httpx.Client | None = None

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def check(self) -> None:
        """Raise LibraryUnavailable where no Chroma server answers."""
        said = self._ask("GET", "?limit=1", wait_s=_QUESTION_S)
        if not isinstance(said, list):
            raise self._error("chroma_not_chroma")

    def create(self, name: str, rows: int) -> str:
        """A new collection for so many rows, compared by cosine; its id. Raises LibraryUnavailable."""
        # One flush, with the last row: nothing is left in the server's log to be replayed when it starts.
        index = {"hnsw": {"space": "cosine", "sync_threshold": max(2, rows)}}
        try:
            said = self._ask("POST", "", {"name": name, "configuration": index}, wait_s=_WRITE_S)
        except LibraryUnavailable as error:
            if error.key == "chroma_collection_gone":  # not even the way to the collections is there
                raise self._error("chroma_not_chroma") from error
            raise
        if not isinstance(said, dict) or not isinstance(said.get("id"), str):
            raise self._error("chroma_not_chroma")
        return str(said["id"])

    def add(self, collection: str, ids: Sequence[str], documents: Sequence[str], vectors: Vectors) -> None:
        """Rows with the document that each belongs to; `vectors` of shape (rows, dimension)."""
        most = max(1, min(_MOST_ROWS, _MOST_BYTES // max(1, vectors.shape[1] * vectors.itemsize)))
        for start in range(0, len(ids), most):
            some = slice(start, start + most)
            body = {
                "ids": list(ids[some]),
                "embeddings": [b64encode(vector.astype("<f4").tobytes()).decode("ascii") for vector in vectors[some]],
                "metadatas": [{"document": document} for document in documents[some]],
            }
            self._ask("POST", f"/{quote(collection)}/add", body, wait_s=_WRITE_S)

    def count(self, collection: str) -> int:
        """How many rows a collection has."""
        said = self._ask("GET", f"/{quote(collection)}/count", wait_s=_QUESTION_S)
        if not isinstance(said, int):
            raise self._error("chroma_not_chroma")
        return said

    def nearest(
        self, collection: str, vectors: Vectors, limit: int, where: Mapping[str, Any] | None = None
    ) -> list[list[Hit]]:
        """For each vector the nearest rows with their cosine, best first."""
        body = {"query_embeddings": vectors.tolist(), "n_results": limit, "where": where, "include": ["distances"]}
        said = self._ask("POST", f"/{quote(collection)}/query", body, wait_s=_QUESTION_S)
        try:
            found = [
                [Hit(str(id_), 1.0 - float(distance)) for id_, distance in zip(ids, distances, strict=True)]
                for ids, distances in zip(said["ids"], said["distances"], strict=True)
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise self._error("chroma_not_chroma") from error
        if len(found) != len(vectors) or not all(math.isfinite(hit.score) for hits in found for hit in hits):
            raise self._error("chroma_not_chroma")
        return found

    def ids(self, collection: str) -> Iterator[str]:
        """Every id that a collection holds."""
        for start in count(0, _MOST_ROWS):
            page = self._rows(collection, {"limit": _MOST_ROWS, "offset": start, "include": []})["ids"]
            yield from page
            if len(page) < _MOST_ROWS:
                return

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, Vectors]:
        """Vectors of rows as they are stored; rows that are not there are left out."""
        said = self._rows(collection, {"ids": list(ids), "include": ["embeddings"]})
        try:
            rows = zip(said["ids"], said["embeddings"] or [], strict=True)
            return {id_: np.asarray(row, dtype=np.float32) for id_, row in rows}
        except (KeyError, TypeError, ValueError) as error:
            raise self._error("chroma_not_chroma") from error

    def delete(self, name: str) -> None:
        """Delete a collection by its name, if it is there. The server leaves its files on its disk."""
        try:
            self._ask("DELETE", f"/{quote(name)}", wait_s=_WRITE_S)
        except LibraryUnavailable as error:
            if error.key != "chroma_collection_gone":
                raise

    def _rows(self, collection: str, body: Mapping[str, Any]) -> dict[str, Any]:
        said = self._ask("POST", f"/{quote(collection)}/get", body, wait_s=_WRITE_S)
        ids = said.get("ids") if isinstance(said, dict) else None
        if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
            raise self._error("chroma_not_chroma")
        return dict(said)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None, *, wait_s: float) -> Any:
        import httpx  # noqa: PLC0415

        address = f"{self.url}{_COLLECTIONS}{path}"
        try:
            response = self._connected().request(
                method, address, json=body, timeout=httpx.Timeout(wait_s, connect=_CONNECT_S)
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._error("chroma_unreachable", why=type(error).__name__) from error
        if not response.is_success:
            raise self._refused(response.status_code)
        try:
            return response.json()
        except ValueError as error:
            raise self._error("chroma_not_chroma") from error

    def _connected(self) -> httpx.Client:
        import httpx  # noqa: PLC0415

        if self._client is None:
            key = {"Authorization": f"Bearer {self._token}"} if self._token else {}
            self._client = httpx.Client(headers=key, follow_redirects=False, trust_env=not is_this_machine(self.url))
        return self._client

    def _refused(self, status: int) -> LibraryUnavailable:
        kinds = {401: "chroma_unauthorized", 403: "chroma_unauthorized", 404: "chroma_collection_gone"}
        silent = {502: "chroma_unreachable", 503: "chroma_unreachable", 504: "chroma_unreachable"}
        return self._error({**kinds, **silent}.get(status, "chroma_refused"), why=f"HTTP {status}", status=status)

    def _error(self, key: str, **facts: object) -> LibraryUnavailable:
        # A server's own words are left out: some repeat what they were sent.
        return LibraryUnavailable(key, url=self.url, **{"why": "—", **facts})
