"""The pages that are picked, as the composer shows them and as the link will open them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Page

from ..making import Chosen, sections_of
from .cautions import cautions, lacks_language
from .finding_pages import public
from .picks import Pick, Picks


@dataclass(frozen=True)
class Row:
    """One page. number: of the page that was picked; `page` may be its translation."""

    number: int
    page: Page
    anchor: str
    sections: Mapping[str, str]
    cautions: tuple[str, ...]
    place: int

    @property
    def chosen(self) -> Chosen:
        return Chosen(self.page, self.anchor)


def rows(picks: Picks, language: str) -> list[Row]:
    """In their order, in the language asked for where they have it. What readers cannot open is left out."""
    pages = public(picks.numbers)
    there = [pick for pick in picks.picks if pick.number in pages]
    return [_row(pick, pages[pick.number], language, place) for place, pick in enumerate(there)]


def _row(pick: Pick, page: Page, language: str, place: int) -> Row:
    found = page if not language or page.locale.language_code == language else _translation(page, language)
    lack = () if found else (lacks_language(page, dict(settings.WAGTAIL_CONTENT_LANGUAGES)[language]),)
    page = found or page
    sections = sections_of(page)
    anchor = pick.anchor if pick.anchor in sections else ""
    return Row(pick.number, page, anchor, sections, (*lack, *cautions(page)), place)


def _translation(page: Page, language: str) -> Page | None:
    other = page.get_translations().filter(locale__language_code=language).first()
    return public([other.pk]).get(other.pk) if other else None
