"""Pages with links on them, published as an editor would."""

from __future__ import annotations

from django.apps import apps
from wagtail.models import Page

from spinecare.links.models import Link, LinkUse


def standard_page(title: str, body: str = "", *, live: bool = True) -> Page:
    """A plain page below the home page, with one section of running text."""
    model, home = apps.get_model("home", "StandardPage"), apps.get_model("home", "HomePage").objects.get()
    page = model(title=title, summary="A made-up page.", live=live)
    page.sections = section(body) if body else []
    home.add_child(instance=page)
    return model.objects.get(pk=page.pk)


def section(body: str) -> list[tuple[str, dict]]:
    from wagtail.rich_text import RichText

    return [("section", {"heading": "About", "content": [("prose", RichText(body))]})]


def to_page(page_id: int, text: str = "the page") -> str:
    return f'<p>See <a linktype="page" id="{page_id}">{text}</a>.</p>'


def to_address(address: str, text: str = "the site") -> str:
    return f'<p>See <a href="{address}">{text}</a>.</p>'


def link(address: str) -> Link:
    return Link.objects.get(address=address)


def uses_on(page: Page) -> list[LinkUse]:
    return list(LinkUse.objects.filter(page_id=page.pk).select_related("link").order_by("pk"))
