"""The form behind the editor of a trial page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spinecare.signoff.forms import SignedPageForm


class TrialPageForm(SignedPageForm):
    """Keeps which version of the registry's record the words were held against.

    A new page is held against the record of the day. After that only the tick in `fits_registry` says so again:
    correcting a typo does not mean that somebody has read what changed. The record itself is chosen once.
    """

    fits_registry = forms.BooleanField(required=False, label=gettext_lazy("My words fit the registry's entry"))
    # The version the editor saw. A sync may bring a later one while they write.
    version_shown = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields.pop("study", None)
        if self.instance.is_out_of_step:
            self._ask_about(self.instance.study)
        else:
            self.fields.pop("fits_registry", None)
            self.fields.pop("version_shown", None)

    def _ask_about(self, study: Any) -> None:
        version = study.version_in_use
        self.fields["version_shown"].initial = version.pk if version else None
        if "fits_registry" in self.fields and study.data_date:
            self.fields["fits_registry"].label = _("My words fit the registry's entry of %(date)s") % {
                "date": date_format(study.data_date, "DATE_FORMAT")
            }

    def clean(self) -> dict[str, Any]:
        """A new page is saved while its editor writes, and the screen still offers to choose a record after that."""
        cleaned = super().clean()
        page, chosen = self.instance, self.data.get("study")
        if page.pk is not None and chosen and chosen != str(page.study_id):
            raise forms.ValidationError(
                _("This page is about %(number)s. For another trial add another page."),
                params={"number": page.study.nct_id},
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        page = self.instance
        if page.pk is None:
            page.written_against = page.study.version_in_use
        elif self.cleaned_data.get("fits_registry"):
            shown = page.study.snapshots.filter(pk=self.cleaned_data.get("version_shown")).first()
            page.written_against = shown or page.written_against
        return super().save(commit)
