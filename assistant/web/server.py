"""A socket to listen on, and the server that speaks through it until it is told to stop."""

from __future__ import annotations

import errno
import socket

import uvicorn
from fastapi import FastAPI

from assistant.errors import UsageError

_SHUTDOWN_S = 3
"""Seconds that requests have to end when the server stops; streams are ended at once."""


def listener(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one. Raises UsageError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UsageError("port_taken", host=host, port=port) from error
        raise UsageError("cannot_listen", host=host, port=port, why=error.strerror) from error


def run(app: FastAPI, through: socket.socket, proxies: str = "") -> None:
    """Serve until a signal to stop. What these addresses say of who sent a request, and how, is believed.

    `proxies` is a list with commas, of addresses and networks; nobody is believed by default.
    """
    config = uvicorn.Config(
        app,
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_S,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or [],
    )
    _Server(config).run(sockets=[through])


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # An open page holds a stream that never ends by itself, and that uvicorn would wait for.
        for task in self.server_state.tasks:
            task.cancel()
        await super().shutdown(sockets)
