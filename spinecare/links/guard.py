"""Which machines may be asked. A link on a page must not make this site knock at doors inside its own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

Allows = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether a numeric address is out on the internet: not this machine, not the local network, nothing reserved."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


def numeric_addresses(host: str, port: int) -> list[str]:
    """The machines behind a name, best first. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
