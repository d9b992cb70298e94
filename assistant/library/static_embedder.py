"""Run time of a static embedder: a sentence-transformers folder and texts in, unit vectors out.

A static model has one vector a word piece, and a text's vector is their normalised sum, so `tokenizers` and numpy do
what sentence-transformers and torch would, without loading them. It knows nothing of where texts come from.

`embedder.json`, which our own training writes beside the weights, says how a piece that stands n times in a text
counts: n to the power of `repeats_exponent`. A folder without it is an ordinary one and pieces count n times; the
vectors are then those of `SentenceTransformer(folder).encode(..., normalize_embeddings=True)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np
import safetensors
from numpy.typing import NDArray
from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

SETTINGS_FILE = "embedder.json"
"""Written by training beside the model, read here; sentence-transformers itself passes over it."""

_WEIGHTS_FILE = "model.safetensors"
_TOKENIZER_FILE = "tokenizer.json"
_WEIGHTS_NAME = "embedding.weight"
_READABLE = ("F16", "F32")
_BATCH = 1024


def is_static_model(folder: Path) -> bool:
    """Whether a folder holds a model that this module can run: static embeddings, and nothing after them but length."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
        if kinds[:1] != ["StaticEmbedding"] or any(kind != "Normalize" for kind in kinds[1:]):
            return False
        with safetensors.safe_open(_model_folder(folder) / _WEIGHTS_FILE, framework="numpy") as weights:
            return weights.get_slice(_WEIGHTS_NAME).get_dtype() in _READABLE
    except (OSError, ValueError, KeyError, TypeError, safetensors.SafetensorError):
        return False


class StaticEmbedder:
    """A static model, loaded. Vectors depend on the text alone: not on its neighbours, their number or order."""

    def __init__(self, folder: Path) -> None:
        """Load a folder for which `is_static_model` holds."""
        model = _model_folder(folder)
        self.name = folder.name
        self._tokenizer = Tokenizer.from_file(str(model / _TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        with safetensors.safe_open(model / _WEIGHTS_FILE, framework="numpy") as weights:
            self._weights: Vectors = weights.get_tensor(_WEIGHTS_NAME).astype(np.float32)
        self._exponent = _repeats_exponent(folder)
        self.fingerprint = self._fingerprint(model)

    @property
    def dimension(self) -> int:
        return int(self._weights.shape[1])

    @property
    def pieces(self) -> int:
        """How many word pieces have a vector."""
        return int(self._weights.shape[0])

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, a row a text; a text without any known piece, such as an empty one, has the zero vector."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for first in range(0, len(texts), _BATCH):
            for row, pieces, counts in self._bags(texts[first : first + _BATCH]):
                vectors[first + row] = counts @ self._weights[pieces]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def encode_query(self, text: str) -> Vectors:
        """The unit vector of one question, of shape (dimension,)."""
        vector: Vectors = self.encode_documents([text])[0]
        return vector

    def _bags(self, texts: Sequence[str]) -> Iterator[tuple[int, NDArray[np.int64], Vectors]]:
        """For each text that has any: its row, its distinct pieces in order, and how much each counts."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        pieces = [encoding.ids for encoding in encodings]
        lengths = [len(listed) for listed in pieces]
        ids = np.fromiter(chain.from_iterable(pieces), np.int64, sum(lengths))
        # One sort for the whole batch instead of one a text: a text's row is part of the number that is sorted.
        keys, counts = np.unique(np.repeat(np.arange(len(texts)), lengths) * self.pieces + ids, return_counts=True)
        weights = (counts**self._exponent).astype(np.float32)
        ends = np.searchsorted(keys, np.arange(1, len(texts) + 1) * self.pieces)
        start = 0
        for row, end in enumerate(ends):
            if end > start:
                yield row, keys[start:end] - row * self.pieces, weights[start:end]
            start = end

    def _fingerprint(self, model: Path) -> str:
        files = [sha256((model / name).read_bytes()).hexdigest() for name in (_WEIGHTS_FILE, _TOKENIZER_FILE)]
        described = ["static", *files, self.dimension, self._exponent, "normalised", "no prompts"]
        return sha256(json.dumps(described).encode()).hexdigest()


def _model_folder(folder: Path) -> Path:
    """Where the weights lie: in the folder itself, or in that of its first module."""
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    return folder / str(modules[0]["path"])


def _repeats_exponent(folder: Path) -> float:
    settings = folder / SETTINGS_FILE
    return float(json.loads(settings.read_text(encoding="utf-8"))["repeats_exponent"]) if settings.is_file() else 1.0
