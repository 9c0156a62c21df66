"""Letters that leave once a day, in the morning: whose turn it is, and what happens to a day that went wrong."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

IN_THE_MORNING = datetime.time(6)
# After so long without an end, a round has died, or its mail server did not answer: the next begins.
PATIENCE = datetime.timedelta(hours=1)


class DailyRound(models.Model):
    """Abstract: the letters of one day. While it has begun and not ended, it is also the lock."""

    day = models.DateField(_("day"), unique=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    letters = models.PositiveIntegerField(_("letters sent"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.day)

    @classmethod
    def is_due(cls, now: datetime.datetime) -> bool:
        """Whether the letters of this day are still to be sent, in local time. What went wrong waits for an hour."""
        if now.time() < IN_THE_MORNING:
            return False
        done_or_going_on = Q(finished_at__isnull=False) | Q(started_at__gt=now - PATIENCE)
        return not cls.objects.filter(done_or_going_on, day=now.date()).exists()

    @classmethod
    def begin(cls, day: datetime.date) -> Self | None:
        """The round of this day, for whoever asks first. None while another process is at it."""
        now = timezone.now()
        found, created = cls.objects.get_or_create(day=day, defaults={"started_at": now})
        if created:
            return found
        is_free = Q(finished_at__isnull=False) | Q(started_at__lte=now - PATIENCE)
        if not cls.objects.filter(is_free, pk=found.pk).update(started_at=now, finished_at=None):
            return None
        found.refresh_from_db()
        return found

    def finish(self) -> None:
        self.finished_at = timezone.now()
        self.save(update_fields=["finished_at"])
