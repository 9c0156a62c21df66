"""Terms: a word of medicine, how to say it, and what it means in one plain sentence."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.search import index

from spinecare.signoff.forms import SignedObjectForm
from spinecare.signoff.models import SignedObject

SECOND_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+\S")
BRACES = re.compile(r"[{}|]")


def validate_one_sentence(value: str) -> None:
    """One sentence with its full stop: what is longer belongs on a page."""
    if SECOND_SENTENCE.search(value) or not value.rstrip().endswith("."):
        raise ValidationError(_("Write one sentence, with a full stop at its end."))


def validate_no_marks(value: str) -> None:
    """A term stands inside a mark; another mark inside it would never be filled in."""
    if BRACES.search(value):
        raise ValidationError(_("Write it without the characters { } and |."))


class Term(SignedObject, index.Indexed, models.Model):
    """A word that pages use and readers may not know. Explained once, shown wherever an editor marks it."""

    term = models.CharField(
        _("term"),
        max_length=80,
        validators=[validate_no_marks],
        help_text=_("As it stands in the middle of a sentence: “biopsy”, “MRI”."),
    )
    slug = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("The short name by which texts mark the term, as in {term:biopsy}. It cannot be changed later."),
    )
    other_forms = models.CharField(
        _("other forms"),
        max_length=250,
        blank=True,
        validators=[validate_no_marks],
        help_text=_("Plurals, abbreviations and other spellings, with commas between them: “biopsies, tissue sample”."),
    )
    definition = models.CharField(
        _("what it means"),
        max_length=200,
        validators=[validate_one_sentence, validate_no_marks],
        help_text=_("One plain sentence that somebody of twelve understands, without the term itself."),
    )
    say = models.CharField(
        _("how to say it"),
        max_length=80,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z' -]+$", _("Write letters and hyphens, such as BY-op-see."))],
        help_text=_("Syllables with hyphens, the loud one in capitals: BY-op-see. Leave empty where it is plain."),
    )
    source = models.ForeignKey(
        "editorial.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where the meaning comes from, if somebody may ask."),
    )

    base_form_class = SignedObjectForm
    panels = [
        TitleFieldPanel("term", targets=["slug"], placeholder=_("Term")),
        FieldPanel("slug", widget=SlugInput),
        MultiFieldPanel(["definition", "say"], heading=_("What readers see")),
        FieldPanel("other_forms"),
        FieldPanel("source"),
        FieldPanel("change_note"),
    ]
    search_fields = [
        index.SearchField("term", boost=2),
        index.AutocompleteField("term"),
        index.SearchField("other_forms"),
        index.AutocompleteField("other_forms"),
        index.SearchField("definition"),
    ]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        super().clean()
        if self._was_published_as_another():
            raise ValidationError({"slug": _("Pages mark the term by this key. Make a new term instead.")})
        if taken := self._forms_of_others():
            raise ValidationError(
                {"other_forms": _("Another term already has “%(form)s”.") % {"form": "”, “".join(taken)}}
            )

    @property
    def other_form_list(self) -> list[str]:
        return [form.strip() for form in self.other_forms.split(",") if form.strip()]

    @property
    def forms(self) -> list[str]:
        """Every way the term is written, the term itself first."""
        return [self.term, *self.other_form_list]

    @property
    def shown_other_forms(self) -> str:
        return ", ".join(self.other_form_list)

    def _was_published_as_another(self) -> bool:
        """Whether pages may already mark it by another key. While it is a first draft, the key follows the term."""
        stored = Term.objects.filter(pk=self.pk).exclude(slug=self.slug)
        return stored.exclude(live=False, first_published_at=None).exists()

    def _forms_of_others(self) -> list[str]:
        """The forms that another term has too, so that nobody could say which of the two a text means."""
        others = Term.objects.exclude(pk=self.pk)
        theirs = {form.casefold() for other in others for form in other.forms}
        return [form for form in self.forms if form.casefold() in theirs]
