"""Contacts: a phone, its hours and who answers, kept once for the whole site."""

from __future__ import annotations

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from spinecare.signoff.forms import SignedObjectForm
from spinecare.signoff.models import SignedObject


class Contact(SignedObject, index.Indexed, models.Model):
    """Somebody a reader can ring."""

    class Role(models.TextChoices):
        TEAM_LINE = "team-line", _("The team's 24-hour line")
        FRONT_DESK = "front-desk", _("Front desk and appointments")
        SOCIAL_WORK = "social-work", _("Social work")
        PEER_SUPPORT = "peer-support", _("Peer support")
        TRIALS = "trials", _("Clinical trials office")
        OTHER = "other", _("Other")

    role = models.CharField(
        _("role"), max_length=20, choices=Role.choices, help_text=_("The 24-hour line is named on the emergency card.")
    )
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(
        _("phone"),
        max_length=40,
        validators=[RegexValidator(r"^[0-9+() .\-]+$", _("Write digits, spaces and hyphens, such as 555-010-0199."))],
    )
    hours = models.CharField(_("hours"), max_length=160)
    who_answers = models.CharField(_("who answers"), max_length=160)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    base_form_class = SignedObjectForm
    panels = [
        FieldPanel("role"),
        MultiFieldPanel(["name", "phone", "hours", "who_answers"], heading=_("What readers see")),
        FieldPanel("order"),
        FieldPanel("change_note"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("role")]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.phone}"

    @property
    def dial(self) -> str:
        """The number as a phone wants it: `tel:` address without spaces."""
        return "tel:" + re.sub(r"[^0-9+]", "", self.phone)
