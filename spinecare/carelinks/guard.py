"""No page that links lead to is withdrawn or deleted before somebody has said where they are to lead.

It stands where every way of withdrawing a page ends, in `save()` and `delete()`. The admin asks its question before
(see `leaving`), so an editor meets it there and not here. A page that ends by itself on a day that was set is not held
back: out-of-date words must not stay for want of an answer. Its links explain that it is gone, and the question stays
on the desk.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from .describing import destination_of
from .models import Destination


class LinksNotLedElsewhere(PermissionDenied):
    """Links lead to this page, and nobody has said where they should lead without it."""

    def __init__(self, destination: Destination) -> None:
        super().__init__(
            _("Links in letters and emails lead to “%(title)s”. Say first where they should lead.")
            % {"title": destination.title}
        )
        self.destination = destination


def unanswered(pages: Iterable[Page]) -> list[Destination]:
    """Of these pages, those that links lead to while nobody has said where instead."""
    return [each for each in Destination.objects.of(*pages).linked() if not each.is_answered]


def answer(destination: Destination, instead: Page | None, by: AbstractBaseUser | None = None) -> None:
    """Say where the links to a page are to lead without it: to another page, or, with None, to an explanation."""
    led_to = destination_of(instead) if instead else None
    if led_to == destination:
        raise ValueError("A page cannot stand in its own place.")
    destination.answer = Destination.Answer.LEAD if led_to else Destination.Answer.EXPLAIN
    destination.leads_to = led_to
    destination.answered_at, destination.answered_by = timezone.now(), by
    destination.save()


def refuse_to_withdraw(page: Page) -> None:
    """Raises LinksNotLedElsewhere when the page is live, is not just ending by itself, and nobody has answered."""
    if page.expired or not (open_questions := unanswered([page])):
        return
    if Page.objects.filter(pk=page.pk, live=True).exists():
        raise LinksNotLedElsewhere(open_questions[0])


def refuse_to_delete(page: Page) -> None:
    """Raises LinksNotLedElsewhere when nobody has answered."""
    if open_questions := unanswered([page]):
        raise LinksNotLedElsewhere(open_questions[0])


def forget_answer(page: Page) -> None:
    """What was decided for the last time it went does not hold for the next."""
    for destination in Destination.objects.of(page).exclude(answer=""):
        destination.answer, destination.leads_to = "", None
        destination.answered_at = destination.answered_by = None
        destination.save()
