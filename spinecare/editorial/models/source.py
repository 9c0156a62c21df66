"""Sources: where a statement comes from."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from spinecare.core.linked_data import Node, node

PMID = re.compile(r"^PMID (\d+)$")
PMC = re.compile(r"^PMC\d+$")
DOI = re.compile(r"^doi (10\.\S+)$")
LOOKS_LIKE_ONE = re.compile(r"^\W*(pmid|pmc|doi)\b", re.IGNORECASE)


def validate_identifier(value: str) -> None:
    """Refuse an identifier that is nearly one of the three we can turn into a link."""
    if LOOKS_LIKE_ONE.match(value) and not any(pattern.match(value) for pattern in (PMID, PMC, DOI)):
        raise ValidationError(_("Write it as “PMID 22399043”, “PMC6902166” or “doi 10.1007/…”."))


class Source(index.Indexed, models.Model):
    """One study, guideline or organization page, written down once and named by every page that rests on it."""

    class Kind(models.TextChoices):
        TRIAL = "trial", _("Trial")
        REVIEW = "review", _("Review of studies")
        REGISTRY = "registry", _("Registry count")
        GUIDELINE = "guideline", _("Guideline")
        CASE_SERIES = "case-series", _("Record of a group of people")
        ORGANIZATION = "organization", _("Health organization")
        DRUG_LABEL = "drug-label", _("Drug approval or label")
        NEWS = "news", _("News")

    key = models.SlugField(_("key"), max_length=80, unique=True, help_text=_("A short name, such as patchell-2005."))
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("journal or organization"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    identifier = models.CharField(
        _("identifier"),
        max_length=120,
        blank=True,
        validators=[validate_identifier],
        help_text=_("Such as “PMID 22399043”, “PMC6902166” or “doi 10.1007/…”: the link is made from it."),
    )
    link = models.URLField(_("link"), blank=True, help_text=_("Only where there is no identifier."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When somebody last opened it and found it still says this."),
    )

    panels = [
        FieldPanel("title"),
        MultiFieldPanel(["publisher", "year", "kind"], heading=_("Published")),
        MultiFieldPanel(["identifier", "link", "checked_on"], heading=_("Where to find it")),
        FieldPanel("key"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.SearchField("publisher"),
        index.SearchField("key"),
        index.AutocompleteField("title"),
        index.AutocompleteField("key"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def linked_data(self) -> Node:
        """The source in the words of schema.org. With a number that libraries know, it was in a journal."""
        in_journal = any(pattern.match(self.identifier) for pattern in (PMID, PMC, DOI))
        return node(
            "ScholarlyArticle" if in_journal else "CreativeWork",
            name=self.title,
            url=self.address,
            identifier=self.identifier,
            datePublished=str(self.year) if self.year else None,
        )

    @property
    def address(self) -> str:
        """Where a reader can open it, or an empty string."""
        if match := PMID.match(self.identifier):
            return f"https://pubmed.ncbi.nlm.nih.gov/{match[1]}/"
        if PMC.match(self.identifier):
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.identifier}/"
        if match := DOI.match(self.identifier):
            return f"https://doi.org/{match[1]}"
        return self.link
