"""What the registry says about a study. Editors' words live on a page of their own and never share a row with this."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Study(models.Model):
    """One registry record: the raw answer, and the few values the site shows, copied out of it.

    Source of the terms: ClinicalTrials.gov, data structure of its API version 2.
    """

    class Status(models.TextChoices):
        NOT_YET_RECRUITING = "NOT_YET_RECRUITING", _("Not open yet")
        RECRUITING = "RECRUITING", _("Open: looking for people to take part")
        ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION", _("Open by invitation")
        ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING", _("Under way: no longer looking for people")
        SUSPENDED = "SUSPENDED", _("Paused")
        COMPLETED = "COMPLETED", _("Finished")
        TERMINATED = "TERMINATED", _("Stopped early")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn before it began")
        UNKNOWN = "UNKNOWN", _("Not known: the record has not been checked for a long time")

    class Phase(models.TextChoices):
        EARLY_PHASE1 = "EARLY_PHASE1", _("Early phase 1")
        PHASE1 = "PHASE1", _("Phase 1")
        PHASE2 = "PHASE2", _("Phase 2")
        PHASE3 = "PHASE3", _("Phase 3")
        PHASE4 = "PHASE4", _("Phase 4")
        NOT_APPLICABLE = "NA", _("No phase: the study does not test a drug")

    nct_id = models.CharField(
        _("registry number"), max_length=11, unique=True, validators=[RegexValidator(r"^NCT[0-9]{8}$")]
    )
    brief_title = models.CharField(_("title in the registry"), max_length=300)
    status = models.CharField(_("status"), max_length=40, choices=Status.choices)
    phases = models.JSONField(_("phases"), default=list, blank=True)
    registry_updated_on = models.DateField(_("updated in the registry on"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("copied by us at"))
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Made up to show the site. Not a real study.")
    )
    raw = models.JSONField(_("registry record"), default=dict)

    class Meta:
        verbose_name = _("registry record")
        verbose_name_plural = _("registry records")
        ordering = ["nct_id"]

    def __str__(self) -> str:
        return f"{self.nct_id} {self.brief_title}"

    @property
    def registry_address(self) -> str:
        """Where the registry shows it."""
        return f"https://clinicaltrials.gov/study/{self.nct_id}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.RECRUITING

    @property
    def list_label(self) -> str:
        """What stands over it in a list. A sample must not raise hope by a status."""
        if self.is_sample:
            return _("Sample, not a real trial")
        return f"{self.get_status_display()}. {self.nct_id}"

    @property
    def phase_words(self) -> str:
        """The phases in words. A phase we do not know is shown as the registry writes it."""
        known = dict(self.Phase.choices)
        return " / ".join(str(known.get(phase, phase)) for phase in self.phases)
