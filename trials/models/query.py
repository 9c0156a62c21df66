"""What we ask the registry for. Editors keep the list in the admin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel


class RegistryQuery(ClusterableModel):
    """One saved search in the registry. What it finds arrives as a candidate, never straight on the site."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("short name"), max_length=80, unique=True, help_text=_("For `sync_trials --query`. Letters, digits, hyphens.")
    )
    condition = models.TextField(
        _("condition or disease"),
        help_text=_(
            'In the registry\'s search language: "spinal cord tumor" OR chordoma. Quotes keep words together. It finds '
            "more than you ask for, so somebody looks at what it finds."
        ),
    )
    tumor_types = ParentalManyToManyField(
        "treatments.TumorTypePage",
        verbose_name=_("tumor types to suggest"),
        blank=True,
        related_name="+",
        help_text=_("Suggested for every trial it finds."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("condition"),
        FieldPanel("tumor_types"),
        FieldPanel("is_active"),
    ]

    class Meta:
        verbose_name = _("registry query")
        verbose_name_plural = _("registry queries")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
