"""One round of letters to owners: each is sent, and what it says written down, or neither."""

from __future__ import annotations

import datetime
import logging
from contextlib import suppress

from django.db import Error, transaction

from ..models import Placement, TellingRound
from .keeping import ToldByAnother, begin_with, write_down
from .letters import Letter, Mention, letters, mentions_of

log = logging.getLogger(__name__)


class SomeNotTold(Exception):
    """Some letters did not leave. What they say is not marked as told, and the next round tries again."""


def tell_owners(day: datetime.date) -> int | None:
    """Tell owners what is news, and hand back the number of letters. None when another process is at it.

    Raises SomeNotTold when a letter did not leave.
    """
    this_round = TellingRound.begin(day)
    if this_round is None:
        return None
    begin_with(list(Placement.objects.in_use(day)), day)
    mentions = mentions_of(day)
    for mention in mentions:
        if not mention.news:
            _keep_quietly(mention)
    failed = sent = 0
    for letter in letters(mentions):
        try:
            _send(letter)
            sent += 1
        except ToldByAnother:
            continue
        except (OSError, ValueError, Error) as error:
            log.warning("a letter to an owner was not sent (%s)", type(error).__name__)
            failed += 1
    this_round.letters += sent
    this_round.save(update_fields=["letters"])
    if failed:
        raise SomeNotTold(f"{failed} of {failed + sent} letters were not sent")
    this_round.finish()
    return sent


@transaction.atomic
def _send(letter: Letter) -> None:
    """The rows first: where another process has sent the same, they cannot be written, and nothing is sent."""
    for mention in letter.mentions:
        write_down(mention.told, mention.known)
    letter.as_mail().send()


def _keep_quietly(mention: Mention) -> None:
    with suppress(ToldByAnother):
        write_down(mention.told, mention.known)
