"""One run of the sync: what was asked, what came of it, and what was not as expected."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SyncRuns(models.QuerySet):
    def of_this_site(self) -> SyncRuns:
        """Runs over the registry of the settings. Those over the samples go on beside it, and say nothing about it."""
        return self.exclude(source=SyncRun.SAMPLES) if settings.REGISTRY_URL else self.filter(source=SyncRun.SAMPLES)

    def over_everything(self) -> SyncRuns:
        """Good runs that asked for all we follow and got the whole answer, were it that nothing is new."""
        answered = Q(is_complete=True) | Q(state=SyncRun.State.NOTHING_NEW)
        return self.filter(answered, state__in=SyncRun.GOOD, kind__in=SyncRun.WHOLE, finished_at__isnull=False)


class SyncRun(models.Model):
    """A run. While its state is RUNNING it is also the lock: the database lets only one row be so.

    A run whose process has died is taken up again by the next, from the last page it had kept.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        NOTHING_NEW = "nothing-new", _("Nothing new in the registry")
        WITH_ISSUES = "with-issues", _("Done, with issues")
        BRAKED = "braked", _("Stopped: too much would change")
        REFUSED = "refused", _("Refused by the registry")
        FAILED = "failed", _("Failed")
        ABANDONED = "abandoned", _("Broken off")

    class Kind(models.TextChoices):
        INCREMENTAL = "incremental", _("What changed since the last run")
        FULL = "full", _("Everything")
        SOME = "some", _("Some studies")
        FILE = "file", _("From a file")

    # What a run over the sample registry is filed under. It says nothing about real studies.
    SAMPLES = "samples"
    # Runs that brought the site up to date with the registry.
    GOOD = (State.DONE, State.NOTHING_NEW, State.WITH_ISSUES)
    # Runs that ask for all we follow.
    WHOLE = (Kind.INCREMENTAL, Kind.FULL)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RUNNING)
    source = models.CharField(_("source"), max_length=300, help_text=_("The registry's address, or the file."))
    # What was asked for, so that a broken run is only continued by one that asks the same.
    scope = models.JSONField(_("scope"), default=dict, blank=True)
    data_timestamp = models.CharField(_("data of"), max_length=40, blank=True)
    # Every page of every query came, so the next run need only ask for what changed since this one began.
    is_complete = models.BooleanField(_("complete"), default=False)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    heartbeat = models.DateTimeField(_("last sign of life"))
    process = models.CharField(_("process"), max_length=200, blank=True)
    seen = models.PositiveIntegerField(_("seen"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    message = models.TextField(_("what to know"), blank=True)

    objects = SyncRuns.as_manager()

    class Meta:
        verbose_name = _("registry run")
        verbose_name_plural = _("registry runs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="one_run_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.get_state_display()}"


class StagedPage(models.Model):
    """A page of the registry's answer, kept until it is applied. With it a broken run goes on where it stopped."""

    run = models.ForeignKey(SyncRun, verbose_name=_("run"), on_delete=models.CASCADE, related_name="staged_pages")
    query = models.CharField(_("query"), max_length=80)
    number = models.PositiveIntegerField(_("number"))
    studies = models.JSONField(_("studies"))
    next_token = models.TextField(_("token of the next page"), blank=True)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)

    class Meta:
        verbose_name = _("kept page of the registry")
        verbose_name_plural = _("kept pages of the registry")
        ordering = ["run", "query", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "query", "number"], name="one_page_once")]

    def __str__(self) -> str:
        return f"{self.query} {self.number}"


class SyncIssue(models.Model):
    """Something that was not as expected in one record."""

    run = models.ForeignKey(SyncRun, verbose_name=_("run"), on_delete=models.CASCADE, related_name="issues")
    nct_id = models.CharField(_("registry number"), max_length=11, blank=True)
    path = models.CharField(_("where"), max_length=300, blank=True)
    problem = models.CharField(_("problem"), max_length=200)
    value = models.TextField(_("as written"), blank=True)
    # The record could not be used at all, and what we had before still stands.
    is_failure = models.BooleanField(_("kept the record from being used"), default=False)

    class Meta:
        verbose_name = _("registry issue")
        verbose_name_plural = _("registry issues")
        ordering = ["run", "nct_id", "path"]

    def __str__(self) -> str:
        return f"{self.nct_id} {self.path}: {self.problem}"
