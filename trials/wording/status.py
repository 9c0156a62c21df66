"""A study's status in words, in addresses, and as one of five tones that an icon and a color follow."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .as_written import as_written

# What a status means for somebody who wonders whether to ask.
OPEN = "open"
SOON = "soon"
CLOSED = "closed"
OVER = "over"
UNSURE = "unsure"
# The registry writes it when the study team has not confirmed its entry for two years.
UNCONFIRMED = "UNKNOWN"


@dataclass(frozen=True)
class _Words:
    label: str | Promise
    explain: str | Promise
    tone: str


_WORDS = {
    "RECRUITING": _Words(_("Open: looking for people"), _("You can ask to take part now."), OPEN),
    "NOT_YET_RECRUITING": _Words(
        _("Not open yet"), _("The study team plans to look for people, but nobody can join yet. Dates can move."), SOON
    ),
    "ENROLLING_BY_INVITATION": _Words(
        _("By invitation only"), _("The study team itself chooses whom to ask. You cannot apply."), CLOSED
    ),
    "ACTIVE_NOT_RECRUITING": _Words(
        _("Running, no longer taking new people"),
        _("The trial goes on with those who joined. Nobody can join now."),
        CLOSED,
    ),
    "SUSPENDED": _Words(_("Paused"), _("The trial has been paused. It may start again. Nobody can join now."), CLOSED),
    "COMPLETED": _Words(_("Finished"), _("The trial has ended as planned. Nobody can join."), OVER),
    "TERMINATED": _Words(_("Stopped early"), _("The trial ended before it was finished. Nobody can join."), OVER),
    "WITHDRAWN": _Words(
        _("Never started"), _("The trial was called off before anybody joined. Nobody can join."), OVER
    ),
    "UNKNOWN": _Words(
        _("Not confirmed for over 2 years"),
        _("For over 2 years the study team has not told the registry how the trial stands. Ask before you rely on it."),
        UNSURE,
    ),
    "AVAILABLE": _Words(
        _("Expanded access: open"),
        _("Not a trial: a way to get a treatment that is still being tested. Only a doctor can ask for it."),
        OPEN,
    ),
    "NO_LONGER_AVAILABLE": _Words(
        _("Expanded access: ended"),
        _("This was a way to get a treatment that is still being tested. Nobody can join now."),
        OVER,
    ),
    "TEMPORARILY_NOT_AVAILABLE": _Words(
        _("Expanded access: paused"),
        _("This is a way to get a treatment that is still being tested. Nobody can join now. It may open again."),
        CLOSED,
    ),
    "APPROVED_FOR_MARKETING": _Words(
        _("Expanded access: ended, treatment approved"),
        _("The treatment has been approved, so doctors can prescribe it without this program. Ask your specialist."),
        OVER,
    ),
    "WITHHELD": _Words(
        _("Details held back"), _("The registry does not show the details of this entry for now."), UNSURE
    ),
}
KNOWN = tuple(_WORDS)


def label(status: str) -> str:
    """A few words, for a card or a line of facts."""
    if status in _WORDS:
        return str(_WORDS[status].label)
    return as_written(status) or gettext("Status not stated")


def explain(status: str) -> str:
    """One or two sentences: what it means for a reader."""
    if status in _WORDS:
        return str(_WORDS[status].explain)
    return gettext("This is how the registry puts it. We have no plain words for it yet. Ask the study team.")


def tone(status: str) -> str:
    """OPEN, SOON, CLOSED, OVER or UNSURE: what the icon and the color say beside the words."""
    return _WORDS[status].tone if status in _WORDS else UNSURE


def slug(status: str) -> str:
    """The status in an address: NOT_YET_RECRUITING is "not-yet-recruiting"."""
    return slugify(status.replace("_", "-"))


def from_slug(text: str) -> str | None:
    """The status an address names, or None where it names none we know."""
    return _BY_SLUG.get(text.strip().lower())


def can_ask(status: str) -> bool:
    """Whether it makes sense to ring the study team about taking part: also to find out if the trial still runs."""
    return status in ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE", UNCONFIRMED)


_BY_SLUG = {slug(status): status for status in KNOWN}
