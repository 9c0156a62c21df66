"""The emergency card: one object, shown on every page that needs it, edited in one place."""

from __future__ import annotations

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin

from spinecare.signoff.forms import SignedObjectForm
from spinecare.signoff.models import SignedObject


class EmergencyCard(SignedObject, TranslatableMixin, models.Model):
    """The signs of an emergency and what to do now. One for each language.

    Half-typed changes stay a draft until somebody publishes them: Wagtail saves by itself while one types.
    """

    heading = models.CharField(_("heading"), max_length=100)
    lead = models.CharField(_("lead"), max_length=200, help_text=_("Who must act on these signs."))
    signs = StreamField([("sign", CharBlock(label=_("Sign"), max_length=140))], verbose_name=_("signs"))
    number = models.CharField(
        _("emergency number"),
        max_length=20,
        validators=[RegexValidator(r"^[0-9+() .\-]+$", _("Write digits, such as 911."))],
        help_text=_("Changing it changes it on every page, in print and on the error pages."),
    )
    what_to_do = models.TextField(
        _("what to do now"),
        max_length=300,
        help_text=_("Write {emergency_number} and {team_line} where the two numbers stand."),
    )
    say = models.CharField(_("what to say"), max_length=160)
    waiting = models.TextField(_("while you wait"), max_length=300)
    why = models.TextField(_("why not to wait"), max_length=300)

    base_form_class = SignedObjectForm
    panels = [
        HelpPanel(
            content=_("<p>This card stands on every clinical, symptom and support page. A change shows everywhere.</p>")
        ),
        FieldPanel("number"),
        MultiFieldPanel(["heading", "lead", "signs"], heading=_("The signs")),
        MultiFieldPanel(["what_to_do", "say", "waiting", "why"], heading=_("What to do")),
        FieldPanel("change_note"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("emergency card")
        verbose_name_plural = _("emergency card")

    def __str__(self) -> str:
        return self.heading

    @property
    def dial(self) -> str:
        """The emergency number as a `tel:` address."""
        return "tel:" + re.sub(r"[^0-9+]", "", self.number)
