"""Say who looks after texts. Owner and deputy belong to no revision, so they are written at once, and logged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log

from .people import who_may_look_after
from .reviewed_objects import Reviewed
from .rights import may_appoint

APPOINT = "desk.appoint"
AS_IT_IS, NOBODY = "", "nobody"


@dataclass(frozen=True)
class Choice:
    """The columns to write. A role that is left as it is has none."""

    columns: dict[str, int | None]
    names: dict[str, str]


def people_choices() -> list[tuple[str, Any]]:
    return [
        (AS_IT_IS, gettext_lazy("Leave as it is")),
        (NOBODY, gettext_lazy("Nobody")),
        *[(str(user.pk), _labelled(user)) for user in who_may_look_after()],
    ]


def _labelled(user: AbstractBaseUser) -> str:
    """Who has no mail address cannot be reminded; whoever chooses should know."""
    name = get_user_display_name(user)
    return name if user.email else _("%(name)s (no mail address)") % {"name": name}


class AppointForm(forms.Form):
    """The two roles, for all texts that are ticked."""

    owner = forms.ChoiceField(
        label=gettext_lazy("Owner"),
        choices=people_choices,
        required=False,
        help_text=gettext_lazy("Is reminded when a review is due."),
    )
    deputy = forms.ChoiceField(
        label=gettext_lazy("Deputy"),
        choices=people_choices,
        required=False,
        help_text=gettext_lazy("Is reminded when the owner does not answer."),
    )

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.get(role) for role in ("owner", "deputy")):
            raise forms.ValidationError(_("Choose an owner or a deputy."))
        return self.cleaned_data

    @property
    def choice(self) -> Choice:
        chosen = {role: self.cleaned_data[role] for role in ("owner", "deputy") if self.cleaned_data[role]}
        names = dict(self.fields["owner"].choices)
        return Choice(
            columns={f"{role}_id": None if value == NOBODY else int(value) for role, value in chosen.items()},
            names={role: str(names[value]) for role, value in chosen.items()},
        )


@transaction.atomic
def appoint(texts: list[Reviewed], choice: Choice, by: AbstractBaseUser) -> str:
    """Write it for those of the texts that `by` may publish, and hand back what was done in words."""
    allowed = may_appoint(by, texts)
    numbers = defaultdict(list)
    for text in allowed:
        numbers[text.model].append(text.pk)
    for model, keys in numbers.items():
        # Past the model's own save, which would ask for a signature: not a word changes.
        model._base_manager.filter(pk__in=keys).update(**choice.columns)
        for found in model._base_manager.filter(pk__in=keys):
            log(found, APPOINT, user=by, data=choice.names)
    return _in_words(len(allowed), len(texts) - len(allowed))


def _in_words(done: int, left: int) -> str:
    words = ngettext("Done for %(count)d text.", "Done for %(count)d texts.", done) % {"count": done}
    if not left:
        return words
    return f"{words} {_('%(left)d are not yours to publish, and stay as they are.') % {'left': left}}"
