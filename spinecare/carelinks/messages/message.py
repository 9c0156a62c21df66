"""What staff send: one link, and what can be said about it. No database in here, and nothing about a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# Nothing that a mail program would encode or leave out of the link, such as a full stop at the end.
WHOLE_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._-]*[A-Za-z0-9])+")


@dataclass(frozen=True)
class LinkedPage:
    """One page of a link, with what is said of it elsewhere on the site. section: the part of it that is meant."""

    title: str
    summary: str
    section: str = ""


@dataclass(frozen=True)
class Message:
    """What is sent, on whatever channel.

    address: the whole address, as it stands on paper. center: whom the message is from.
    phone_label: who answers the phone. What is empty is left out.
    discreet: the message names neither page nor illness, for a phone or a letter that others see too.

    Raises ValueError for an address that would not survive every channel, and without a page.
    """

    address: str
    center: str
    pages: tuple[LinkedPage, ...]
    note: str = ""
    phone_label: str = ""
    phone: str = ""
    emergency_number: str = ""
    discreet: bool = False

    def __post_init__(self) -> None:
        if not WHOLE_ADDRESS.fullmatch(self.address):
            raise ValueError(f"Not an address that can be sent: {self.address!r}")
        if not self.pages:
            raise ValueError("A message without a page says nothing.")

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc
