"""What a reviewer fills in."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decisions import CHECKLIST

A_YEAR = datetime.timedelta(days=365)
LONGEST = datetime.timedelta(days=3 * 365)


class SignForm(forms.Form):
    """A short checklist, then the signature."""

    sources_checked = forms.BooleanField(label=CHECKLIST["sources_checked"])
    harms_balanced = forms.BooleanField(label=CHECKLIST["harms_balanced"])
    emergency_right = forms.BooleanField(label=CHECKLIST["emergency_right"])
    plain_words = forms.BooleanField(label=CHECKLIST["plain_words"])
    change_only = forms.BooleanField(
        label=_("I have read only the changes, not the whole text"),
        required=False,
        help_text=_("The changes go live. The day of the last review stays as it is."),
    )
    review_due = forms.DateField(
        label=_("Next review due"),
        help_text=_("Not more than three years from now."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    comment = forms.CharField(
        label=_("Remarks for the author"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_due"].initial = timezone.localdate() + A_YEAR

    def clean_review_due(self) -> datetime.date:
        due = self.cleaned_data["review_due"]
        today = timezone.localdate()
        if not today < due <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day within the next three years."))
        return due


class SendBackForm(forms.Form):
    """Why it is not right yet."""

    comment = forms.CharField(label=_("What must change, and why"), widget=forms.Textarea(attrs={"rows": 5}))
