"""What is said of a link when it is sent, from what the site knows today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from spinecare.core.origin import absolute
from spinecare.delivery.error_pages import kept_context

from ..leading import answers
from ..messages.message import LinkedPage, Message
from ..models import CareLink


def message_about(link: CareLink, sent: datetime.date | None = None) -> Message:
    """sent: a day for the address, so that readers learn what changed since."""
    ours = kept_context()
    label, phone = ours.phones[0] if ours.phones else ("", "")
    (answer,) = answers(CareLink.objects.filter(pk=link.pk))
    return Message(
        address=address_of(link, sent),
        center=ours.center_name,
        pages=tuple(LinkedPage(each.title, each.summary, each.section) for each in answer.entries),
        note=link.note,
        phone_label=label,
        phone=phone,
        emergency_number=ours.emergency_number,
        discreet=link.discreet,
    )


def address_of(link: CareLink, sent: datetime.date | None = None) -> str:
    """The whole address, as it stands on paper."""
    return absolute(f"{link.path}/{sent.isoformat()}" if sent else link.path)


@contextmanager
def language_of(link: CareLink) -> Iterator[None]:
    """What is sent speaks the language of its pages, whatever language the admin has."""
    with translation.override(link.items.first().destination.language):
        yield
