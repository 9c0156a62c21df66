"""Whatever the registry does wrong, the run ends in the right state and says what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError

from trials.models import Study, SyncRun
from trials.standin.faults import Fault
from trials.standin.server import StandIn

from .conftest import numbered, state_of_everything

Command = Callable[..., None]
MOVED = "2026-11-23T09:00:00"
# What passes, and after it everything is as without it.
PASSING = {
    "asked too often": [Fault("status", 429, on=2, retry_after="0")],
    "an error of the server": [Fault("status", 500, on=2, times=2)],
    "a gateway without a server": [Fault("status", 502, path="/studies")],
    "a web page instead of an answer": [Fault("html", path="/studies")],
    "an answer cut short": [Fault("cut", path="/studies", page=2)],
    "a slow answer": [Fault("slow", path="/studies", seconds=0.05)],
    "a dropped connection": [Fault("reset", path="/studies", page=2)],
    "a token that is no longer known": [Fault("token", path="/studies", page=2)],
    "data that move while they are read": [Fault("moves", path="/studies", page=2, timestamp=MOVED)],
}


@pytest.fixture
def two_pages(stand_in: StandIn) -> StandIn:
    """Exactly two full pages: the registry then gives a third, empty one."""
    stand_in.replace([numbered(n) for n in range(1, 21)])
    return stand_in


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_leaves_no_trace(command: Command, two_pages: StandIn, name: str) -> None:
    two_pages.script(PASSING[name])
    command()
    run = SyncRun.objects.get()
    assert (run.state, run.seen, run.created, run.failed) == (SyncRun.State.DONE, 20, 20, 0)
    assert run.is_complete
    assert Study.objects.count() == 20
    last_page = [asked for asked in two_pages.requests if asked.path == "/studies"][-1]
    assert "pageToken" in last_page.query
    if "move" in name:
        assert run.data_timestamp == MOVED
        assert set(Study.objects.values_list("data_timestamp", flat=True)) == {MOVED}


@pytest.mark.parametrize(
    ("fault", "code", "state", "words"),
    [
        (Fault("status", 403, times=None), 3, SyncRun.State.REFUSED, "--from-file"),
        (Fault("status", 403, path="/studies", times=None), 3, SyncRun.State.REFUSED, "--from-file"),
        (Fault("status", 400, path="/studies", times=None), 2, SyncRun.State.FAILED, "Bad Request"),
    ],
    ids=["refused at once", "refused on the way", "a question it does not understand"],
)
def test_what_does_not_pass_is_reported_and_changes_nothing(
    command: Command, stand_in: StandIn, fault: Fault, code: int, state: str, words: str
) -> None:
    command()
    before = state_of_everything()
    stand_in.replace([numbered(9)])
    stand_in.script([fault])
    with pytest.raises(CommandError) as stopped:
        command("--full")
    assert stopped.value.returncode == code
    assert words in str(stopped.value)
    run = SyncRun.objects.first()
    assert (run.state, run.is_complete) == (state, False)
    assert state_of_everything() == before
    asked = [asked for asked in stand_in.requests if asked.path == "/studies"]
    assert len(asked) <= 2


def test_after_a_refusal_the_next_run_asks_from_where_the_last_good_one_was(command: Command, stand_in: Any) -> None:
    command()
    stand_in.script([Fault("status", 403, times=None)])
    with pytest.raises(CommandError):
        command("--full")
    stand_in.script([])
    stand_in.put(numbered(6))
    stand_in.data_timestamp = MOVED
    command("--full")
    assert Study.objects.count() == 6


def test_data_that_never_stop_moving_are_not_taken_for_complete(command: Command, stand_in: StandIn) -> None:
    moves = [Fault("moves", path="/version", on=n, timestamp=f"2026-11-2{n}T09:00:00") for n in range(1, 6)]
    stand_in.script(moves)
    with pytest.raises(CommandError) as partial:
        command()
    assert partial.value.returncode == 1
    assert not SyncRun.objects.get().is_complete
    assert Study.objects.count() == 5
