"""What keeps a page from being signed, in words for the person who has to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from spinecare.core.models import BasePage

from .advice import Severity
from .draft import Draft
from .rules import Look, advice_on
from .wording import WORDINGS, message_of


def obstacles(page: BasePage, html: str) -> list[str]:
    """Everything a clinician must not sign, from the page as its readers would get it. Empty when there is nothing."""
    draft = Draft.of(html)
    if draft is None:
        return [_("The page cannot be shown.")]
    look = Look(draft, missing_parts=tuple(str(part.heading) for part in page.missing_parts))
    musts = [advice for advice in advice_on(look) if advice.severity is Severity.MUST]
    return [f"{WORDINGS[advice.rule].name}: {message_of(advice)}" for advice in musts]
