"""How an embedder is run: what a user may set of it. Which embedder it is, and how it runs, is not known here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """How an embedder is run; what is None is left to the model. None of it concerns a static one."""

    base_url: str | None = None
    """Of an OpenAI-compatible endpoint that serves it."""
    api_key: str | None = None
    query_prompt: str | None = None
    document_prompt: str | None = None
    batch_size: int = 32
    device: str | None = None
    dtype: str | None = None
    """float32, float16 or bfloat16."""
    timeout_s: float = 60.0


DEFAULT_ENCODING = Encoding()
