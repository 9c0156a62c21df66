"""What the report "Reviews" can be narrowed to. It filters a list that is read already, not the database."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from spinecare.signoff.review_state import State

from .people import who_may_look_after
from .reviewed_objects import Reviewed, signed_models

EVERYTHING, ME, NOBODY = "all", "me", "nobody"


def kinds() -> list[tuple[str, str]]:
    return [(model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in signed_models()]


def lookers_after() -> list[tuple[str, Any]]:
    staff = [(str(user.pk), get_user_display_name(user)) for user in who_may_look_after()]
    return [(ME, _("Me")), (NOBODY, _("Nobody")), *staff]


class ReviewFilters(WagtailFilterSet):
    """Without a choice the report shows what somebody should look at."""

    state = django_filters.ChoiceFilter(
        label=_("Show"),
        choices=[*State.choices, (EVERYTHING, _("Everything"))],
        empty_label=_("What needs a look"),
        widget=forms.RadioSelect,
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=kinds, empty_label=_("Any"), widget=forms.RadioSelect)
    looked_after_by = django_filters.ChoiceFilter(
        label=_("Owner or deputy"), choices=lookers_after, empty_label=_("Anybody"), widget=forms.RadioSelect
    )

    class Meta:
        fields = ("state", "kind", "looked_after_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"queryset": Page.objects.none()} | kwargs)

    def filter_queryset(self, texts: list[Reviewed]) -> list[Reviewed]:
        chosen = self.form.cleaned_data
        return [
            text
            for text in texts
            if _has_state(text, chosen.get("state"))
            and chosen.get("kind") in ("", text.kind_key)
            and _is_looked_after(text, chosen.get("looked_after_by"), self.request.user)
        ]


def _has_state(text: Reviewed, state: str) -> bool:
    if not state:
        return text.state != State.IN_DATE
    return state in (EVERYTHING, text.state)


def _is_looked_after(text: Reviewed, by: str, me: AbstractBaseUser) -> bool:
    if not by:
        return True
    if by == NOBODY:
        return text.owner is None
    return text.is_looked_after_by(me.pk if by == ME else int(by))
