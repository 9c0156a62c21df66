"""Facts: a number, or a statement that holds for a time, written once and shown wherever a text names it."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from spinecare.signoff.forms import SignedObjectForm
from spinecare.signoff.models import SignedObject

from .use import FactUse

SLOT = "{value}"
# What would end or break a mark, or a tag.
NOT_IN_WORDS = re.compile(r"[{}|<>]")

validate_key = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    _("Write small letters and digits with hyphens between them, such as duong-new-cases."),
)


def validate_plain(value: str) -> None:
    """The words of a fact stand inside other texts, so they hold no marks and no tags."""
    if NOT_IN_WORDS.search(value):
        raise ValidationError(_("Write it without the characters { } | < and >."))


def validate_sentence(value: str) -> None:
    """A sentence has one place for the number, and nothing else in braces."""
    if value.count(SLOT) != 1 or NOT_IN_WORDS.search(value.replace(SLOT, "")):
        raise ValidationError(_("Write {value} once, where the number stands, and no other braces."))


class Fact(SignedObject, index.Indexed, models.Model):
    """One number and what it rests on. Its words are signed, as those of a page are."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("Strong: trials or reviews that agree")
        MODERATE = "moderate", _("Moderate: one trial, or several good studies")
        WEAK = "weak", _("Weak: small, old or uncontrolled studies")
        OFFICIAL = "official", _("Official: a definition, approval, label or guideline")

    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        validators=[validate_key],
        help_text=_(
            "The short name by which texts name the fact: the source first, then what is counted, such as "
            "patchell-walk-after-both. It cannot be changed once a text uses it."
        ),
    )
    sentence = models.CharField(
        _("sentence"),
        max_length=250,
        validators=[validate_sentence],
        help_text=_("The whole statement in plain words, with {value} where the number stands."),
    )
    value = models.CharField(
        _("value"),
        max_length=80,
        validators=[validate_plain],
        help_text=_("What stands on the pages: a number with its unit, such as 84 in 100 (84%)."),
    )
    rough = models.CharField(
        _("rough value"),
        max_length=80,
        blank=True,
        validators=[validate_plain],
        help_text=_("For places that need no exact number, such as about 8 in 10. Change it together with the value."),
    )
    population = models.CharField(
        _("who was counted"),
        max_length=300,
        help_text=_("How many people, of what kind, where and when. What is not known is said."),
    )
    source = models.ForeignKey(
        "editorial.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="facts"
    )
    strength = models.CharField(
        _("strength"), max_length=10, choices=Strength.choices, help_text=_("How far the number can be relied on.")
    )
    note = models.CharField(
        _("note for editors"),
        max_length=300,
        blank=True,
        help_text=_("Where in the source the number stands, and how it was worked out. Readers do not see it."),
    )

    base_form_class = SignedObjectForm
    panels = [
        MultiFieldPanel(["sentence", "value", "rough"], heading=_("What readers see")),
        MultiFieldPanel(["population", "source", "strength"], heading=_("What it rests on")),
        FieldPanel("note"),
        FieldPanel("key"),
        FieldPanel("change_note"),
    ]
    search_fields = [
        index.SearchField("sentence", boost=2),
        index.SearchField("value"),
        index.SearchField("key"),
        index.SearchField("population"),
        index.AutocompleteField("sentence"),
        index.AutocompleteField("key"),
        # What the list of facts can be sorted and filtered by while it is searched.
        *(index.FilterField(name) for name in ("key", "value", "strength", "source", "reviewed_on", "review_due")),
    ]

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.whole_sentence

    def clean(self) -> None:
        super().clean()
        kept = Fact.objects.filter(pk=self.pk).values_list("key", flat=True).first() if self.pk else None
        if kept is not None and kept != self.key and FactUse.objects.filter(fact_key=kept).exists():
            raise ValidationError({"key": _("Texts name the fact by this key. Keep it, or make a new fact.")})

    @property
    def whole_sentence(self) -> str:
        return self.sentence.replace(SLOT, self.value)

    def mark(self, form: str = "") -> str:
        """What an editor writes where the fact shall stand, in one of the forms of `worded`."""
        return f"{{fact:{self.key}|{form}}}" if form else f"{{fact:{self.key}}}"

    def worded(self, form: str = "") -> str:
        """The fact as a mark asks for it: its value, its `rough` value or the whole `sentence`."""
        if form == "sentence":
            return self.whole_sentence
        return (self.rough if form == "rough" else "") or self.value
