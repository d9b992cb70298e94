"""Bytes → a file that is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.errors import UsageError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it: whoever looks sees the old one or all of the new one.

    Raises UsageError where it cannot be written; what was there before is unchanged then.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise UsageError("drafting.not_writable", path=path, why=error.strerror or error) from error
    finally:
        aside.unlink(missing_ok=True)
