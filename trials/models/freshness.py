"""How current our copy of a registry record is.

A study that has not changed is not written again, so the day of our copy says little. What counts is the last run that
asked the registry for everything we follow: it found nothing new about the study, so our copy is as current as it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, Q
from django.utils import timezone

from ..registry.dates import day_of
from .run import SyncRun
from .study import Study, StudySnapshot

# Runs come every weekday and a full one every week; after this many days something is wrong.
OLD_AFTER = datetime.timedelta(days=8)


@dataclass(frozen=True)
class Freshness:
    """known_on: the last day on which our copy was as the registry had it. data_date: the day of the registry's data
    it is from, where that is known. is_old: more than 8 days ago."""

    known_on: datetime.date
    data_date: datetime.date | None
    is_old: bool


def freshness_of(study: Study) -> Freshness:
    """One query, and none for an entry the runs no longer bring."""
    run = _last_run_since(study) if study.state == Study.State.LISTED and not study.is_stale else None
    known_at = run.finished_at if run else study.fetched_at
    return Freshness(
        known_on=timezone.localdate(known_at),
        data_date=(day_of(run.data_timestamp) if run else None) or study.data_date,
        is_old=timezone.now() - known_at > OLD_AFTER,
    )


def _last_run_since(study: Study) -> SyncRun | None:
    """The last good run over everything after our copy was made.

    A copy from a file may be older than what an incremental run takes for known, so only a full one speaks for it.
    """
    came_in_a_file = StudySnapshot.objects.filter(
        Q(run=None) | Q(run__kind=SyncRun.Kind.FILE), study=study.pk, content_digest=study.content_digest
    )
    runs = SyncRun.objects.over_everything().filter(finished_at__gt=study.fetched_at)
    runs = runs.filter(source=SyncRun.SAMPLES) if study.is_sample else runs.exclude(source=SyncRun.SAMPLES)
    speaking = runs.filter(Q(kind=SyncRun.Kind.FULL) | ~Exists(came_in_a_file))
    return speaking.only("finished_at", "data_timestamp").order_by("-finished_at").first()
