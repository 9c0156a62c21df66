"""What an editor sees of letters and leaflets when opening a page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from ..models import Destination
from ..reliance import relied_on_by
from ..rights import MAKE
from .screens import LIST


def say_who_relies_on(request: HttpRequest, page: Page) -> None:
    """The hook `before_edit_page`. Says nothing of links that stand in no letter, leaflet or the like."""
    if request.method != "GET":
        return
    for destination in Destination.objects.of(page):
        reliance = relied_on_by(destination)
        if reliance.uses:
            words = ngettext("%(what)s points here.", "%(what)s point here.", sum(reliance.by_kind.values()))
            messages.info(request, words % {"what": reliance.in_words}, buttons=_buttons(request, page))


def _buttons(request: HttpRequest, page: Page) -> list | None:
    if not request.user.has_perm(MAKE):
        return None
    return [messages.button(f"{reverse(LIST)}?page={page.pk}", _("See which"))]
