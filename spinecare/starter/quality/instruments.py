"""The three instruments pages are scored with, and their targets. No Django in here.

DISCERN: D. Charnock and others, J Epidemiol Community Health 1999;53:105. PEMAT-P: S. J. Shoemaker and others, Patient
Educ Couns 2014;96:395. CDC Clear Communication Index: C. Baur and C. Prue, Health Promot Pract 2014;15:629.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Scores = Mapping[str, int]

DISCERN_ITEMS = range(1, 17)
DISCERN_MOST = 5
# Questions 9 to 15 ask about treatment choices; a page that has none to offer is scored on the others.
DISCERN_TARGET = 63 / 80
DISCERN_LEAST_ITEM = 3
UNDERSTANDABILITY_ITEMS = (*range(1, 13), *range(15, 20))
ACTIONABILITY_ITEMS = range(20, 27)
UNDERSTANDABILITY_TARGET = 0.90
ACTIONABILITY_TARGET = 0.80
CDC_ITEMS = range(1, 21)
CDC_TARGET = 0.90


class ScoreError(ValueError):
    """A score that its instrument does not know."""


@dataclass(frozen=True)
class Discern:
    """Items scored 1 to 5. `share` is the total as a share of what was possible, from 0.2 to 1."""

    items: Scores

    def __post_init__(self) -> None:
        _check(self.items, DISCERN_ITEMS, range(1, DISCERN_MOST + 1), "DISCERN")

    @property
    def total(self) -> int:
        return sum(self.items.values())

    @property
    def possible(self) -> int:
        return DISCERN_MOST * len(self.items)

    @property
    def least(self) -> int:
        return min(self.items.values())

    @property
    def on_target(self) -> bool:
        return self.total >= DISCERN_TARGET * self.possible and self.least >= DISCERN_LEAST_ITEM


@dataclass(frozen=True)
class Pemat:
    """Items scored 1 (agree) or 0; those that do not apply are left out."""

    items: Scores

    def __post_init__(self) -> None:
        _check(self.items, (*UNDERSTANDABILITY_ITEMS, *ACTIONABILITY_ITEMS), (0, 1), "PEMAT")

    @property
    def understandability(self) -> float:
        return _share(self.items, UNDERSTANDABILITY_ITEMS)

    @property
    def actionability(self) -> float:
        return _share(self.items, ACTIONABILITY_ITEMS)

    @property
    def on_target(self) -> bool:
        return self.understandability >= UNDERSTANDABILITY_TARGET and self.actionability >= ACTIONABILITY_TARGET


@dataclass(frozen=True)
class ClearCommunication:
    """Items scored 1 (every instance complies) or 0; those that do not apply are left out."""

    items: Scores

    def __post_init__(self) -> None:
        _check(self.items, CDC_ITEMS, (0, 1), "CDC index")

    @property
    def share(self) -> float:
        return _share(self.items, CDC_ITEMS)

    @property
    def on_target(self) -> bool:
        return self.share >= CDC_TARGET


def _check(items: Scores, known: range | tuple[int, ...], allowed: range | tuple[int, ...], name: str) -> None:
    for item, score in items.items():
        if int(item) not in known or score not in allowed:
            raise ScoreError(f"{name}: item {item} cannot be scored {score}")


def _share(items: Scores, counted: range | tuple[int, ...]) -> float:
    scores = [score for item, score in items.items() if int(item) in counted]
    if not scores:
        raise ScoreError("no item of the instrument was scored")
    return sum(scores) / len(scores)
