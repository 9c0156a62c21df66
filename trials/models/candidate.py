"""A study that a sync has found and nobody has put on the site yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Candidate(models.Model):
    """What an editor decides about a study. The registry's search is vague, so nothing reaches the site without one."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("To decide")
        ACCEPTED = "accepted", _("Accepted")
        SET_ASIDE = "set-aside", _("Set aside")

    study = models.OneToOneField(
        "trials.Study", verbose_name=_("study"), on_delete=models.PROTECT, related_name="candidate"
    )
    found_by = models.ManyToManyField(
        "trials.RegistryQuery", verbose_name=_("found by"), blank=True, related_name="candidates"
    )
    found_at = models.DateTimeField(_("found"))
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices, default=Decision.WAITING)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("trial candidate")
        verbose_name_plural = _("trial candidates")
        ordering = ["-found_at", "study__nct_id"]

    def __str__(self) -> str:
        return str(self.study)
