"""Where the files that ship with the program lie: prompts, the sample corpus, the embedder's weights.

In a source tree `prompts/` and `corpus/` stand beside the package; in an installed wheel they are inside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def prompts() -> Path:
    """The folder of prompts."""
    return _shipped("prompts")


def corpus() -> Path:
    """The folder of the sample corpus."""
    return _shipped("corpus")


def models() -> Path:
    """The folder of the models that ship with the program."""
    return _PACKAGE / "models"


def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
