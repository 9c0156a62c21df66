"""Countries and towns in words."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext

from ..registry.countries import name_of


def country(code: str, as_written: str = "") -> str:
    """A country's name in the reader's language. What we do not know the code of is shown as the registry writes it."""
    return name_of(code, get_language() or "en") if code else as_written


def town(city: str, state: str = "") -> str:
    """ "Houston, Texas". Many sites have nothing else by which to know them."""
    return gettext(", ").join(filter(None, (city, state)))


def sites_and_countries(sites: int, countries: int) -> str:
    """ "12 sites in 3 countries"."""
    counted = ngettext("%(count)d site", "%(count)d sites", sites) % {"count": sites}
    if countries < 2:
        return counted
    where = ngettext("%(count)d country", "%(count)d countries", countries) % {"count": countries}
    return gettext("%(sites)s in %(countries)s") % {"sites": counted, "countries": where}
