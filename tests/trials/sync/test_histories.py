"""Editors' words survive every sync, and registry values survive every publish: over histories nobody thought of."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.trials.making import put_page
from trials.models import Study, TrialPage
from trials.standin.server import StandIn, serving
from trials.sync.engine import Order, Sync
from trials.sync.source import Source

from .conftest import numbered, with_status

NUMBERS = ("NCT99990001", "NCT99990002", "NCT99990003")
STATUSES = ("RECRUITING", "SUSPENDED", "COMPLETED", "SOMETHING_NEW")
WORDS = st.text("abc", min_size=1, max_size=8)
number = st.sampled_from(NUMBERS)
# The machine is built by hypothesis without arguments, so the registry reaches it from here.
registry: list[StandIn] = []


class Histories(RuleBasedStateMachine):
    """Editors and the registry at work on the same trials. `words` and `values` say what must be true of each."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.stand_in = registry[0]
        self.stand_in.replace([numbered(n) for n in (1, 2, 3)])
        self.day = 0
        self.served = {each: ("RECRUITING", f"SAMPLE: Made-up study {each[-1]}") for each in NUMBERS}
        self.sync(full=True)
        for each in NUMBERS:
            put_page(Study.objects.get(nct_id=each), title=f"Page {each[-1]}")
        self.words = {each: f"Page {each[-1]}" for each in NUMBERS}
        self.drafts: dict[str, list[Any]] = {each: [] for each in NUMBERS}
        self.live = dict.fromkeys(NUMBERS, True)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def page(self, nct_id: str) -> TrialPage:
        return TrialPage.objects.get(study__nct_id=nct_id)

    # The registry ---------------------------------------------------------------------------------------------------

    @rule(nct_id=number, status=st.sampled_from(STATUSES), title=WORDS)
    def the_registry_changes_a_study(self, nct_id: str, status: str, title: str) -> None:
        raw = with_status(numbered(int(nct_id[-1])), status)
        raw["protocolSection"]["identificationModule"]["briefTitle"] = f"SAMPLE: Made-up {title}"
        self.stand_in.put(raw)
        self.served[nct_id] = (status, f"SAMPLE: Made-up {title}")

    @rule(nct_id=number)
    def the_registry_loses_a_study(self, nct_id: str) -> None:
        if self.served.pop(nct_id, None):
            self.stand_in.remove(nct_id)

    @rule(full=st.booleans())
    def sync(self, full: bool) -> None:
        self.day += 1
        self.stand_in.data_timestamp = f"2026-11-20T{self.day % 24:02}:{self.day % 60:02}:00"
        Sync(Source(self.stand_in.url), Order(full=full)).go()
        if full:
            self.values = getattr(self, "values", {}) | self.served

    # The editors ----------------------------------------------------------------------------------------------------

    @rule(nct_id=number, words=WORDS)
    def an_editor_saves_a_draft(self, nct_id: str, words: str) -> None:
        page = self.page(nct_id).get_latest_revision_as_object()
        page.title = words
        self.drafts[nct_id].append((page.save_revision(), words))

    @rule(nct_id=number, choice=st.integers(0, 50))
    def an_editor_publishes_some_version(self, nct_id: str, choice: int) -> None:
        """The newest or an old one, written before the registry changed."""
        if self.drafts[nct_id]:
            revision, words = self.drafts[nct_id][choice % len(self.drafts[nct_id])]
            revision.publish()
            self.words[nct_id] = words
            self.live[nct_id] = True

    @precondition(lambda self: any(self.live.values()))
    @rule(nct_id=number)
    def an_editor_unpublishes(self, nct_id: str) -> None:
        self.page(nct_id).unpublish()
        self.live[nct_id] = False

    # What must hold -------------------------------------------------------------------------------------------------

    @invariant()
    def editors_words_are_the_ones_published_last(self) -> None:
        for nct_id in NUMBERS:
            page = self.page(nct_id)
            assert (page.title, page.live) == (self.words[nct_id], self.live[nct_id])

    @invariant()
    def registry_values_are_the_ones_synced_last(self) -> None:
        for nct_id, (status, title) in self.values.items():
            study = Study.objects.get(nct_id=nct_id)
            assert (study.status, study.brief_title) in {(status, title), self.served.get(nct_id)}
            assert (study.record.status, study.record.brief_title) == (study.status, study.brief_title)


@pytest.mark.slow
def test_neither_ever_overwrites_the_other(empty: None) -> None:
    with serving(records=[]) as stand_in:
        registry[:] = [stand_in]
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=15,
                stateful_step_count=15,
                deadline=None,
                # Each step is a whole sync: a shorter history of a failure is not worth the minutes.
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
