"""Files that say what documents are: `catalogue.yaml` for a folder, a sidecar for one document. Paths in, words out.

Whether what they say makes sense is for `metadata` to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import UsageError


def catalogue_of(folder: Path) -> dict[Path, Mapping[str, object]]:
    """What `catalogue.yaml` in a folder says, by the path of each document. No catalogue: nothing.

    Raises UsageError where the file is no catalogue.
    """
    source = folder / "catalogue.yaml"
    if not source.is_file():
        return {}
    try:
        return {(folder / entry["path"]).resolve(): entry for entry in _read(source)}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise UsageError("catalogue_unreadable", path=source, why=error) from error


def sidecar_of(path: Path) -> Mapping[str, object] | None:
    """What `<file name>.yaml` beside a document says of it; None where there is no such file.

    Raises UsageError where the file cannot be read as a list of names and values.
    """
    source = path.with_name(f"{path.name}.yaml")
    if not source.is_file():
        return None
    try:
        said = _read(source)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("sidecar_unreadable", path=source, why=error) from error
    if not isinstance(said, dict) or not all(isinstance(name, str) for name in said):
        raise UsageError("sidecar_unreadable", path=source, why=type(said).__name__)
    return said


def _read(source: Path) -> Any:
    return yaml.safe_load(source.read_text(encoding="utf-8"))
