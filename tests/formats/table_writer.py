"""A workbook → the same in another format, as LibreOffice writes it, with its formulas computed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

_KINDS = {".xls": "xls:MS Excel 97", ".et": "xls:MS Excel 97", ".ods": "ods", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""WPS writes Excel 97 files under its own suffix."""


def has_calc() -> bool:
    """Whether the part of LibreOffice that knows tables is installed; it may be without."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return program is not None and any(Path(program).resolve().parent.glob("libsclo.*"))


def write_table(workbook: bytes, suffix: str) -> bytes:
    """The bytes of an .xlsx converted; wants LibreOffice Calc."""
    program = next(found for name in ("soffice", "libreoffice") if (found := shutil.which(name)))
    kind = _KINDS[suffix]
    with tempfile.TemporaryDirectory() as name:
        folder, made = Path(name), Path(name) / "made"
        (folder / "source.xlsx").write_bytes(workbook)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(made)]
        subprocess.run([*command, str(folder / "source.xlsx")], check=True, capture_output=True, timeout=100)
        return (made / f"source.{kind.split(':')[0]}").read_bytes()
