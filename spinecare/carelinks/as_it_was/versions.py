"""Which words readers saw on a day: from Wagtail's log, where every publishing and every withdrawal stands."""

from __future__ import annotations

import datetime

from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from spinecare.signoff.models import Signed, SignOff

PUBLISHED, WITHDRAWN = "wagtail.publish", "wagtail.unpublish"


def revision_on(page: Page, day: datetime.date) -> Revision | None:
    """What was live at the end of a day. None when nothing was, or when it is no longer kept."""
    end = timezone.make_aware(datetime.datetime.combine(day, datetime.time.max))
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=(PUBLISHED, WITHDRAWN), timestamp__lte=end)
    last = entries.select_related("revision").order_by("-timestamp", "-pk").first()
    return None if last is None or last.action == WITHDRAWN else last.revision


def as_it_was(page: Page, day: datetime.date) -> Page | None:
    """The page with the words of a day, at its place of today. None when they are not kept.

    What it says of its review is what held then. The facts, terms and telephone numbers in it are today's, because they
    are objects of their own.
    """
    revision = revision_on(page, day)
    if revision is None:
        return None
    old = revision.as_object()
    if isinstance(old, Signed):
        _turn_back_clock(old, day)
    return old


def _turn_back_clock(page: Signed, day: datetime.date) -> None:
    whole = SignOff.about(page).filter(decision=SignOff.Decision.WHOLE, at__date__lte=day).first()
    page.reviewed_on = timezone.localdate(whole.at) if whole else None
    page.reviewed_by = whole.role if whole else ""
    page.review_due = whole.review_due if whole else None
    page.changed_on = None
