"""Is an address on this machine? Decides whether a proxy may be asked and whether a connection must be protected."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_this_machine(url: str) -> bool:
    """Whether the host of an address is this machine by its own name or number; no name is looked up.

    >>> is_this_machine("http://127.0.0.1:8000"), is_this_machine("http://[::1]:8000"), is_this_machine("http://甲.cn")
    (True, True, False)
    """
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
