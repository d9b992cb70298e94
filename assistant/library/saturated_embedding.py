"""The static embedding of sentence-transformers, with repeated pieces counting less. Loads torch: for training only.

Its weights are those of the plain `StaticEmbedding` and are saved as such; the only difference is that a piece that
stands n times in a text counts n to the power of `exponent` instead of n. What a passage repeats, such as the name of
the unit it is about, otherwise drowns what distinguishes it from its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.nn import functional


class SaturatedStaticEmbedding(StaticEmbedding):
    """The sum of the vectors of a text's pieces, each weighted by its saturated count."""

    def __init__(self, tokenizer: Tokenizer, embedding_weights: np.ndarray | torch.Tensor, exponent: float) -> None:
        super().__init__(tokenizer, embedding_weights=embedding_weights)
        self.exponent = exponent

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any) -> dict[str, torch.Tensor]:
        """Texts → the distinct pieces of each, where each text begins, and what each piece counts."""
        del prompt, kwargs
        bags = [
            np.unique(np.array(encoding.ids, dtype=np.int64), return_counts=True)
            for encoding in self.tokenizer.encode_batch_fast(list(inputs), add_special_tokens=False)
        ]
        offsets = np.cumsum([0, *(len(ids) for ids, _ in bags)])[:-1]
        counts = np.concatenate([counts for _, counts in bags])
        return {
            "input_ids": torch.from_numpy(np.concatenate([ids for ids, _ in bags])),
            "offsets": torch.from_numpy(offsets),
            "counts": torch.from_numpy((counts**self.exponent).astype(np.float32)),
        }

    def forward(self, features: dict[str, torch.Tensor], **kwargs: Any) -> dict[str, torch.Tensor]:
        """Adds `sentence_embedding`."""
        del kwargs
        features["sentence_embedding"] = functional.embedding_bag(
            features["input_ids"],
            self.embedding.weight,
            features["offsets"],
            mode="sum",
            per_sample_weights=features["counts"].to(self.embedding.weight.dtype),
        )
        return features
