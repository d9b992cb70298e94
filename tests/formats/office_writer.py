"""A .docx → the same in an older office format or as a PDF, as LibreOffice writes it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_KINDS = {".doc": "doc:MS Word 97", ".wps": "doc:MS Word 97", ".rtf": "rtf", ".odt": "odt", ".pdf": "pdf"}
"""WPS writes Word 97 files under its own suffix."""


def write_legacy(document: bytes, suffix: str) -> bytes:
    """The bytes of a .docx converted; wants LibreOffice."""
    program = next(found for name in ("soffice", "libreoffice") if (found := shutil.which(name)))
    kind = _KINDS[suffix]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source.docx"
        source.write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return (folder / f"source.{kind.split(':')[0]}").read_bytes()
