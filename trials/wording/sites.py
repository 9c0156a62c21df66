"""Where a study takes place: the sites a reader could go to first, by country and town, then the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext, ngettext

from ..registry.record import Record, Site
from . import status
from .contacts import Contact, reachable
from .places import country, sites_and_countries, town

RECRUITING = "RECRUITING"
# Up to so many open sites stand open one below the other; more are folded up by country.
SHOWN_AT_ONCE = 12
# With more open sites than this their telephone numbers would make the page too heavy for a bad phone.
WITH_CONTACTS = 100
# What the registry calls a site that does not want to be named. The town is all there is to tell.
NAMELESS = ("research site", "investigational site")


@dataclass(frozen=True)
class Place:
    """A site, or several that the registry tells nothing apart by. status: in words, where it differs."""

    name: str
    status: str
    tone: str
    contacts: tuple[Contact, ...]
    number: int = 1


@dataclass(frozen=True)
class Town:
    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Country:
    name: str
    count: str
    towns: tuple[Town, ...]


@dataclass(frozen=True)
class Where:
    """offered: where a reader could go. others: the rest. summary: how many in words, or that there are none.

    is_long: too many to show at once. without_contacts: the numbers of the sites are left out for their weight.
    """

    summary: str
    offered: tuple[Country, ...]
    others: tuple[Country, ...]
    others_words: str
    is_long: bool
    without_contacts: bool

    @property
    def has_contacts(self) -> bool:
        """Whether somebody to ask stands beside a site."""
        return any(place.contacts for country in self.offered for each in country.towns for place in each.places)

    @property
    def towns(self) -> tuple[str, ...]:
        """Every town a reader could go to, with its country where there are several."""
        several = len(self.offered) > 1
        return tuple(
            f"{each.name}, {country.name}" if several and country.name else each.name
            for country in self.offered
            for each in country.towns
        )


def where(record: Record, *, is_open: bool, is_sample: bool = False) -> Where:
    """is_open: whether it makes sense to ask about taking part."""
    offered = [site for site in record.sites if is_offered(record, site)]
    others = [site for site in record.sites if not is_offered(record, site)]
    without_contacts = len(offered) > WITH_CONTACTS
    return Where(
        summary=summary(record, is_open=is_open),
        offered=_countries(offered, record, with_contacts=is_open and not without_contacts, is_sample=is_sample),
        others=_countries(others, record, with_contacts=False, is_sample=is_sample),
        others_words=_not_open(len(others)),
        is_long=len(offered) > SHOWN_AT_ONCE,
        without_contacts=without_contacts and is_open,
    )


def is_offered(record: Record, site: Site) -> bool:
    """Whether a reader could go there: of a study that looks for people, only a site that does."""
    return record.status != RECRUITING or site.status in (RECRUITING, "")


def summary(record: Record, *, is_open: bool) -> str:
    """ "12 sites looking for people, in 3 countries", in one line."""
    offered = [site for site in record.sites if is_offered(record, site)]
    if not record.sites:
        return gettext("The registry lists no site.")
    if not offered:
        return gettext("No site is looking for people now.")
    countries = len({site.country_code or site.country for site in offered if site.country_code or site.country})
    if record.status != RECRUITING or not is_open:
        return sites_and_countries(len(offered), countries)
    counted = ngettext("%(count)d site looking for people", "%(count)d sites looking for people", len(offered)) % {
        "count": len(offered)
    }
    if countries < 2:
        return counted
    named = ngettext("%(count)d country", "%(count)d countries", countries) % {"count": countries}
    return gettext("%(sites)s, in %(countries)s") % {"sites": counted, "countries": named}


def _not_open(number: int) -> str:
    return ngettext(
        "%(count)d site that is not looking for people now",
        "%(count)d sites that are not looking for people now",
        number,
    ) % {"count": number}


def _countries(sites: Sequence[Site], record: Record, *, with_contacts: bool, is_sample: bool) -> tuple[Country, ...]:
    """In the order in which the registry first names the countries, towns by state and name."""
    names = {site: country(site.country_code, site.country) for site in sites}
    return tuple(
        Country(
            name=name,
            count=sites_and_countries(len(group), 1),
            towns=_towns(group, record, with_contacts=with_contacts, is_sample=is_sample),
        )
        for name in dict.fromkeys(names.values())
        if (group := [site for site in sites if names[site] == name])
    )


def _towns(sites: Sequence[Site], record: Record, *, with_contacts: bool, is_sample: bool) -> tuple[Town, ...]:
    ordered = sorted(sites, key=_by_town)
    return tuple(
        Town(
            name=town(*reversed(key)) or gettext("Town not stated"),
            places=_merged([_place(site, record, with_contacts, is_sample) for site in group]),
        )
        for key, group in groupby(ordered, key=_by_town)
    )


def _by_town(site: Site) -> tuple[str, str]:
    return site.state, site.city


def _place(site: Site, record: Record, with_contacts: bool, is_sample: bool) -> Place:
    differs = bool(site.status) and site.status != record.status
    return Place(
        name="" if site.facility.strip().lower() in NAMELESS else site.facility,
        status=status.label(site.status) if differs else "",
        tone=status.tone(site.status) if differs else "",
        contacts=reachable(site.contacts, is_sample=is_sample) if with_contacts else (),
    )


def _merged(places: Sequence[Place]) -> tuple[Place, ...]:
    """Places that nothing tells apart, counted."""
    return tuple(replace(place, number=places.count(place)) for place in dict.fromkeys(places))
