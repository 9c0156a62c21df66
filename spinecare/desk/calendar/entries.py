"""What stands on the days of a month: reviews that are due, and what goes live or is withdrawn by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Revision

from ..reviewed_objects import Reviewed, reviewed_objects, signed_models
from ..rights import edit_addresses
from .month import Month


class Kind(StrEnum):
    REVIEW = "review"
    GOES_LIVE = "goes-live"
    ENDS = "ends"


LABELS = {Kind.REVIEW: _("Review due"), Kind.GOES_LIVE: _("Goes live"), Kind.ENDS: _("Is withdrawn")}


@dataclass(frozen=True)
class Entry:
    """One thing on one day. `address`: where it is edited, or "" for whoever may not. `time`: None for a whole day."""

    day: datetime.date
    kind: Kind
    title: str
    address: str = ""
    time: datetime.time | None = None

    @property
    def label(self) -> Any:
        return LABELS[self.kind]


def entries(month: Month, user: AbstractBaseUser) -> list[Entry]:
    """All of a month, in its order."""
    found = [*_reviews(month, user), *_going_live(month, user), *_ending(month, user)]
    return sorted(found, key=lambda each: (each.day, each.time or datetime.time.min, each.title.casefold()))


def _reviews(month: Month, user: AbstractBaseUser) -> Iterable[Entry]:
    due: list[Reviewed] = [text for text in reviewed_objects() if text.review_due and text.review_due in month]
    addresses = edit_addresses(user, due)
    return [Entry(text.review_due, Kind.REVIEW, text.title, addresses.get(text.key, "")) for text in due]


def _going_live(month: Month, user: AbstractBaseUser) -> Iterable[Entry]:
    revisions = Revision.objects.filter(approved_go_live_at__range=_moments(month))
    found = revisions.select_related("content_type").defer("content").prefetch_related("content_object")
    for revision in found:
        if revision.content_object is not None:
            yield _timed(Kind.GOES_LIVE, revision.content_object, revision.approved_go_live_at, user)


def _ending(month: Month, user: AbstractBaseUser) -> Iterable[Entry]:
    """Live pages and signed objects with a day on which they go."""
    kinds: list[type[models.Model]] = [Page, *(model for model in signed_models() if not issubclass(model, Page))]
    for model in kinds:
        for found in model._base_manager.filter(live=True, expire_at__range=_moments(month)):
            yield _timed(Kind.ENDS, found, found.expire_at, user)


def _timed(kind: Kind, found: models.Model, at: datetime.datetime, user: AbstractBaseUser) -> Entry:
    local = timezone.localtime(at)
    address = AdminURLFinder(user).get_edit_url(found) or ""
    return Entry(local.date(), kind, str(found), address, local.time())


def _moments(month: Month) -> tuple[datetime.datetime, datetime.datetime]:
    """The first and the last moment of a month, in local time."""
    return tuple(
        timezone.make_aware(datetime.datetime.combine(day, time))
        for day, time in ((month.first, datetime.time.min), (month.last, datetime.time.max))
    )
