"""Writing down where a link is used."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateInput

from ..finding import link_typed
from ..models import CareLink, Placement


class LinkField(forms.CharField):
    """A link by whatever stands on the paper: code, readable name or whole address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field when a row is opened: the code of its link."""
        if isinstance(value, int):
            return CareLink.objects.filter(pk=value).values_list("code", flat=True).first()
        return value

    def clean(self, value: Any) -> CareLink | None:
        text = super().clean(value)
        if not text:
            return None
        link = link_typed(text)
        if link is None:
            raise ValidationError(_("We have never given out this link. Look at the code on the letter once more."))
        return link

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, user: AbstractBaseUser) -> str:
        return get_user_display_name(user)


class PlacementForm(WagtailAdminModelForm):
    """Refuses what looks like something about a patient."""

    link = LinkField(label=_("Link"), help_text=_("Its code, its readable name or the whole address."))
    owner = OwnerField(
        label=_("Owner"),
        queryset=get_user_model().objects.none(),
        help_text=Placement._meta.get_field("owner").help_text,
    )

    class Meta:
        model = Placement
        fields = ("link", "kind", "name", "owner", "since", "until")
        widgets = {"since": AdminDateInput, "until": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = get_user_model().objects
        self.fields["owner"].queryset = people.filter(is_active=True).order_by("last_name", "first_name", "username")
        if self.for_user and not self.instance.pk:
            self.fields["owner"].initial = self.for_user.pk
