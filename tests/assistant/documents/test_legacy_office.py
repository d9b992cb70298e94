"""Older office files are converted where LibreOffice is installed, and a clear error says what is missing elsewhere."""

from __future__ import annotations

import io
import os
import socket
import stat
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.documents import legacy_office
from assistant.documents.legacy_office import convert, is_available
from assistant.documents.readers.items import Reading
from assistant.documents.readers.word.document import read
from assistant.errors import RejectedFile
from tests.formats import Block
from tests.formats.docx_writer import write_docx
from tests.formats.office_writer import write_legacy

needs_office = pytest.mark.skipif(not is_available(), reason="LibreOffice is not installed")
needs_shell = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")

RTF = rb"{\rtf1\ansi x}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BLOCKS = [
    Block("title", "关于加强台账管理的通知"),
    Block("heading", "一、总体要求", level=1),
    Block("paragraph", "坚持边查边改，五日内办结。"),
    Block("table", rows=(("序号", "问题"), ("1", "台账不全"))),
    Block("paragraph", "特此通知。"),
]


@contextmanager
def refused(key: str) -> Iterator[pytest.ExceptionInfo[RejectedFile]]:
    with pytest.raises(RejectedFile) as caught:
        yield caught
    assert caught.value.key == key


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, to see what is left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@needs_office
@pytest.mark.parametrize(("written", "named"), [(".doc", ".doc"), (".doc", ".wps"), (".rtf", ".rtf"), (".odt", ".ODT")])
def test_an_older_file_says_the_same_as_its_docx(written: str, named: str, tmp_path: Path, temporary: Path) -> None:
    converted = convert(write_legacy(write_docx(BLOCKS), written), named)
    (found,) = list(read(converted, "source.docx"))
    assert isinstance(found, Reading)
    (expected,) = list(read(write_docx(BLOCKS), "source.docx"))
    assert isinstance(expected, Reading)
    assert found.text == expected.text
    assert found.headings == expected.headings
    assert list(temporary.iterdir()) == []


@needs_office
def test_a_broken_file_is_an_error_and_leaves_nothing_behind(temporary: Path) -> None:
    with refused("file_office_failed"):
        convert(OLE + b"\x00" * 2_000, ".doc")
    assert list(temporary.iterdir()) == []


@needs_office
def test_nothing_that_a_document_refers_to_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        (found,) = list(read(convert(_with_linked_picture(address), ".odt"), "a.docx"))
        assert isinstance(found, Reading)
        assert found.text == "正文"
        with pytest.raises(TimeoutError):
            server.accept()


def _with_linked_picture(address: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.text"
    picture = f'<d:frame s:width="2cm" s:height="2cm"><d:image x:href="{address}" x:type="simple"/></d:frame>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{names}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
        parts.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0" xmlns:d="{names}:drawing:1.0"'
            f' xmlns:s="{names}:svg-compatible:1.0" xmlns:x="http://www.w3.org/1999/xlink">'
            f"<o:body><o:text><t:p>正文{picture}</t:p></o:text></o:body></o:document-content>",
        )
    return file.getvalue()


@needs_office
def test_a_file_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    document = bytearray(write_legacy(write_docx(BLOCKS), ".doc"))
    document[document.index(b"\xec\xa5") + 0x0B] |= 0x01
    with refused("file_encrypted"):
        convert(bytes(document), ".doc")


def test_a_newer_file_with_a_password_under_an_older_suffix_is_said_to_have_one() -> None:
    with refused("file_encrypted"):
        convert(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), ".doc")


def test_an_open_document_with_a_password_is_said_to_have_one() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
    with refused("file_encrypted"):
        convert(file.getvalue(), ".odt")


def test_a_bomb_is_not_given_to_office() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("content.xml", bytes(3 * 2**20))
    with refused("file_squeezed"):
        convert(file.getvalue(), ".odt")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", "一份文字".encode(), b"\x00\x01"])
def test_bytes_that_are_not_what_the_suffix_says_are_never_given_to_office(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy_office, "_program", lambda: pytest.fail("it was looked for"))
    with refused("file_damaged"):
        convert(data, ".doc")


def test_without_office_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_office, "_FOLDERS", ())
    monkeypatch.setenv("PATH", "")
    assert not is_available()
    with refused("file_needs_office") as caught:
        convert(RTF, ".RTF")
    assert caught.value.facts == {"suffix": ".rtf"}


@needs_shell
def test_office_is_found_in_its_usual_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path / "libreoffice7.4" / "program", "exit 0")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(legacy_office, "_FOLDERS", (f"{tmp_path}/none", f"{tmp_path}/libreoffice*/program"))
    assert is_available()


# What LibreOffice does wrong, played by a script


def _stand_in(folder: Path, script: str) -> None:
    folder.mkdir(parents=True)
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def played(script: str) -> None:
        _stand_in(tmp_path / "program", script)
        monkeypatch.setenv("PATH", f"{tmp_path / 'program'}{os.pathsep}{os.environ['PATH']}")

    return played


def _is_alive(process: int) -> bool:
    """Whether a process still runs; one that has ended but was not yet collected does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@needs_shell
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_office_that_hangs_is_stopped_with_all_that_it_started(
    tmp_path: Path, temporary: Path, play: Callable[[str], None]
) -> None:
    play(f"sleep 300 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/self; wait")
    began = time.monotonic()
    with refused("file_office_failed") as caught:
        convert(RTF, ".rtf", timeout_s=0.5)
    assert time.monotonic() - began < 5
    assert caught.value.facts == {"why": "> 0.5 s"}
    processes = [int((tmp_path / name).read_text()) for name in ("child", "self")]
    deadline = time.monotonic() + 5
    while any(map(_is_alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(_is_alive, processes))
    assert list(temporary.iterdir()) == []


@needs_shell
def test_what_office_says_is_passed_on_without_our_folder(temporary: Path, play: Callable[[str], None]) -> None:
    play('echo "Error: source file $PWD/source.rtf could not be loaded"; exit 1')
    with refused("file_office_failed") as caught:
        convert(RTF, ".rtf")
    assert caught.value.facts == {"why": "Error: source file /source.rtf could not be loaded"}


@needs_shell
def test_office_runs_in_bounds_with_a_profile_of_its_own_and_macros_off(
    temporary: Path, tmp_path: Path, play: Callable[[str], None]
) -> None:
    play(f'ulimit -v > {tmp_path}/memory; echo "$@" > {tmp_path}/arguments; cp -r profile {tmp_path}/profile')
    with refused("file_office_failed"):
        convert(RTF, ".rtf")
    if sys.platform == "linux":
        assert int((tmp_path / "memory").read_text()) == legacy_office.MOST_MEMORY_BYTES // 1024
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8")
    assert f"-env:UserInstallation=file://{temporary}" in arguments
    settings = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert "DisableMacrosExecution" in settings
