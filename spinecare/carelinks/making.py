"""Making links: from pages in an order to a code that nobody was ever given before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from spinecare.core.models import BasePage

from . import journal
from .codes import new_code
from .describing import destination_of
from .models import Alias, CareLink, Item

MOST_PAGES = 12


@dataclass(frozen=True)
class Chosen:
    """A page to lead to, and the anchor of a section on it, or ""."""

    page: Page
    anchor: str = ""


@dataclass(frozen=True)
class Wishes:
    """What a link is to be, beyond its pages."""

    heading: str = ""
    note: str = ""
    alias: str = ""
    discreet: bool = False


@transaction.atomic
def make_link(chosen: Sequence[Chosen], wishes: Wishes = Wishes(), by: AbstractBaseUser | None = None) -> CareLink:
    """A new link. Raises ValidationError, and makes nothing, for pages readers cannot open and names that are taken."""
    _refuse_unfit(chosen)
    link = CareLink(
        code=new_code(is_taken),
        heading=wishes.heading,
        note=wishes.note,
        discreet=wishes.discreet,
        made_by=by,
    )
    link.full_clean(exclude=["code"])
    link.save()
    for position, each in enumerate(chosen):
        Item.objects.create(
            link=link,
            destination=destination_of(each.page),
            anchor=each.anchor,
            section=sections_of(each.page).get(each.anchor, ""),
            position=position,
        )
    if wishes.alias:
        name_link(link, wishes.alias)
    journal.write_on_commit(link)
    return link


def name_link(link: CareLink, name: str) -> Alias:
    """Give a link a readable name. Raises ValidationError for a name that cannot be one, or was given before."""
    alias = Alias(link=link, name=name.strip().lower())
    alias.full_clean()
    if journal.has_alias(alias.name):
        raise ValidationError({"name": _("This name was given to a link before.")})
    alias.save()
    journal.write_on_commit(link)
    return alias


def is_taken(code: str) -> bool:
    """Whether a code was ever given: also one that a restored backup no longer knows."""
    return CareLink.objects.filter(code=code).exists() or journal.has_code(code)


def sections_of(page: Page) -> dict[str, str]:
    """What on a page can be linked to: anchor and heading, in reading order."""
    specific = page.specific
    if not isinstance(specific, BasePage):
        return {}
    sections = [*specific.shown_summary_parts, *specific.shown_sections]
    return {section.anchor: str(section.heading) for section in sections}


def _refuse_unfit(chosen: Sequence[Chosen]) -> None:
    if not chosen:
        raise ValidationError(_("Choose at least one page."))
    if len(chosen) > MOST_PAGES:
        raise ValidationError(_("A list can have %(most)s pages."), params={"most": MOST_PAGES})
    for each in chosen:
        if not each.page.live or not each.page.get_url():
            raise ValidationError(_("Readers cannot open “%(title)s” yet."), params={"title": each.page.title})
        if each.anchor and each.anchor not in sections_of(each.page):
            raise ValidationError(
                _("“%(title)s” has no section “%(anchor)s”."), params={"title": each.page.title, "anchor": each.anchor}
            )
