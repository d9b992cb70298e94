"""The server that the page runs in."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.web import server


@pytest.mark.parametrize(("proxies", "believed"), [("", False), ("10.0.0.1,10.1.0.0/16", True)])
def test_only_a_proxy_that_was_named_is_believed_about_the_sender(
    monkeypatch: pytest.MonkeyPatch, proxies: str, believed: bool
) -> None:
    seen: list[Any] = []
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setattr(server._Server, "run", lambda self, sockets: seen.append(self.config))
    with server.listener("127.0.0.1", 0) as listening:
        server.run(FastAPI(), listening, proxies)
    (config,) = seen
    config.load()
    app = config.loaded_app
    assert isinstance(app, ProxyHeadersMiddleware) == believed
    if believed:
        hosts = app.trusted_hosts
        assert [host in hosts for host in ("10.0.0.1", "10.1.2.3", "10.0.0.2", "127.0.0.1")] == [
            True,
            True,
            False,
            False,
        ]
