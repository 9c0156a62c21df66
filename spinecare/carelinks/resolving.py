"""From an address that somebody writes down to the page at it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from spinecare.core.origin import origin
from spinecare.core.routing import page_at

from .making import Chosen


def chosen(address: str, section: str = "") -> Chosen:
    """The page at a path or a whole address of this site, and a section, which may stand behind a # in the address.

    Raises ValidationError where there is no such page.
    """
    parts = urlsplit(address.strip())
    if parts.netloc and parts.netloc.lower() != urlsplit(origin()).netloc.lower():
        raise ValidationError(_("“%(address)s” is not on this site."), params={"address": address})
    page = page_at(unquote(parts.path))
    if page is None:
        raise ValidationError(_("There is no page at “%(address)s”."), params={"address": address})
    return Chosen(page, section or unquote(parts.fragment))
