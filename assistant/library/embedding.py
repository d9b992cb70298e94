"""Which embedder: its name or folder in, an `Encoder` out. The one place that knows there is more than one kind."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant import resources
from assistant.errors import UsageError
from assistant.library.encoding import DEFAULT_ENCODING, Encoding

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

SHIPPED = "static"
"""The setting that names the embedder that ships with the program."""

_SHIPPED_FOLDER = "static-zh"
_SAMPLED_BYTES = 1 << 20


class Encoder(Protocol):
    """Texts → unit vectors. Vectors of encoders with different fingerprints must never be compared."""

    @property
    def name(self) -> str:
        """For people: a model's name."""
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits over kind, weights, dimension, normalisation and prompts."""
        ...

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length 1, of shape (texts, dimension); an empty text has the zero vector."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of one question, of shape (dimension,)."""
        ...


def load_encoder(
    name_or_folder: str, *, allow_downloads: bool = False, encoding: Encoding = DEFAULT_ENCODING
) -> Encoder:
    """The shipped embedder for "static", else the sentence-transformers model of that folder or hub name, or the model
    of that name at the endpoint of `encoding`.

    A folder with a static model runs without torch. Raises UsageError where there is no such model, where it is not on
    this machine and `allow_downloads` is not set, or where it cannot be loaded.
    """
    from assistant.library.static_embedder import StaticEmbedder, is_static_model  # noqa: PLC0415

    folder = shipped_folder() if name_or_folder == SHIPPED else Path(name_or_folder).expanduser()
    if name_or_folder != SHIPPED and encoding.base_url is not None:
        from assistant.library.embedding_endpoint import EndpointEncoder  # noqa: PLC0415

        return EndpointEncoder(name_or_folder, encoding.base_url, encoding)
    if is_static_model(folder):
        return StaticEmbedder(folder)
    if folder.is_dir():
        return SentenceTransformersEncoder(_load(folder, folder, encoding), folder.name, folder, encoding)
    if _looks_like_a_path(name_or_folder):
        raise UsageError("embedder_folder_missing", path=name_or_folder)
    return _from_hub(name_or_folder, encoding, allow_downloads=allow_downloads)


def shipped_folder() -> Path:
    """Where the embedder lies that ships with the program."""
    return resources.models() / _SHIPPED_FOLDER


class SentenceTransformersEncoder:
    """Any sentence-transformers model, with the prompts it was made for."""

    def __init__(
        self, model: SentenceTransformer, name: str, folder: Path, encoding: Encoding = DEFAULT_ENCODING
    ) -> None:
        """`folder` holds the model's files; they are what the fingerprint is of, with prompts and precision."""
        self._model = model
        self._batch_size = encoding.batch_size
        self._query_prompt = encoding.query_prompt
        self._document_prompt = encoding.document_prompt
        self.name = name
        self.dimension = len(self.encode_query("巡察"))
        described = ["sentence-transformers", *_digests(folder), self.dimension, "normalised", model.prompts]
        chosen = [encoding.query_prompt, encoding.document_prompt, encoding.dtype]
        if any(value is not None for value in chosen):
            described.append(chosen)
        self.fingerprint = sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.asarray(
            self._model.encode_document(
                list(texts),
                prompt=self._document_prompt,
                batch_size=self._batch_size,
                normalize_embeddings=True,
                show_progress_bar=False,
            ),
            np.float32,
        ).reshape(len(texts), self.dimension)
        # A prompt alone has a direction too, so the model would rank empty passages among the others.
        vectors[[not text.strip() for text in texts]] = 0.0
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector = np.asarray(
            self._model.encode_query(
                text, prompt=self._query_prompt, normalize_embeddings=True, show_progress_bar=False
            )
        )
        return vector.astype(np.float32) if text.strip() else np.zeros(vector.shape, np.float32)


def _from_hub(name: str, encoding: Encoding, *, allow_downloads: bool) -> Encoder:
    from huggingface_hub import snapshot_download  # noqa: PLC0415
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415

    model = _load(name, name, encoding, allow_downloads=True) if allow_downloads else None
    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        raise UsageError("embedder_not_here", name=name) from error
    return SentenceTransformersEncoder(model or _load(folder, name, encoding), name, folder, encoding)


def _load(
    source: str | Path, shown: str | Path, encoding: Encoding, *, allow_downloads: bool = False
) -> SentenceTransformer:
    if not allow_downloads:
        # Without it, a part that the model's own settings name is looked for on the network for over a minute.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("embedder_package_missing", package="sentence-transformers", why=error) from error
    # One that is gone before anyone can read it, amid what commands print.
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(source), device=encoding.device, local_files_only=not allow_downloads)
        if encoding.dtype is None:
            return model
        import torch  # noqa: PLC0415

        return model.to(dtype=getattr(torch, encoding.dtype))
    except Exception as error:  # the library lets through whatever its many parts raise
        raise UsageError("embedder_unreadable", name=shown, why=f"{type(error).__name__}: {error}") from error


def _looks_like_a_path(name: str) -> bool:
    """A hub name is `name` or `owner/name`; anything else that was given is meant as a folder."""
    return not name or name.startswith((".", "~", os.sep)) or "\\" in name or name.count("/") > 1


def _digests(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Path, size and digest of each file of a model, without reading gigabytes of weights at every start."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        yield path.relative_to(folder).as_posix(), path.stat().st_size, _sampled_digest(path)


def _sampled_digest(path: Path) -> str:
    """Digest of a whole small file, or of the first, middle and last MiB of a large one."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= 3 * _SAMPLED_BYTES:
            return sha256(file.read()).hexdigest()
        digest = sha256()
        for position in (0, size // 2, size - _SAMPLED_BYTES):
            file.seek(position)
            digest.update(file.read(_SAMPLED_BYTES))
        return digest.hexdigest()
