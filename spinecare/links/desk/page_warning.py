"""What an editor sees of dead links when opening a page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from ..models.link import dead_on
from .link_report import may_see_links

NAMED = 3


def warn_of_dead_links(request: HttpRequest, page: Page) -> None:
    """The hook `before_edit_page`."""
    if request.method != "GET":
        return
    dead = list(dead_on(page.pk))
    if not dead:
        return
    words = ngettext(
        "A link on this page is dead: %(which)s", "%(count)d links on this page are dead: %(which)s", len(dead)
    )
    which = _("; ").join(_named(use.text, use.place) for use in dead[:NAMED])
    more = _(", and more.") if len(dead) > NAMED else "."
    report = f"{reverse('links:report')}?page={page.pk}"
    buttons = [messages.button(report, _("See its links"))] if may_see_links(request.user) else None
    messages.warning(request, words % {"count": len(dead), "which": f"{which}{more}"}, buttons=buttons)


def _named(text: str, place: str) -> str:
    return _("“%(text)s” in %(place)s") % {"text": text, "place": place} if text else place
