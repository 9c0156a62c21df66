"""What whoever sends a page should know of it first, in plain words. Nothing here keeps anybody from sending it."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Page

from spinecare.signoff.models import SignedPage


def cautions(page: Page) -> list[str]:
    """About one live page, as its own class."""
    return [*_about_review(page), *_about_changes(page)]


def lacks_language(page: Page, language: str) -> str:
    """Said of a page that is there, but not in the language that was asked for."""
    words = {"wanted": language, "there": page.locale.get_display_name()}
    return _("There is no %(wanted)s version. Whoever opens it gets the page in %(there)s.") % words


def _about_review(page: Page) -> list[str]:
    if not isinstance(page, SignedPage) or not page.needs_sign_off:
        return []
    if not page.is_signed:
        return [_("No clinician has signed this page yet.")]
    if page.is_overdue:
        day = {"day": date_format(page.review_due, "DATE_FORMAT")}
        return [_("Its clinical review was due on %(day)s and has not been done.") % day]
    return []


def _about_changes(page: Page) -> list[str]:
    said = []
    if planned := page.scheduled_revision:
        said.append(_("It is about to change: a new version goes live on %(day)s.") % _day(planned.approved_go_live_at))
    elif page.current_workflow_task:
        said.append(_("It is about to change: a new version waits for sign-off."))
    elif page.has_unpublished_changes:
        said.append(_("It is about to change: somebody is writing a new version."))
    if page.expire_at:
        said.append(_("It is taken down on %(day)s.") % _day(page.expire_at))
    return said


def _day(moment: datetime.datetime) -> dict[str, str]:
    return {"day": date_format(localdate(moment), "DATE_FORMAT")}
