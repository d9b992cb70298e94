"""Two hundred wrong passwords, at once and from one place, against a served page."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from assistant.people import tries
from tests.assistant.web.access.conftest import PASSWORD, Office

# Gradio counts its events with what newer releases of pandas warn of.
pytestmark = pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'")

PER_MINUTE = 10


def answers(office: Office, name: str, count: int) -> Counter[int]:
    """What so many tries with a wrong password are answered, by status."""

    def attempt(n: int) -> int:
        form = {"name": name, "password": f"wrong password {n}"}
        return httpx.post(f"{office.address}/login", data=form, timeout=60, verify=False).status_code

    with ThreadPoolExecutor(16) as pool:
        return Counter(pool.map(attempt, range(count)))


def test_of_two_hundred_wrong_passwords_ten_at_most_are_looked_at(office: Office) -> None:
    told = answers(office, "alice", 200)
    assert told[403] <= PER_MINUTE
    assert told == {403: told[403], 429: 200 - told[403]}
    right = httpx.post(f"{office.address}/login", data={"name": "alice", "password": PASSWORD})
    assert right.status_code == 429  # not even the right one, or it would be known when it is
    elsewhere = office.people.viewer(office.token("other-user"))
    assert elsewhere is not None  # others, from elsewhere, come in


def test_without_the_wait_the_two_hundred_would_be_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "admitted", lambda *_: 0)
    assert answers(office, "nobody", 20)[403] == 20
