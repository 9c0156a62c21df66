"""People to ask, as the registry names them, with numbers and addresses a phone can use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext

from ..registry.record import Person

# What is left of a telephone number when all that only makes it readable is gone, and how long the longest may be.
READABLE = re.compile(r"[\s().\-/·‐-―]+")
DIALED = re.compile(r"\+?[0-9]{5,15}")
MAIL = re.compile(r"[^\s@<>\"'(),:;]+@[^\s@<>\"'(),:;]+\.[^\s@<>\"'(),:;]+")
INVESTIGATOR = "PRINCIPAL_INVESTIGATOR"


@dataclass(frozen=True)
class Contact:
    """Somebody to ring or write to. dial and mail are addresses of links, "" where there is nothing to tap."""

    name: str
    role: str
    phone: str
    extension: str
    dial: str
    email: str
    mail: str


def contact(person: Person, *, is_sample: bool = False) -> Contact:
    """A made-up person can be neither rung nor written to, so there is nothing to tap."""
    return Contact(
        name=person.name or gettext("Study team"),
        role=gettext("leads the study there") if person.role == INVESTIGATOR else "",
        phone=person.phone,
        extension=person.phone_extension,
        dial="" if is_sample else dial(person.phone),
        email=person.email,
        mail="" if is_sample else mail(person.email),
    )


def reachable(people: Iterable[Person], *, is_sample: bool = False) -> tuple[Contact, ...]:
    """Those of the people who can be rung or written to, each once."""
    found = (contact(person, is_sample=is_sample) for person in people if person.phone or person.email)
    return tuple(dict.fromkeys(found))


def dial(phone: str) -> str:
    """The address a phone dials. "" for what is no single number."""
    digits = READABLE.sub("", phone)
    return f"tel:{digits}" if DIALED.fullmatch(digits) else ""


def mail(email: str) -> str:
    """The address a mail program opens. "" for what is no mail address."""
    return f"mailto:{quote(email.strip(), safe='@+')}" if MAIL.fullmatch(email.strip()) else ""
