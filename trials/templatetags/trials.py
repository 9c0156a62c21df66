"""Trials on the pages of other rooms: `{% open_trials page as trials %}` and `{% open_trial_count as trials %}`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.template import Library
from wagtail.models import Page
from wagtail.query import PageQuerySet

from ..models import Study, TrialPage
from ..models.study import OPEN, SAMPLE_NUMBERS

register = Library()
SHOWN = 4
SAMPLE = Q(study__nct_id__startswith=SAMPLE_NUMBERS)
# What a page is called where a trial names it, and in the addresses of the finder.
LINKED_BY = {"tumortypepage": ("tumor_types", "type"), "treatmentpage": ("treatments", "treatment")}


@dataclass(frozen=True)
class OpenTrials:
    """Open trials about a page. shown: the newest; made-up ones only while there is no real one.

    number, samples: how many there are, real and made up. address: where the finder lists the real ones.
    """

    shown: tuple[TrialPage, ...]
    number: int
    samples: int
    address: str


@dataclass(frozen=True)
class OpenCount:
    """How many trials look for people now, and how many made-up ones do as if."""

    number: int
    samples: int


@register.simple_tag
def open_trials(page: Page) -> OpenTrials:
    """The open trials about a treatment or a tumor type. One query, and one more where there are any."""
    field, parameter = LINKED_BY[page._meta.model_name]
    about = _open_pages().filter(**{field: page.pk})
    counted = _counted(about)
    of_one_kind = about.filter(~SAMPLE if counted.number else SAMPLE)
    return OpenTrials(
        shown=tuple(_newest(of_one_kind)) if counted.number or counted.samples else (),
        number=counted.number,
        samples=counted.samples,
        address=f"/trials/?{parameter}={page.slug}&status=recruiting",
    )


@register.simple_tag
def open_trial_count() -> OpenCount:
    """How many trials are open today. One query."""
    return _counted(_open_pages())


def _open_pages() -> PageQuerySet:
    gone = (Study.State.GONE, Study.State.MERGED)
    pages = TrialPage.objects.live().filter(view_restrictions=None)
    return pages.filter(study__status=OPEN).exclude(study__state__in=gone)


def _counted(pages: PageQuerySet) -> OpenCount:
    return OpenCount(**pages.aggregate(number=Count("pk", filter=~SAMPLE), samples=Count("pk", filter=SAMPLE)))


def _newest(pages: PageQuerySet) -> PageQuerySet:
    return (
        pages.select_related("study")
        .defer_streamfields()
        .defer("study__raw", "study__search_words")
        .order_by("-study__opened_on", "study__nct_id")[:SHOWN]
    )
