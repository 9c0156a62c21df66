"""Bring every link that readers can meet into the list: one entry for each address, one for each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from spinecare.core.models import CenterSettings

from .found import FoundLink, registered_links
from .models import Link, LinkUse
from .reading import links_in, links_on
from .targets import filed

PAGES_AT_ONCE = 100
ROWS_AT_ONCE = 500

# Link, page, place, text, content path, address to mend it at: what makes a use the same as before.
Key = tuple[int, int | None, str, str, str, str]


def gather() -> None:
    """Read every live page, and what stands on all of them."""
    # All of it before the first word is written: an editor who saves meanwhile need not wait.
    found = list(_everything())
    with transaction.atomic():
        _keep(found, LinkUse.objects.all())
        forget_unused()


def gather_page(page: Page) -> None:
    """Read one page that has just been published."""
    found = list(links_on(page.specific))
    with transaction.atomic():
        _keep(found, LinkUse.objects.filter(page_id=page.pk))
        forget_unused()


def forget_unused() -> None:
    """Addresses that no page leads to any more. What an editor has said about one is kept, in case it comes back."""
    Link.objects.filter(uses=None, ignored=False).delete()


def _everything() -> Iterator[FoundLink]:
    pages = Page.objects.live().public().order_by("pk").values_list("pk", flat=True)
    ids = list(pages)
    for start in range(0, len(ids), PAGES_AT_ONCE):
        for page in Page.objects.filter(pk__in=ids[start : start + PAGES_AT_ONCE]).specific():
            yield from links_on(page)
    yield from _in_the_center()
    yield from registered_links()


def _in_the_center() -> Iterator[FoundLink]:
    """The menus and the foot, which stand on every page."""
    center = CenterSettings.load()
    edit_url = reverse("wagtailsettings:edit", args=["core", "centersettings", center.pk])
    for found in links_in(center):
        place = _("Every page: %(place)s") % {"place": found.place}
        yield FoundLink(found.target, place, found.text, None, found.content_path, edit_url)


def _keep(found: Iterable[FoundLink], held: QuerySet[LinkUse]) -> None:
    """Make what is held the same as what was found. What has not changed is not written."""
    wanted = {}
    for each in found:
        if address := filed(each.target):
            kind, target = address
            wanted[(target, each)] = kind
    links = _links({target: kind.value for (target, _each), kind in wanted.items()})
    uses = list(dict.fromkeys(_key(links[target].pk, each) for target, each in wanted))
    known = set(uses)
    kept: set[Key] = set()
    gone = []
    for use in held:
        key = (use.link_id, use.page_id, use.place, use.text, use.content_path, use.edit_url)
        if key in known and key not in kept:
            kept.add(key)
        else:
            gone.append(use.pk)
    LinkUse.objects.filter(pk__in=gone).delete()
    new = [key for key in uses if key not in kept]
    LinkUse.objects.bulk_create([_use(key) for key in new], batch_size=ROWS_AT_ONCE)


def _key(link_id: int, found: FoundLink) -> Key:
    return (link_id, found.page, found.place, found.text, found.content_path, found.edit_url)


def _use(key: Key) -> LinkUse:
    link_id, page_id, place, text, content_path, edit_url = key
    return LinkUse(
        link_id=link_id, page_id=page_id, place=place, text=text, content_path=content_path, edit_url=edit_url
    )


def _links(kinds: dict[str, str]) -> dict[str, Link]:
    """The entry of each address, made where there was none."""
    new = [Link(address=address, kind=kind) for address, kind in kinds.items()]
    Link.objects.bulk_create(new, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    found: dict[str, Link] = {}
    addresses = list(kinds)
    for start in range(0, len(addresses), ROWS_AT_ONCE):
        for link in Link.objects.filter(address__in=addresses[start : start + ROWS_AT_ONCE]):
            found[link.address] = link
    return found
