"""How often links were opened, and on which days. Nothing about who opened them."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spinecare.delivery.day_spool import TakenFile

from .care_link import CareLink

LATELY = datetime.timedelta(days=30)


class OpenedQuerySet(models.QuerySet):
    def lately(self) -> OpenedQuerySet:
        """In the last 30 days."""
        return self.filter(day__gt=timezone.localdate() - LATELY)

    def times(self) -> int:
        return self.aggregate(times=Sum("times"))["times"] or 0


class Opened(models.Model):
    """At least so often on this day: what could be a program was left out."""

    link = models.ForeignKey(CareLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="openings")
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)

    objects = OpenedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("openings of a link")
        verbose_name_plural = _("openings of links")
        ordering = ["link", "day"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="one_number_for_each_day")]

    def __str__(self) -> str:
        return f"{self.link}, {self.day}: {self.times}"


class TakenOpenings(TakenFile):
    """A file of openings that is counted."""

    class Meta:
        default_permissions = ()
