"""On which days reminders were sent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from spinecare.delivery.daily_round import DailyRound


class ReminderRound(DailyRound):
    """The reminders of one day."""

    class Meta:
        verbose_name = _("round of reminders")
        verbose_name_plural = _("rounds of reminders")
        ordering = ["-day"]
        default_permissions = ()
