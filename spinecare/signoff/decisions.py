"""What a reviewer decides, and writing it down."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

from .content import digest

if TYPE_CHECKING:
    from .models import Signed, SignOff

CHECKLIST = {
    "sources_checked": gettext_lazy("I have checked the sources, and the text says what they say."),
    "harms_balanced": gettext_lazy("Good and harm are both told, and neither is made larger or smaller."),
    "emergency_right": gettext_lazy("The emergency advice is right for this page."),
    "plain_words": gettext_lazy("A frightened person can understand it."),
}


@dataclass(frozen=True)
class Decision:
    """What was decided. `checked`: the points of the checklist as they read on that day."""

    kind: str
    remarks: str = ""
    checked: tuple[str, ...] = ()
    review_due: datetime.date | None = None

    @property
    def action(self) -> str:
        """What Wagtail calls what follows from it."""
        return "reject" if self.kind == "sent-back" else "approve"

    @classmethod
    def to_sign(cls, cleaned: Mapping[str, Any]) -> Decision:
        """What a reviewer signs, from the checked data of the form."""
        checked = tuple(str(words) for name, words in CHECKLIST.items() if cleaned.get(name))
        if cleaned["change_only"]:
            return cls("change", cleaned["comment"], checked)
        return cls("whole", cleaned["comment"], checked, cleaned["review_due"])

    @classmethod
    def to_send_back(cls, cleaned: Mapping[str, Any]) -> Decision:
        return cls("sent-back", cleaned["comment"])


def record(decision: Decision, target: Signed, revision: Revision, user: AbstractBaseUser) -> SignOff:
    """Write down what was decided about these words, by whom, and in what role."""
    return apps.get_model("signoff", "SignOff").objects.create(
        target=target,
        title=str(target),
        decision=decision.kind,
        revision=revision,
        revision_number=revision.pk,
        digest=digest(revision.content),
        by=user,
        by_name=get_user_display_name(user),
        role=user.job_title or _("a clinical reviewer"),
        checked=list(decision.checked),
        remarks=decision.remarks,
        review_due=decision.review_due,
    )
