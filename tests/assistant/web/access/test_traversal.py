"""Forty ways to spell a path out of the folder that is one's own, wherever the page takes a name."""

from __future__ import annotations

import io
import socket
import urllib.parse
from pathlib import Path

import pytest

from tests.assistant.web.access.conftest import PASSWORD, Office

# Gradio counts its events with what newer releases of pandas warn of.
pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

NAMES = {
    "plain": "../people.sqlite3",
    "plain, deep": "../../../../../../etc/passwd",
    "encoded": "%2e%2e/people.sqlite3",
    "encoded slash": "..%2fpeople.sqlite3",
    "encoded both": "%2e%2e%2fpeople.sqlite3",
    "encoded twice": "%252e%252e%252fpeople.sqlite3",
    "half encoded": ".%2e/people.sqlite3",
    "capital encoded": "%2E%2E%2Fpeople.sqlite3",
    "backslash": "..\\people.sqlite3",
    "backslash encoded": "..%5cpeople.sqlite3",
    "backslash twice": "..\\\\people.sqlite3",
    "mixed slashes": "..\\/people.sqlite3",
    "more dots": "....//people.sqlite3",
    "more dots, backslash": "....\\\\people.sqlite3",
    "three dots": ".../people.sqlite3",
    "dot between": "./../people.sqlite3",
    "dot slash dot": ".././people.sqlite3",
    "two slashes": "..//people.sqlite3",
    "folder first": "a/../../people.sqlite3",
    "absolute": "/etc/passwd",
    "absolute, two slashes": "//etc/passwd",
    "absolute, dots": "/../../etc/passwd",
    "drive": "C:\\Windows\\win.ini",
    "drive, slash": "C:/Windows/win.ini",
    "unc": "\\\\127.0.0.1\\share\\a",
    "unc, long": "\\\\?\\C:\\a",
    "file url": "file:///etc/passwd",
    "file url, host": "file://127.0.0.1/etc/passwd",
    "http url": "http://127.0.0.1:1/a",
    "environment": "/proc/self/environ",
    "working folder": "/proc/self/cwd/people.sqlite3",
    "device": "/dev/zero",
    "nul": "people.sqlite3\x00.txt",
    "nul encoded": "people.sqlite3%00.txt",
    "line break": "..\n/people.sqlite3",
    "overlong": "%c0%ae%c0%ae/people.sqlite3",
    "overlong slash": "..%c0%afpeople.sqlite3",
    "full width": "．．／people.sqlite3",
    "division slash": "..∕people.sqlite3",
    "home": "~/.bashrc",
    "trailing dot": "../people.sqlite3.",
    "trailing space": "../people.sqlite3 ",
    "stream": "../people.sqlite3::$DATA",
    "reserved": "CON",
    "long": "x" * 300,
    "query": "../people.sqlite3?x",
    "fragment": "../people.sqlite3#x",
    "semicolon": "..;/people.sqlite3",
}
SECRETS = (b"SQLite format 3", b"root:", b"PATH=")


def request(office: Office, token: str, target: str) -> bytes:
    """The answer to a request whose path is sent byte for byte as it is: clients would put it in order first."""
    host, port = urllib.parse.urlsplit(office.address).netloc.split(":")
    sent = f"GET {target} HTTP/1.1\r\nhost: {host}:{port}\r\ncookie: assistant={token}\r\nconnection: close\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(sent.encode("utf-8", "replace"))
        answer = io.BytesIO()
        while part := connection.recv(65536):
            answer.write(part)
    return answer.getvalue()


def as_target(name: str) -> str:
    """The name as it is, but for what ends a request line."""
    return name.replace(" ", "%20").replace("\n", "%0a").replace("\x00", "%00")


@pytest.fixture(scope="module")
def token(office: Office) -> str:
    return office.token("主任")


def own_folder(office: Office, token: str) -> Path:
    files = {"files": ("a.txt", b"own")}
    (path,) = office.client(token).post("/gradio_api/upload", files=files).json()
    return Path(path).parent


@pytest.mark.parametrize("name", NAMES)
def test_no_spelling_reads_a_file_that_is_not_ones_own(office: Office, token: str, name: str) -> None:
    own, spelled = own_folder(office, token), as_target(NAMES[name])
    targets = [
        f"/gradio_api/file={own}/{spelled}",
        f"/gradio_api/file={spelled}",
        f"/gradio_api/file={urllib.parse.quote(str(own) + '/' + NAMES[name], safe='')}",
        f"/reports/{spelled}",
        f"/api/v1/documents/{spelled}",
        f"/static/{spelled}",
        f"/assets/{spelled}",
    ]
    for target in targets:
        answer = request(office, token, target)
        status = answer.split(b" ", 2)[1]
        # A second and third slash, or what follows a `#` or `?`, may lead back to nothing but the list of documents.
        assert status in (b"404", b"400", b"403", b"422", b"405"), (target, answer[:80])
        assert not any(secret in answer for secret in SECRETS), target


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_an_upload_leads_out_of_ones_own_folder(office: Office, token: str, name: str) -> None:
    own = own_folder(office, token).parents[1]
    before = {path for path in office.home.parent.rglob("*") if not path.is_relative_to(own)}
    answer = office.client(token).post("/gradio_api/upload", files={"files": (NAMES[name], b"x")})
    assert answer.status_code in (200, 400), answer.text
    for path in answer.json() if answer.status_code == 200 else ():
        assert Path(path).resolve().is_relative_to(own)
        assert len(Path(path).name.encode()) <= 255
    after = {path for path in office.home.parent.rglob("*") if not path.is_relative_to(own)}
    assert {path.name for path in after - before} <= {"people.sqlite3-wal", "people.sqlite3-shm"}


def test_the_password_of_these_tests_opens_the_page(office: Office) -> None:
    """Were it not so, every path above would be refused for another reason."""
    assert office.client().post("/login", data={"name": "主任", "password": PASSWORD}).status_code == 303
