"""Writing down how pages are known, so that a link can still say what it was when its page is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from spinecare.core.models import BasePage

from .models import Destination

KNOWN = ("title", "summary", "address", "above")


def destination_of(page: Page) -> Destination:
    """The identity of a page, written down if links have not known it before."""
    destination, _is_new = Destination.objects.get_or_create(
        translation_key=page.translation_key,
        language=page.locale.language_code,
        defaults=_description(page.specific, [str(above.translation_key) for above in _above(page)]),
    )
    return destination


def learn() -> None:
    """See how every page that links lead to is called now, and where it stands, as long as it is there."""
    destinations = {(each.translation_key, each.language): each for each in Destination.objects.all()}
    keys = {key for key, _language in destinations}
    pages = list(Page.objects.live().filter(translation_key__in=keys).select_related("locale").specific())
    paths = {path for page in pages for path in _paths_above(page)}
    keys_at = dict(Page.objects.filter(path__in=paths).values_list("path", "translation_key"))
    changed = []
    for page in pages:
        destination = destinations.get((page.translation_key, page.locale.language_code))
        above = [str(keys_at[path]) for path in _paths_above(page) if path in keys_at]
        if destination is not None and _update(destination, _description(page, above)):
            changed.append(destination)
    Destination.objects.bulk_update(changed, KNOWN)


def _update(destination: Destination, description: dict[str, Any]) -> bool:
    """Whether anything about it is new."""
    before = {name: getattr(destination, name) for name in KNOWN}
    for name, value in description.items():
        setattr(destination, name, value)
    return before != description


def _description(page: Page, above: list[str]) -> dict[str, Any]:
    summary = page.summary if isinstance(page, BasePage) else ""
    return {"title": page.title, "summary": summary, "address": page.get_url() or "", "above": above}


def _above(page: Page) -> Iterable[Page]:
    """The pages above, the nearest first, without the root that nobody sees."""
    return page.get_ancestors().filter(depth__gt=1).order_by("-depth")


def _paths_above(page: Page) -> list[str]:
    """The tree paths of the pages above, the nearest first, without the root."""
    step = Page.steplen
    return [page.path[: step * depth] for depth in range(page.depth - 1, 1, -1)]
