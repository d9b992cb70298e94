"""The environment of processes that work for one of ours, several beside one another."""

from __future__ import annotations

import os


def surroundings() -> dict[str, str]:
    """The environment of this process, but for one thread and little memory to each."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
