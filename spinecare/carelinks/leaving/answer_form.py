"""The question about one page: where do its links lead when it is gone?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from ..guard import answer
from ..leading import Identity
from ..models import Destination

EXPLAIN, LEAD = Destination.Answer.EXPLAIN, Destination.Answer.LEAD


class AnswerForm(forms.Form):
    """leaving: the pages that cannot be led to, because they go too."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Where should its links lead?"),
        choices=[
            (LEAD, gettext_lazy("To another page that says the same, or says it better")),
            (EXPLAIN, gettext_lazy("To a page that says it is gone")),
        ],
        widget=forms.RadioSelect,
    )
    instead = forms.ModelChoiceField(
        label=gettext_lazy("The other page"),
        required=False,
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
    )

    def __init__(self, *args: Any, destination: Destination, leaving: Collection[Identity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.destination, self.leaving = destination, leaving

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("answer") == LEAD and "instead" not in self.errors:
            try:
                self._refuse_unfit(said.get("instead"))
            except ValidationError as refusal:
                self.add_error("instead", refusal)
        return said

    def save(self, by: AbstractBaseUser) -> None:
        said = self.cleaned_data
        answer(self.destination, said["instead"] if said["answer"] == LEAD else None, by)

    def _refuse_unfit(self, page: Page | None) -> None:
        if page is None:
            raise ValidationError(_("Choose the page."))
        who = (page.translation_key, page.locale.language_code)
        if who in self.leaving or who == (self.destination.translation_key, self.destination.language):
            raise ValidationError(_("This page goes too. Choose one that stays."))
        if not page.get_url() or not Page.objects.live().public().filter(pk=page.pk).exists():
            raise ValidationError(_("Readers cannot open this page. Choose one that is published."))
