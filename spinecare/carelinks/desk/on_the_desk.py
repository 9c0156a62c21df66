"""What of care links waits on an editor's desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spinecare.core.desk_items import DeskItem, Tone

from ..leaving.pages import without_a_place
from ..rights import LEAD


def on_the_desk(request: HttpRequest) -> list[DeskItem]:
    """Links in letters whose page is gone, or goes on a day that is set."""
    if not request.user.has_perm(LEAD):
        return []
    label = _("Links whose page is gone or about to go, and nobody said where they lead")
    return [DeskItem(label, len(without_a_place()), reverse("care_links:leaving"), Tone.SOON)]
