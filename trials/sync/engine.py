"""A whole run: take the lock, ask the registry, look before the leap, apply, and say what happened.

1. Version and questions: what to ask for, or nothing when the registry has not moved since the last good run.
2. Fetch every page and keep it. 3. Ask by number for what we know and did not see. 4. Brake. 5. Apply, one transaction
for each study. A run that is killed anywhere is taken up by the next; applying twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import cached_property

from ..models import RegistryQuery, Study, StudySnapshot, SyncIssue, SyncRun
from ..models.study import OPEN
from ..registry.api import Registry
from ..registry.differences import differences
from ..registry.errors import Refused, RegistryError
from ..registry.files import BadEntry, studies_in
from ..registry.record import Issue
from . import lease
from .applying import Outcome, Plan, Result, apply, plan
from .brake import Brake
from .fetching import BY_NUMBER, Fetcher, Question, active_queries, aliases_of, number_of
from .incoming import Incoming, data_date
from .report import Report, StudyReport
from .source import Source, sample_source
from .staging import DatabaseStage, KeptPage, MemoryStage, Stage

# After this many days of the registry's data without it, a number is taken for gone.
DAYS_UNTIL_GONE = 3
NO_NUMBER = "no registry number"
# What the brake compares with, without the raw records.
COMPARED = ("nct_id", "status", "state", "content_digest", "is_stale", "missing_on")


class Listener(Protocol):
    """Who is told how a run goes."""

    def fetched(self, page: KeptPage) -> None: ...

    def applying(self, total: int) -> None: ...

    def applied(self, outcome: Outcome) -> None: ...


class Silence:
    """Nobody is told."""

    def fetched(self, page: KeptPage) -> None: ...

    def applying(self, total: int) -> None: ...

    def applied(self, outcome: Outcome) -> None: ...


@dataclass(frozen=True)
class Order:
    """What somebody asked a run to do. numbers: only these. query: only this saved query. force: past the brake."""

    full: bool = False
    numbers: tuple[str, ...] = ()
    query: str = ""
    file: Path | None = None
    dry_run: bool = False
    force: bool = False

    @property
    def kind(self) -> str:
        if self.file:
            return SyncRun.Kind.FILE
        if self.numbers or self.query:
            return SyncRun.Kind.SOME
        return SyncRun.Kind.FULL if self.full else SyncRun.Kind.INCREMENTAL

    @property
    def is_whole(self) -> bool:
        """Whether it asks all the questions there are."""
        return self.kind in SyncRun.WHOLE


class Sync:
    """One run over one source."""

    def __init__(self, source: Source, order: Order, listener: Listener | None = None) -> None:
        self.source = source
        self.order = order
        self.listener = listener or Silence()
        self.report = Report(order.kind, source.name, dry_run=order.dry_run)
        self.run: SyncRun | None = None
        self.stage: Stage = MemoryStage()

    @cached_property
    def registry(self) -> Registry:
        return self.source.registry(self._alive)

    def go(self) -> Report:
        """Do it. Raises lease.Locked. What the registry does wrong is in the report, never an exception."""
        if not self.order.dry_run:
            self.run = self._begin()
        try:
            self._go()
        except RegistryError as error:
            state = SyncRun.State.REFUSED if isinstance(error, Refused) else SyncRun.State.FAILED
            self._end(state, str(error))
        except BaseException as error:
            self._end(SyncRun.State.FAILED, f"Broken off: {type(error).__name__}.")
            raise
        finally:
            if "registry" in vars(self):
                self.registry.close()
        return self.report

    # Lock and bookkeeping -------------------------------------------------------------------------------------------

    def _begin(self) -> SyncRun:
        now = timezone.now()
        scope = {"queries": {query.slug: query.condition for query in self._queries()}, "numbers": self.order.numbers}
        wanted = SyncRun(kind=self.order.kind, source=self.source.name, scope=scope, started_at=now, heartbeat=now)
        run = lease.take(wanted)
        if run.pk == wanted.pk:
            return run
        same = run.kind == wanted.kind and run.source == wanted.source and run.scope == _as_json(scope)
        if same and not self.order.file:
            return run
        run.state, run.finished_at = SyncRun.State.ABANDONED, now
        run.save()
        run.staged_pages.all().delete()
        return lease.take(wanted)

    def _end(self, state: str, message: str = "", complete: bool = False) -> None:
        self.report.state, self.report.message = state, message
        if self.run is None:
            return
        for name in ("created", "changed", "unchanged", "failed", "seen"):
            setattr(self.run, name, getattr(self.report, name))
        self.run.state, self.run.message, self.run.is_complete = state, message, complete
        self.run.finished_at = timezone.now()
        self.run.save()
        self.run.staged_pages.all().delete()

    def _alive(self) -> None:
        if self.run is not None:
            lease.beat(self.run)

    def _told(self, page: KeptPage) -> None:
        self._alive()
        self.listener.fetched(page)

    # The steps ------------------------------------------------------------------------------------------------------

    def _go(self) -> None:
        self.stage = DatabaseStage(self.run) if self.run else MemoryStage()
        if self.order.file:
            self._from_file(self.order.file)
            return
        version = self.registry.version().data_timestamp
        if self._nothing_new(version):
            self.report.data_timestamp = version
            self._stamp(version)
            self._end(SyncRun.State.NOTHING_NEW, "The registry has not changed since the last run.", complete=True)
            return
        self._fetch_all(version)
        self._apply_all()

    def _stamp(self, version: str) -> None:
        """Note which data this run reads. Pages kept of other data are of no use."""
        self.report.data_timestamp = version
        if self.run is None:
            return
        if self.run.data_timestamp not in ("", version):
            self.stage.forget()
        self.run.data_timestamp = version
        self.run.save()

    def _nothing_new(self, version: str) -> bool:
        last = self._last_complete()
        return (
            self.order.kind == SyncRun.Kind.INCREMENTAL
            and last is not None
            and last.data_timestamp == version
            and last.scope.get("queries") == {query.slug: query.condition for query in self._queries()}
            and not self.source.studies().filter(is_stale=True).exists()
        )

    def _last_complete(self) -> SyncRun | None:
        return SyncRun.objects.over_everything().filter(source=self.source.name).order_by("-pk").first()

    def _queries(self) -> list[RegistryQuery]:
        if self.order.numbers or self.order.file:
            return []
        return active_queries(self.order.query or None)

    def _questions(self) -> list[Question]:
        """All of every query on a full run, and of a query that is new; else what changed since the last whole run."""
        last = None if self.order.full else self._last_complete()
        asked = last.scope.get("queries", {}) if last else {}
        return [
            Question(
                query.slug,
                query.condition,
                self.source.page_size,
                last.started_at.date() if last and asked.get(query.slug) == query.condition else None,
            )
            for query in self._queries()
        ]

    def _fetch_all(self, version: str) -> None:
        self._stamp(version)
        self._fetch()
        now = self.registry.version().data_timestamp
        if now == version:
            return
        # Its data were refreshed while we read, and pages may not fit together: read them all again, once.
        self.stage.forget()
        self._stamp(now)
        self._fetch()
        if self.registry.version().data_timestamp != now:
            self.report.gaps.append("The registry's data kept changing while they were read.")

    def _fetch(self) -> None:
        fetcher = Fetcher(self.registry, self.stage, self._told)
        self.report.gaps = fetcher.ask(self._questions())
        self.report.missing = list(fetcher.ask_by_number(self._numbers_to_ask()))

    def _numbers_to_ask(self) -> set[str]:
        """What a query alone would miss: on a full run all we know and did not see, else what is in doubt."""
        if self.order.numbers:
            return set(self.order.numbers)
        if not self.order.is_whole:
            return set()
        known = self.source.studies().exclude(state=Study.State.MERGED)
        if not self.order.full:
            known = known.exclude(state=Study.State.LISTED, is_stale=False)
        return set(known.values_list("nct_id", flat=True)) - self._seen()

    def _seen(self) -> set[str]:
        """Every number that has come, older ones of the same study too."""
        studies = (raw for page in self.stage.pages() for raw in page.studies)
        return {number for raw in studies for number in (number_of(raw), *aliases_of(raw)) if number}

    def _incoming(self) -> Incoming:
        incoming = Incoming()
        for page in self.stage.pages():
            for raw in page.studies:
                incoming.add(raw, page.query)
        return incoming

    def _apply_all(self) -> None:
        incoming = self._incoming()
        if reasons := self._brake_reasons(incoming):
            message = " ".join(reasons)
            self._end(SyncRun.State.BRAKED, f"Nothing was applied. {message} If this is right, run it with --force.")
            return
        self._apply(incoming)
        if not self.order.dry_run:
            self._note_missing()
        self._conclude(complete=self.order.is_whole and not self.report.gaps)

    def _brake_reasons(self, incoming: Incoming) -> list[str]:
        if self.order.force or not self.order.is_whole:
            return []
        ours = self.source.studies().exclude(state=Study.State.MERGED)
        known = {study.nct_id: study for study in ours.only(*COMPARED)}
        lost = 0
        if self.order.full:
            listed = {number for number, study in known.items() if study.state == Study.State.LISTED}
            lost = len(listed - {number for number, by in incoming.found_by.items() if by != {BY_NUMBER}})
        open_ones = sum(study.status == OPEN for study in known.values())
        plans = [plan(raw, known=known) for raw in incoming.all()]
        return Brake(len(known), lost, open_ones).reasons(plans)

    def _apply(self, incoming: Incoming) -> None:
        self.listener.applying(len(incoming))
        queries = {query.slug: query for query in self._queries()}
        done = self._done_before()
        for number, raw in enumerate(incoming.all()):
            if number % 20 == 0:
                self._alive()
            found_by = incoming.found_by.get(number_of(raw) or "", set())
            state = self._state_of(found_by)
            outcome = self._planned(raw, state) if self.order.dry_run else self._applied(raw, state, found_by, queries)
            if outcome.result is Result.UNCHANGED and outcome.nct_id in done:
                outcome = Outcome(outcome.nct_id, done[outcome.nct_id])
            self.report.count(outcome)
            self.listener.applied(outcome)

    def _state_of(self, found_by: set[str]) -> str | None:
        """A query that found it lists it; a full run that only has it by number has learned that none does."""
        if found_by - {BY_NUMBER}:
            return Study.State.LISTED
        return Study.State.OUT_OF_SCOPE if self.order.kind == SyncRun.Kind.FULL else None

    def _applied(
        self, raw: Any, state: str | None, found_by: Iterable[str], queries: dict[str, RegistryQuery]
    ) -> Outcome:
        finders = [queries[slug] for slug in sorted(found_by) if slug in queries]
        timestamp = self.report.data_timestamp
        outcome = apply(raw, run=self.run, data_timestamp=timestamp, state=state, found_by=finders)
        self._keep_issues(outcome, raw)
        return outcome

    def _planned(self, raw: Any, state: str | None) -> Outcome:
        intended: Plan = plan(raw, state=state)
        if intended.result in (Result.CREATED, Result.CHANGED):
            found = tuple(differences(intended.before, intended.raw)) if intended.study else ()
            self.report.studies.append(StudyReport(intended.nct_id, intended.result, found))
        return Outcome(intended.nct_id, intended.result, intended.reading.issues)

    def _done_before(self) -> dict[str, Result]:
        """What this run had applied before it was killed, so that its counts are those of an unbroken one."""
        if self.run is None:
            return {}
        if self.run.issues.exists():
            # Everything is gone over again, and what was odd is noted again.
            self.run.issues.all().delete()
        earlier = StudySnapshot.objects.filter(study=OuterRef("study"), pk__lt=OuterRef("pk"))
        kept = self.run.snapshots.order_by("pk").values_list("study__nct_id", Exists(earlier))
        return {number: Result.CHANGED if had_earlier else Result.CREATED for number, had_earlier in kept}

    def _keep_issues(self, outcome: Outcome, raw: Any) -> None:
        issues = outcome.issues
        if not outcome.nct_id:
            # Such a record has no row of its own, so it is kept here.
            issues = (Issue("", NO_NUMBER, json.dumps(raw, ensure_ascii=False)), *issues)
        SyncIssue.objects.bulk_create(
            SyncIssue(
                run=self.run,
                nct_id=outcome.nct_id,
                path=issue.path[:300],
                problem=issue.problem[:200],
                value=issue.value,
                is_failure=outcome.result is Result.FAILED,
            )
            for issue in issues
        )

    def _note_missing(self) -> None:
        """Count the days on which the registry did not know a number. The page stays, and says so."""
        timestamp = self.report.data_timestamp
        for study in self.source.studies().filter(nct_id__in=self.report.missing):
            if timestamp in study.missing_on:
                continue
            study.missing_on = [*study.missing_on, timestamp]
            if len(study.missing_on) >= DAYS_UNTIL_GONE:
                study.state = Study.State.GONE
            study.save(update_fields=["missing_on", "state"])

    def _conclude(self, complete: bool) -> None:
        notes = [*self.report.gaps]
        if self.report.missing:
            notes.append(f"The registry does not know {', '.join(self.report.missing)}.")
        odd = self.report.is_partial or self.report.issues
        self._end(SyncRun.State.WITH_ISSUES if odd else SyncRun.State.DONE, " ".join(notes), complete)

    # Files ----------------------------------------------------------------------------------------------------------

    def _from_file(self, path: Path) -> None:
        """Bring in what was downloaded by hand: the way out when the registry refuses this network."""
        incoming = Incoming()
        bad: list[BadEntry] = []
        for raw in studies_in(path):
            if isinstance(raw, BadEntry):
                bad.append(raw)
            else:
                incoming.add(raw, "")
        self._stamp(max((data_date(raw) for raw in incoming.all()), default=""))
        self._apply(incoming)
        for entry in bad:
            self.report.gaps.append(f"{entry.where}: {entry.reason}")
        self._conclude(complete=False)


def _as_json(scope: dict[str, Any]) -> dict[str, Any]:
    return {**scope, "numbers": list(scope["numbers"])}


def bring_in_samples() -> None:
    """Bring the sample registry's records in, whichever registry the settings name.

    They never change, so nothing is lost if a run over real ones is going on and this one has to be left out.
    """
    with sample_source() as source, suppress(lease.Locked):
        Sync(source, Order()).go()
