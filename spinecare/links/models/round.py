"""Rounds: when links were last gathered and asked, so that a missed or broken-off round is made up for."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkRound(models.Model):
    """One round. Without an end it was broken off, or goes on."""

    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    gathered = models.BooleanField(_("pages were read"), default=False)
    asked = models.PositiveIntegerField(_("addresses asked"), default=0)

    KEPT = 100

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("round of the link checker")
        verbose_name_plural = _("rounds of the link checker")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    @classmethod
    def begin(cls, now: datetime.datetime, *, gathers: bool) -> LinkRound:
        """A new round. The oldest ones go."""
        begun = cls.objects.create(started_at=now, gathered=gathers)
        cls.objects.filter(pk__lte=begun.pk - cls.KEPT).delete()
        return begun
