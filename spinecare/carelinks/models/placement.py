"""The ledger: in which letters, leaflets and emails a link stands. It knows papers, never the people who get them."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..no_patients import refuse_personal_data
from .care_link import CareLink


class PlacementQuerySet(models.QuerySet):
    def in_use(self, day: datetime.date | None = None) -> PlacementQuerySet:
        """Those that are in use on a day, today where none is named, or will be."""
        return self.filter(Q(until=None) | Q(until__gte=day or timezone.localdate()))


class Placement(models.Model):
    """One place where a link is used again and again."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter template")
        LEAFLET = "leaflet", _("Leaflet")
        EMAIL = "email", _("Clinic email")
        WEBSITE = "website", _("Website")
        OTHER = "other", _("Something else")

    link = models.ForeignKey(CareLink, verbose_name=_("link"), on_delete=models.PROTECT, related_name="placements")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(
        _("name"),
        max_length=120,
        validators=[refuse_personal_data],
        help_text=_(
            "As your team calls it, such as “Clinic letter 12”. Never a patient's name, number or date of birth."
        ),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Gets an email when the page changes, moves, is overdue or goes."),
    )
    since = models.DateField(_("in use since"), default=timezone.localdate)
    until = models.DateField(
        _("in use until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is handed out. Empty while it is in use."),
    )

    objects = PlacementQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place where a link is used")
        verbose_name_plural = _("places where links are used")
        ordering = ["name", "pk"]
        # Whoever may make links may say where they are used.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["link", "kind", "name"],
                name="each_place_of_a_link_once",
                violation_error_message=_("This link is in the ledger for this place already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pages(self) -> str:
        """The pages behind its link, as they are or were last known, in the order of the link."""
        return ", ".join(item.destination.title for item in self.link.items.all())

    @property
    def is_in_use(self) -> bool:
        return self.until is None or self.until >= timezone.localdate()

    def clean(self) -> None:
        """Raises ValidationError for a use that ends before it begins."""
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("This day is before the first one.")})
