"""Files that are laid ready for somebody to fetch: where they lie, and that they go. Bytes in, paths out."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

_READY = "ready-"


def lay_ready(folder: Path, name: str, data: bytes) -> Path:
    """Write a file where the page gives files out, under a folder that nobody can guess."""
    own = folder / f"{_READY}{secrets.token_hex(16)}"
    own.mkdir(mode=0o700)
    path = own / name
    path.write_bytes(data)
    return path


def forget_ready(files: Path) -> None:
    """Delete all that was laid ready for anybody: it may quote a document that is purged, packed as files are packed.

    `files` is the folder with a folder for each person. Whoever has not fetched his file makes it anew.
    """
    for folder in files.glob(f"*/{_READY}*"):
        shutil.rmtree(folder, ignore_errors=True)
