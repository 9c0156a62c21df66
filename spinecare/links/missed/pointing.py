"""What an editor decides about a missed address: where it leads from now on, or that it leads nowhere."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from ..models import MissedAddress
from .tidying import may_lead_on

POINT, IGNORE = "links.missed.point", "links.missed.ignore"


class CannotPoint(Exception):
    """It cannot be done. The message is for the editor."""


def point(missed: MissedAddress, page: Page, user: AbstractBaseUser) -> None:
    """Lead readers on for good. Done twice, the later page counts."""
    if not may_lead_on(missed.path):
        raise CannotPoint(_("A long number in this address has been left out, so nothing can lead on from it."))
    if not page.live:
        raise CannotPoint(_("“%(title)s” is not published. Readers would find nothing there either.") % {"title": page})
    with transaction.atomic():
        path = Redirect.normalise_path(missed.path)
        redirect = Redirect.objects.filter(old_path=path).first() or Redirect(old_path=path)
        redirect.redirect_page, redirect.redirect_link, redirect.is_permanent = page, "", True
        redirect.redirect_page_route_path = ""
        redirect.save()
        missed.state = MissedAddress.State.POINTED
        missed.save(update_fields=["state"])
        log(redirect, POINT, user=user, data={"path": path, "page": page.pk})


def ignore(missed: MissedAddress, user: AbstractBaseUser) -> None:
    if missed.state != MissedAddress.State.IGNORED:
        missed.state = MissedAddress.State.IGNORED
        missed.save(update_fields=["state"])
        log(missed, IGNORE, user=user)
