from __future__ import annotations

import pytest

from assistant.addresses import is_this_machine


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000",
        "http://127.3.2.1",
        "http://[::1]:11434/v1",
        "http://localhost",
        "https://LOCALHOST:1/v1",
    ],
)
def test_addresses_of_this_machine_are_known_by_number_and_by_its_own_name(url: str) -> None:
    assert is_this_machine(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1",
        "http://0.0.0.0:8000",
        "http://localhost.example",
        "http://model.localhost",  # who answers for it is up to a resolver
        "http://127.0.0.1.example",
        "http://user@example:8000",
        "http://[::1",
        "",
    ],
)
def test_any_other_address_is_elsewhere(url: str) -> None:
    assert not is_this_machine(url)
