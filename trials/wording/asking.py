"""Whom to ask about a trial, while there is something to ask."""

from __future__ import annotations

from dataclasses import dataclass

from ..registry.record import Record
from .contacts import Contact, reachable
from .sites import Where


@dataclass(frozen=True)
class Asking:
    """is_open: whether it makes sense to ask about taking part. at_sites: contacts stand beside sites. left_out: there
    are too many sites to show theirs.

    sponsor, registry_address: who is left to ask where nobody is named. registry_address is "" for a made-up record.
    """

    is_open: bool
    contacts: tuple[Contact, ...]
    at_sites: bool
    left_out: bool
    sponsor: str
    registry_address: str
    is_sample: bool


def asking(record: Record, where: Where, *, is_open: bool, registry_address: str, is_sample: bool) -> Asking:
    return Asking(
        is_open=is_open,
        contacts=reachable(record.central_contacts, is_sample=is_sample) if is_open else (),
        at_sites=where.has_contacts,
        left_out=where.without_contacts,
        sponsor=record.lead_sponsor,
        registry_address=registry_address,
        is_sample=is_sample,
    )
