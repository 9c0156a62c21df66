"""One round of reminders: each letter is sent, and what it says written down, or neither."""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import Error, transaction

from ..models import Reminder, ReminderRound
from ..people import people_in_charge
from ..reviewed_objects import Reviewed, reviewed_objects
from .letters import Letter, Mention, letters

log = logging.getLogger(__name__)


class SomeNotSent(Exception):
    """Some letters did not leave. What they say is not marked as sent, and the next round tries again."""


def letters_of(day: datetime.date) -> list[Letter]:
    """What is to be sent on this day and was not sent yet."""
    texts = [text for text in reviewed_objects(day) if text.review_due is not None]
    return letters(texts, _steps_done(texts), people_in_charge(), day)


def send_reminders(day: datetime.date) -> int | None:
    """Send what is due and hand back the number of letters. None when another process is at it.

    Raises SomeNotSent when a letter did not leave.
    """
    this_round = ReminderRound.begin(day)
    if this_round is None:
        return None
    failed = sent = 0
    for letter in letters_of(day):
        try:
            _send(letter, day)
            sent += 1
        except (OSError, ValueError, Error) as error:
            log.warning("a letter of reminders was not sent (%s)", type(error).__name__)
            failed += 1
    this_round.letters += sent
    this_round.save(update_fields=["letters"])
    if failed:
        raise SomeNotSent(f"{failed} of {failed + sent} letters were not sent")
    this_round.finish()
    return sent


@transaction.atomic
def _send(letter: Letter, day: datetime.date) -> None:
    """The rows first: where another process has sent one of them, they cannot be written, and nothing is sent."""
    Reminder.objects.bulk_create(_rows(letter, letter.mentions, day))
    skipped = _rows(letter, letter.skipped, day, Reminder.Outcome.SKIPPED)
    Reminder.objects.bulk_create(skipped, ignore_conflicts=True)
    letter.as_mail().send()


def _rows(
    letter: Letter, mentions: Iterable[Mention], day: datetime.date, outcome: Reminder.Outcome | None = None
) -> list[Reminder]:
    return [
        Reminder(
            content_type=ContentType.objects.get_for_model(text.model),
            object_id=text.pk,
            due=text.review_due,
            step=step.key,
            outcome=outcome or _outcome(letter, text),
            sent_on=day,
            to="" if outcome else ", ".join(letter.addresses),
        )
        for text, step in mentions
    ]


def _outcome(letter: Letter, text: Reviewed) -> Reminder.Outcome:
    return Reminder.Outcome.NOBODY if letter.is_for_want_of_others(text) else Reminder.Outcome.SENT


def _steps_done(texts: list[Reviewed]) -> dict[tuple[str, datetime.date], set[str]]:
    """The steps taken, by the key of a text and its due day. Only of due days that still stand."""
    types = ContentType.objects.get_for_models(*{text.model for text in texts})
    keys = {(types[text.model].pk, text.pk): text.key for text in texts}
    done: dict[tuple[str, datetime.date], set[str]] = defaultdict(set)
    rows = Reminder.objects.filter(due__in={text.review_due for text in texts})
    for content_type, number, due, step in rows.values_list("content_type", "object_id", "due", "step"):
        if (content_type, number) in keys:
            done[keys[content_type, number], due].add(step)
    return done
