"""A CrossEncoder of sentence-transformers → a function from question and passages to scores. Loads torch, inside.

It is optional and slow: it reads question and passage together, 40 passages a question.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import UsageError
from assistant.retrieval.hybrid import CrossEncode


def load_cross_encoder(name_or_folder: str, *, allow_downloads: bool = False) -> CrossEncode:
    """The model of that folder or hub name. Raises UsageError where it is not here or cannot be loaded."""
    if not allow_downloads:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("embedder_package_missing", package="sentence-transformers", why=error) from error
    folder = Path(name_or_folder).expanduser()
    try:
        model = CrossEncoder(
            str(folder) if folder.is_dir() else name_or_folder, local_files_only=not allow_downloads, num_labels=1
        )
    except Exception as error:  # the library lets through whatever its many parts raise
        raise UsageError("reranker_unreadable", name=name_or_folder, why=f"{type(error).__name__}: {error}") from error

    def cross_encode(question: str, passages: Sequence[str]) -> Sequence[float]:
        if not passages:
            return []
        scores = model.predict([(question, passage) for passage in passages], show_progress_bar=False)
        return [float(score) for score in np.asarray(scores).reshape(len(passages), -1)[:, 0]]

    return cross_encode
