"""On which days somebody is reminded of a review, and whom. No database in here."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    OWNER = "owner"
    DEPUTY = "deputy"


@dataclass(frozen=True)
class Step:
    """One reminder to one of the two. `days`: after the due day, so a negative number is before it."""

    role: Role
    days: int

    @property
    def key(self) -> str:
        return f"{self.role.value}{self.days:+d}"


STEPS = (
    Step(Role.OWNER, -60),
    Step(Role.OWNER, -30),
    Step(Role.OWNER, 0),
    Step(Role.DEPUTY, 14),
    Step(Role.OWNER, 14),
)


@dataclass(frozen=True)
class Turn:
    """What is to be done for one text today: steps to send, and earlier ones that are too late to send."""

    send: tuple[Step, ...] = ()
    skip: tuple[Step, ...] = ()


def turn(due: datetime.date, today: datetime.date, done: Set[str]) -> Turn:
    """Of what was missed only the newest is made up for: nobody gets four mails about one text at once.

    done: the keys of the steps already taken for this due day.
    """
    reached = [step for step in STEPS if due + datetime.timedelta(days=step.days) <= today]
    if not reached:
        return Turn()
    newest = max(step.days for step in reached)
    left = [step for step in reached if step.key not in done]
    return Turn(
        send=tuple(step for step in left if step.days == newest),
        skip=tuple(step for step in left if step.days != newest),
    )
