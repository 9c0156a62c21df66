"""Who gets which letter today: one for each person, with all their texts."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from spinecare.core.origin import absolute
from spinecare.signoff.review_state import State

from ..people import Person
from ..reviewed_objects import Reviewed
from ..rights import edit_addresses
from .ladder import Role, Step, Turn, turn

# A text, and the step that is sent about it.
Mention = tuple[Reviewed, Step]


@dataclass
class Letter:
    """To one person, or to all administrators together where there is nobody else to send it to."""

    to: tuple[Person, ...]
    mentions: list[Mention] = field(default_factory=list)
    skipped: list[Mention] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        return [person.address for person in self.to]

    def is_for_want_of_others(self, text: Reviewed) -> bool:
        """Whether whoever gets the letter does not look after the text."""
        return not any(text.is_looked_after_by(person.pk) for person in self.to)

    @property
    def texts(self) -> list[Reviewed]:
        """Each text once, the most urgent first."""
        return sorted({text.key: text for text, _step in self.mentions}.values(), key=lambda each: each.urgency)

    def as_mail(self) -> EmailMessage:
        with translation.override(settings.LANGUAGE_CODE):
            return EmailMessage(self._subject(), self._body(), to=self.addresses)

    def _subject(self) -> str:
        words = ngettext("%(count)d text to review", "%(count)d texts to review", len(self.texts))
        return settings.EMAIL_SUBJECT_PREFIX + words % {"count": len(self.texts)}

    def _body(self) -> str:
        addresses = edit_addresses(None, self.texts)
        entries = [(text, absolute(addresses.get(text.key, "/admin/"))) for text in self.texts]
        context = {
            "name": self.to[0].name if len(self.to) == 1 else "",
            "overdue": [each for each in entries if each[0].state == State.OVERDUE],
            "coming": [each for each in entries if each[0].state != State.OVERDUE],
            "unattended": [text.title for text in self.texts if self.is_for_want_of_others(text)],
            "report": absolute(reverse("desk:reviews")),
        }
        return render_to_string("desk/reminder.txt", context)


def letters(
    texts: Iterable[Reviewed],
    done: Mapping[tuple[str, datetime.date], Set[str]],
    administrators: list[Person],
    today: datetime.date,
) -> list[Letter]:
    """The letters of today. done: the steps taken, by the key of a text and its due day."""
    found: dict[tuple[Person, ...], Letter] = {}
    for text in texts:
        if text.review_due is None:
            continue
        todo = turn(text.review_due, today, done.get((text.key, text.review_due), frozenset()))
        for to, steps in _addressees(text, todo, administrators).items():
            letter = found.setdefault(to, Letter(to))
            letter.mentions += [(text, step) for step in steps]
            letter.skipped += [(text, step) for step in todo.skip]
    return list(found.values())


def _addressees(text: Reviewed, todo: Turn, administrators: list[Person]) -> dict[tuple[Person, ...], list[Step]]:
    steps = defaultdict(list)
    for step in todo.send:
        to = _addressee(text, step.role)
        steps[(to,) if to else tuple(administrators)].append(step)
    steps.pop((), None)
    return steps


def _addressee(text: Reviewed, role: Role) -> Person | None:
    """Whoever has the role and a mail address; before the deadline the deputy stands in for a missing owner."""
    owner, deputy = (person if person and person.address else None for person in (text.owner, text.deputy))
    return deputy if role is Role.DEPUTY else owner or deputy
