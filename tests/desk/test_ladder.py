"""Whatever days are missed, each step is handled once, and nobody gets two about one text at once."""

from __future__ import annotations

import datetime
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from spinecare.desk.reminders.ladder import STEPS, turn

DUE = datetime.date(2027, 6, 1)
offsets = st.sets(st.integers(-90, 400), max_size=60)


@given(offsets)
def test_each_step_is_handled_once_and_never_early(running: set[int]) -> None:
    handled: Counter[str] = Counter()
    for offset in sorted(running):
        todo = turn(DUE, DUE + datetime.timedelta(days=offset), set(handled))
        assert len({step.days for step in todo.send}) <= 1
        assert all(step.days <= offset for step in (*todo.send, *todo.skip))
        assert all(early.days < late.days for early in todo.skip for late in todo.send)
        assert todo.send or not todo.skip, "a step was skipped for nothing"
        handled.update(step.key for step in (*todo.send, *todo.skip))
    reached = {step.key for step in STEPS if running and step.days <= max(running)}
    assert handled == Counter(reached)


def test_the_days_are_those_that_editors_were_promised() -> None:
    sent = {
        offset: [step.key for step in turn(DUE, DUE + datetime.timedelta(days=offset), handled_before(offset)).send]
        for offset in (-61, -60, -59, -30, 0, 13, 14, 15)
    }
    assert {offset: keys for offset, keys in sent.items() if keys} == {
        -60: ["owner-60"],
        -30: ["owner-30"],
        0: ["owner+0"],
        14: ["deputy+14", "owner+14"],
    }


def handled_before(offset: int) -> set[str]:
    return {step.key for step in STEPS if step.days < offset}
