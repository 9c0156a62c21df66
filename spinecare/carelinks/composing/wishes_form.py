"""What else a link is to be: the words that go with it, its readable name, its language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from spinecare.delivery.error_pages import kept_context

from ..making import Wishes
from ..models import Alias, CareLink
from ..no_patients import refuse_personal_data

HEADING, NOTE = CareLink._meta.get_field("heading"), CareLink._meta.get_field("note")


class WishesForm(forms.Form):
    """Everything in it may stay empty."""

    heading = forms.CharField(
        label=_("Heading above the list"),
        required=False,
        max_length=HEADING.max_length,
        help_text=_("Such as “Before your operation”. Only a list of several pages shows it."),
    )
    note = forms.CharField(
        label=_("Note from the team"),
        required=False,
        max_length=NOTE.max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Stands in the message, and above a list of pages. Whoever has the link can read it. Write nothing about a "
            "person: no name, date, record number, email address or diagnosis."
        ),
    )
    alias = forms.CharField(
        label=_("Readable name"),
        required=False,
        max_length=Alias._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        help_text=_(
            "For leaflets, such as “steroids”. It stays with this link for ever. Without one, a code is given."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the pages"), required=False)
    dated = forms.BooleanField(
        label=_("Say what changed since today"),
        required=False,
        help_text=_("Adds today's date to the address. Whoever opens it later sees what changed since."),
    )
    discreet = forms.BooleanField(
        label=_("Discreet"),
        required=False,
        help_text=_("Neither the messages nor the previews that messengers show name a page or an illness."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.WAGTAIL_CONTENT_LANGUAGES
        if len(settings.WAGTAIL_CONTENT_LANGUAGES) < 2:
            del self.fields["language"]

    @property
    def chosen_language(self) -> str:
        """The language that is chosen, or "" for every page as it was picked."""
        if "language" not in self.fields:
            return ""
        return str(self["language"].value() or settings.LANGUAGE_CODE)

    def clean_heading(self) -> str:
        return _without_patients(self.cleaned_data["heading"])

    def clean_note(self) -> str:
        return _without_patients(self.cleaned_data["note"])

    def clean_alias(self) -> str:
        name = _without_patients(self.cleaned_data["alias"].strip().lower())
        if name:
            _refuse_unfit(Alias(name=name))
        return name

    def wishes(self) -> Wishes:
        said = self.cleaned_data
        return Wishes(heading=said["heading"], note=said["note"], alias=said["alias"], discreet=said["discreet"])


def _without_patients(text: str) -> str:
    ours = kept_context()
    refuse_personal_data(text, [number for _label, number in ours.phones])
    return text


def _refuse_unfit(alias: Alias) -> None:
    """Raises ValidationError for what cannot be a name. Whether it was given before is seen when the link is made."""
    try:
        alias.clean_fields(exclude=["link"])
        alias.clean()
    except ValidationError as refusal:
        raise ValidationError(refusal.messages) from refusal
