"""Older office files (.doc .wps .rtf .odt, and tables in .xls .et .ods) → the bytes of a .docx or .xlsx, through
LibreOffice where it is installed.

The program runs without a window, with a profile of its own that is thrown away, and with its macros off. It is
stopped with all that it started when its time is up. It runs beside the assistant, not in the child that reads.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.documents.readers.office_zip import open_office_zip
from assistant.errors import RejectedFile

SHEET_SUFFIXES = (".xls", ".et", ".ods")
"""Tables that are converted; WPS writes Excel 97, and the files of today, under a suffix of its own."""

MOST_MEMORY_BYTES = 3 * 2**30
"""Address space: LibreOffice maps far more than it uses, and does not start below about 1 GB."""

_LARGEST_RESULT_BYTES = 200 * 2**20
_NAMES = ("soffice", "libreoffice")
_LONGEST_REASON = 200
"""Characters of what LibreOffice says that are passed on."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BEGINNINGS = {
    ".doc": (_OLE, b"{\\rtf", _ZIP),
    ".wps": (_OLE, b"{\\rtf", _ZIP),
    ".rtf": (b"{\\rtf",),
    ".odt": (_ZIP,),
    ".xls": (_OLE, _ZIP),
    ".et": (_OLE, _ZIP),
    ".ods": (_ZIP,),
}
"""First bytes under each suffix. Anything else LibreOffice would take for a text of a guessed encoding."""

_FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""What LibreOffice calls the formats that it writes."""

_MANIFEST = "META-INF/manifest.xml"
_LARGEST_MANIFEST_BYTES = 2**20
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SECTOR = 512
_WORD_97 = b"\xec\xa5"
_FLAG_ENCRYPTED = 0x0100

_FOLDERS = (
    "/usr/bin",
    "/usr/local/bin",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice*/program",
    "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)
"""Where LibreOffice is when it is not on the PATH."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""Of the throw-away profile: no macro runs, and nothing that a document refers to is fetched."""


def is_available() -> bool:
    """Whether LibreOffice is installed here."""
    return _program() is not None


def convert(data: bytes, suffix: str, *, timeout_s: float = 60) -> bytes:
    """The same document as .docx, a table as .xlsx.

    Raises RejectedFile: LibreOffice is missing, could not convert the file or took too long; the file has a password,
    or its bytes are not what the suffix says.
    """
    suffix = suffix.lower()
    _refuse_wrong_suffix(data, suffix)
    _refuse_encrypted(data)
    program = _program()
    if program is None:
        raise RejectedFile("file_needs_office", suffix=suffix)
    with TemporaryDirectory(prefix="assistant-office-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, suffix, Path(folder), timeout_s)


def _refuse_wrong_suffix(data: bytes, suffix: str) -> None:
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_BEGINNINGS.get(suffix, ())):
        raise RejectedFile("file_damaged", why=f"{suffix}: {data[:8].hex(' ')}")


def _refuse_encrypted(data: bytes) -> None:
    """LibreOffice would say no more than that it could not load the file."""
    if data.startswith(_ZIP):
        parts = open_office_zip(data)  # a zip is held to its bounds here as well
        if _MANIFEST in parts and b"encryption-data" in parts.read(_MANIFEST, _LARGEST_MANIFEST_BYTES):
            raise RejectedFile("file_encrypted")
    elif data.startswith(_OLE) and (_ENCRYPTED_STREAM in data or _is_encrypted_word(data)):
        raise RejectedFile("file_encrypted")


def _is_encrypted_word(data: bytes) -> bool:
    """What the head of a Word 97 text says ([MS-DOC] 2.5.2, fEncrypted). It stands at the start of a sector."""
    head = next((at for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_WORD_97, at)), None)
    return head is not None and bool(int.from_bytes(data[head + 10 : head + 12], "little") & _FLAG_ENCRYPTED)


def _program() -> str | None:
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return on_path or next(_installed(), None)


def _installed() -> Iterator[str]:
    for folder in _FOLDERS:
        anchor = Path(folder).anchor
        for place in Path(anchor or "/").glob(Path(folder).relative_to(anchor).as_posix()):
            yield from (found for name in _NAMES if (found := shutil.which(name, path=place)))


def _converted(program: str, data: bytes, suffix: str, folder: Path, timeout_s: float) -> bytes:
    source, profile, results = folder / f"source{suffix}", folder / "profile", folder / "results"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    results.mkdir()
    said = _run(_command(program, source, profile, results), folder, timeout_s)
    result = results / f"source{_made_of(suffix)}"
    if not result.is_file():
        raise RejectedFile("file_office_failed", why=said or "no result")
    if result.stat().st_size > _LARGEST_RESULT_BYTES:
        raise RejectedFile("file_office_failed", why=f"> {_LARGEST_RESULT_BYTES // 2**20} MB")
    return result.read_bytes()


def _made_of(suffix: str) -> str:
    return ".xlsx" if suffix in SHEET_SUFFIXES else ".docx"


def _command(program: str, source: Path, profile: Path, results: Path) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        *("--convert-to", _FILTERS[_made_of(source.suffix)], "--outdir", str(results), str(source)),
    ]


def _run(command: list[str], folder: Path, timeout_s: float) -> str:
    """What the program said last; it and all that it started are gone when this returns."""
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - a program we looked up, file names of our own
            _limited(command, timeout_s),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=_environment(folder),
            start_new_session=os.name == "posix",
        )
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            raise RejectedFile("file_office_failed", why=f"> {timeout_s:g} s") from error
        finally:
            _kill(process)
    words = (folder / "said").read_bytes()[-_LONGEST_REASON * 4 :].decode("utf-8", errors="replace")
    return " ".join(words.replace(str(folder), "").split())[-_LONGEST_REASON:]


def _environment(folder: Path) -> dict[str, str]:
    """The user's own, but temporary files go where they are thrown away."""
    return {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


def _limited(command: list[str], timeout_s: float) -> list[str]:
    """The command within bounds of memory, processor time and file size, where there is a shell to set them.

    A shell, since setting them between fork and exec of our own process could hang while other threads run. A system
    that refuses one of them, as macOS does for memory, runs the command without it.
    """
    if os.name != "posix":
        return command
    bounds = (
        f"ulimit -v {MOST_MEMORY_BYTES // 1024}",
        f"ulimit -t {math.ceil(timeout_s)}",
        f"ulimit -f {_LARGEST_RESULT_BYTES // 512}",
        "ulimit -c 0",
    )
    return ["/bin/sh", "-c", f'{{ {"; ".join(bounds)}; }} 2>/dev/null; exec "$@"', "sh", *command]


def _kill(process: subprocess.Popen[bytes]) -> None:
    """`soffice` is a script that starts the real program: the whole group must go, also after the script has ended."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(  # noqa: S603 - a number of our own
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607 - of Windows itself
            check=False,
            capture_output=True,
        )
    process.wait()
