"""What the owners of letters and leaflets know of the pages behind them, and on which days they were written to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from spinecare.delivery.daily_round import DailyRound

from .destination import Destination
from .placement import Placement


class Told(models.Model):
    """How a page was when the owner of a placement last heard of it, or when the placement was written down.

    The columns are those of `telling.situation.Situation`. `at` changes with every letter: whoever writes the next one
    must have seen this one.
    """

    placement = models.ForeignKey(Placement, verbose_name=_("place"), on_delete=models.CASCADE, related_name="told")
    destination = models.ForeignKey(
        Destination, verbose_name=_("page"), on_delete=models.CASCADE, related_name="told_of"
    )
    page = models.ForeignKey(
        Destination, verbose_name=_("opened page"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_gone = models.BooleanField(_("is gone"), default=False)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    change = models.PositiveBigIntegerField(_("newest change"), default=0)
    overdue_since = models.DateField(_("overdue since"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("what an owner was told")
        verbose_name_plural = _("what owners were told")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["placement", "destination"], name="one_state_for_each_place")]

    def __str__(self) -> str:
        return f"{self.placement}: {self.destination}"


class TellingRound(DailyRound):
    """The letters to owners of one day."""

    class Meta:
        verbose_name = _("round of letters to owners")
        verbose_name_plural = _("rounds of letters to owners")
        ordering = ["-day"]
        default_permissions = ()
