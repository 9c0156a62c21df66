"""From what an editor wrote to the address a link is filed under."""

from __future__ import annotations

from enum import Enum
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from requests.utils import requote_uri

from spinecare.core.origin import origin

LONGEST_ADDRESS = 2000
PAGE, DOCUMENT = "page:", "document:"
WEB, USUAL_PORTS = ("http", "https"), (80, 443)


class Whereto(Enum):
    """Whether a link stays on this site."""

    INTERNAL = "internal"
    EXTERNAL = "external"


def filed(target: str) -> tuple[Whereto, str] | None:
    """The address to file a link under, or None for what nobody can check: mail, telephone, a place on the same page.

    A place on another page is left off: "/treatments/#costs" is filed with "/treatments/".
    """
    target = target.strip()
    if target.startswith((PAGE, DOCUMENT)):
        return Whereto.INTERNAL, target
    if not target or target.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(f"{origin()}/", target))
        is_here = _place(parts) == _place(urlsplit(origin()))
    except ValueError:
        # Half an address, such as "http://[": it opens nothing, and says so when it is checked.
        return Whereto.EXTERNAL, target[:LONGEST_ADDRESS]
    if parts.scheme not in WEB:
        return None
    if is_here:
        return Whereto.INTERNAL, _written(("", "", parts.path or "/", parts.query, ""))
    return Whereto.EXTERNAL, _written((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def _place(parts: SplitResult) -> tuple[str | None, int | None]:
    """Host and port. With http and with https it is the same site."""
    return parts.hostname, None if parts.port in USUAL_PORTS else parts.port


def _written(pieces: tuple[str, str, str, str, str]) -> str:
    """In the letters an address may have, so that it is filed once however it was typed."""
    return requote_uri(urlunsplit(pieces))[:LONGEST_ADDRESS]


def number_in(address: str) -> int:
    """The number in "page:5". 0 when there is none, which is the number of nothing."""
    text = address.partition(":")[2]
    return int(text) if text.isdecimal() and len(text) < 19 else 0
