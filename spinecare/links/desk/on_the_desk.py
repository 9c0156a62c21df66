"""What of links waits on an editor's desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spinecare.core.desk_items import DeskItem, Tone

from ..models import Link, MissedAddress
from .missed_screens import LIST
from .permissions import LINKS, MISSED


def on_the_desk(request: HttpRequest) -> list[DeskItem]:
    """Links that lead nowhere, and addresses at which readers found nothing."""
    items = []
    if request.user.has_perm(LINKS):
        items.append(DeskItem(_("Broken links"), Link.objects.faulty().count(), reverse("links:report"), Tone.SOON))
    if request.user.has_perm(MISSED):
        missed = MissedAddress.objects.filter(state=MissedAddress.State.OPEN).still_missed().count()
        items.append(DeskItem(_("Missed addresses"), missed, reverse(LIST)))
    return items
