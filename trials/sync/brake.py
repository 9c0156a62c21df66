"""Stop before a run changes more than the registry is likely to have changed: then something else is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from .applying import Plan, Result

# Shares, and below that many studies nobody is alarmed.
LOST = 0.2
CLOSED = 0.2
UNREADABLE = 0.05
FEW = 10


@dataclass(frozen=True)
class Brake:
    """What is compared: known studies, those of them that did not come back, and how many of them are open."""

    known: int
    lost: int
    known_open: int

    def reasons(self, plans: list[Plan]) -> list[str]:
        """Why the run should not go on, in words. Empty when it may."""
        closed = sum(plan.closes for plan in plans)
        unreadable = sum(plan.result is Result.FAILED for plan in plans)
        checks = [
            (self.lost, self.known, LOST, "of the studies we know were not in the answer"),
            (closed, self.known_open, CLOSED, "of the open studies would close"),
            (unreadable, len(plans), UNREADABLE, "of the records cannot be read"),
        ]
        return [
            f"{count} of {total} {words}." for count, total, share, words in checks
            if count > FEW and count > share * total
        ]  # fmt: skip
