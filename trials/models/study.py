"""What the registry says about a study. Only a sync writes here; editors' words live on a page of their own."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..registry.dates import day_of
from ..registry.eligibility import Eligibility, split
from ..registry.numbers import is_sample
from ..registry.reading import read_record
from ..registry.record import Record

# Statuses of a study that people may join now, and of one they may ask about.
OPEN = "RECRUITING"
OPENING = "NOT_YET_RECRUITING"
# The registry does not use these numbers, so made-up studies have them.
SAMPLE_NUMBERS = "NCT9999"


class Study(models.Model):
    """One registry record: the raw answer, and the values the finder asks for, copied out of it.

    Everything else is read from `raw` when it is shown, through `record`. Source of the terms: ClinicalTrials.gov, data
    structure of its API version 2.
    """

    class State(models.TextChoices):
        """How the registry last answered for this number. A study is never deleted here."""

        LISTED = "listed", _("Listed")
        OUT_OF_SCOPE = "out-of-scope", _("Listed, but no longer found by our queries")
        MERGED = "merged", _("Merged into another entry")
        GONE = "gone", _("No longer in the registry")

    nct_id = models.CharField(_("registry number"), max_length=11, unique=True)
    state = models.CharField(_("in the registry"), max_length=20, choices=State.choices, default=State.LISTED)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    # The data dates on which the registry did not know the number, until it is taken for gone.
    missing_on = models.JSONField(_("not found on"), default=list, blank=True, editable=False)

    brief_title = models.TextField(_("title in the registry"), blank=True)
    acronym = models.TextField(_("short name"), blank=True)
    # As the registry writes it: it may one day write one we do not know.
    status = models.CharField(_("status"), max_length=100, db_index=True)
    study_type = models.CharField(_("type of study"), max_length=100, blank=True)
    phases = models.CharField(_("phases"), max_length=200, blank=True, help_text=_("Separated by spaces."))
    sex = models.CharField(_("who can take part"), max_length=40, blank=True)
    minimum_age_days = models.IntegerField(_("lowest age in days"), null=True, blank=True)
    maximum_age_days = models.IntegerField(_("highest age in days"), null=True, blank=True)
    countries = models.TextField(
        _("countries"), blank=True, help_text=_("Codes of ISO 3166-1, of the sites a reader could go to.")
    )
    conditions = models.TextField(_("conditions"), blank=True, help_text=_("One a line."))
    # What the words of a search are looked up in, beside the titles.
    search_words = models.TextField(_("words to find it by"), blank=True, editable=False)
    eligibility_form = models.CharField(_("form of the eligibility text"), max_length=10, blank=True)
    has_results = models.BooleanField(_("has results"), default=False)
    verified_on = models.DateField(_("checked by the study team"), null=True, blank=True)
    registry_updated_on = models.DateField(_("updated in the registry"), null=True, blank=True)
    first_posted_on = models.DateField(_("first posted in the registry"), null=True, blank=True)
    opened_on = models.DateField(
        _("open since"), null=True, blank=True, db_index=True, help_text=_("Empty while it does not look for people.")
    )

    raw = models.JSONField(_("registry record"), default=dict)
    content_digest = models.CharField(_("digest of the record"), max_length=64, blank=True)
    words_digest = models.CharField(_("digest of what plain words rest on"), max_length=64, blank=True)
    data_timestamp = models.CharField(_("data of"), max_length=40, blank=True)
    fetched_at = models.DateTimeField(_("copied by us"))
    # The last answer for it could not be used; the values above are those of an earlier one.
    is_stale = models.BooleanField(_("could not be refreshed"), default=False)

    class Meta:
        verbose_name = _("registry record")
        verbose_name_plural = _("registry records")
        ordering = ["nct_id"]

    def __str__(self) -> str:
        return f"{self.nct_id} {self.brief_title}"

    @cached_property
    def record(self) -> Record:
        """Everything the registry says, read from the raw record."""
        return read_record(self.raw).record or Record(nct_id=self.nct_id, status=self.status)

    @cached_property
    def eligibility(self) -> Eligibility:
        return split(self.record.eligibility)

    @property
    def registry_address(self) -> str:
        """Where the registry shows it."""
        return f"https://clinicaltrials.gov/study/{self.nct_id}"

    @property
    def is_sample(self) -> bool:
        """Made up to show the site. Not a real study."""
        return is_sample(self.nct_id)

    @property
    def version_in_use(self) -> StudySnapshot | None:
        """The kept version these values come from. A later one may be there only because it cannot be read."""
        return self.snapshots.filter(content_digest=self.content_digest).order_by("-pk").first()

    @property
    def is_open(self) -> bool:
        return self.status == OPEN and self.state in (self.State.LISTED, self.State.OUT_OF_SCOPE)

    @property
    def phase_list(self) -> list[str]:
        return self.phases.split()

    @property
    def country_list(self) -> list[str]:
        return self.countries.split()

    @property
    def data_date(self) -> datetime.date | None:
        """The day of the registry's data this copy is from."""
        return day_of(self.data_timestamp)


class StudyAlias(models.Model):
    """Another number the same study had. An address with it leads to the study's page."""

    nct_id = models.CharField(_("registry number"), max_length=11, unique=True)
    study = models.ForeignKey(Study, verbose_name=_("study"), on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("other number of a study")
        verbose_name_plural = _("other numbers of studies")

    def __str__(self) -> str:
        return self.nct_id


class StudySite(models.Model):
    """A place where a study takes part. Sites have no number, so those of a study are replaced as a set."""

    study = models.ForeignKey(Study, verbose_name=_("study"), on_delete=models.CASCADE, related_name="sites")
    position = models.PositiveIntegerField(_("position in the record"))
    status = models.CharField(_("status"), max_length=100, blank=True)
    city = models.TextField(_("city"), blank=True)
    state = models.TextField(_("state"), blank=True)
    country_code = models.CharField(_("country"), max_length=2, blank=True, db_index=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    place_words = models.TextField(_("words to find the place by"), blank=True)
    # Of a study that looks for people, only the sites that do; of any other, all.
    is_offered = models.BooleanField(_("a reader could go there"), default=True)

    class Meta:
        verbose_name = _("site of a study")
        verbose_name_plural = _("sites of studies")
        ordering = ["study", "position"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.city, self.state, self.country_code)))


class StudySnapshot(models.Model):
    """A record as the registry gave it when it differed from before. Snapshots are added and never changed."""

    study = models.ForeignKey(Study, verbose_name=_("study"), on_delete=models.PROTECT, related_name="snapshots")
    run = models.ForeignKey(
        "trials.SyncRun", verbose_name=_("run"), null=True, on_delete=models.SET_NULL, related_name="snapshots"
    )
    raw = models.JSONField(_("registry record"))
    content_digest = models.CharField(_("digest of the record"), max_length=64)
    words_digest = models.CharField(_("digest of what plain words rest on"), max_length=64)
    data_timestamp = models.CharField(_("data of"), max_length=40, blank=True)
    taken_at = models.DateTimeField(_("copied by us"))

    class Meta:
        verbose_name = _("earlier version of a registry record")
        verbose_name_plural = _("earlier versions of registry records")
        ordering = ["study", "pk"]

    def __str__(self) -> str:
        return f"{self.study_id} {self.taken_at:%Y-%m-%d}"
