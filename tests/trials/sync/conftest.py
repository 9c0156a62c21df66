"""A registry that stands in for the real one, and a database that has never seen it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command

from tests.trials.making import raw_record
from trials.models import Candidate, RegistryQuery, Study, SyncRun, TrialPage
from trials.standin.server import StandIn, serving
from trials.sync.engine import Order, Sync
from trials.sync.report import Report
from trials.sync.source import Source


@pytest.fixture
def empty(db: None) -> None:
    """The starter's own trials are gone, and one query asks for everything that is made here."""
    for page in TrialPage.objects.all():
        page.delete()
    Candidate.objects.all().delete()
    for study in Study.objects.all():
        study.snapshots.all().delete()
        study.delete()
    SyncRun.objects.all().delete()
    RegistryQuery.objects.all().delete()
    RegistryQuery.objects.create(name="Made up", slug="made-up", condition="made-up OR chordoma")


@pytest.fixture
def stand_in(empty: None) -> Iterator[StandIn]:
    with serving(records=[numbered(n) for n in range(1, 6)]) as registry:
        yield registry


@pytest.fixture
def sync(stand_in: StandIn) -> Callable[..., Report]:
    """Run the sync as the command does: `sync(full=True)`."""

    def run(**order: Any) -> Report:
        return Sync(Source(stand_in.url), Order(**order)).go()

    return run


@pytest.fixture
def command(stand_in: StandIn, settings: Any) -> Callable[..., None]:
    """`manage.py sync_trials`, asking the stand-in."""
    settings.REGISTRY_URL = stand_in.url

    def run(*arguments: str, **options: Any) -> None:
        call_command("sync_trials", *arguments, **options)

    return run


def numbered(number: int, **changes: Any) -> dict[str, Any]:
    """The record number so-and-so."""
    return raw_record(f"NCT9999{number:04}", title=f"SAMPLE: Made-up study {number}", **changes)


def with_status(raw: dict[str, Any], status: str) -> dict[str, Any]:
    raw["protocolSection"]["statusModule"]["overallStatus"] = status
    return raw


def state_of_everything() -> dict[str, Any]:
    """All that a sync decides, in a form that can be compared. Times and keys are left out."""
    left_out = {"id", "fetched_at", "merged_into"}
    studies = {}
    for study in Study.objects.order_by("nct_id"):
        fields = [field for field in Study._meta.concrete_fields if field.name not in left_out]
        candidate = Candidate.objects.filter(study=study).first()
        studies[study.nct_id] = {
            "values": {field.name: getattr(study, field.attname) for field in fields},
            "merged_into": study.merged_into and study.merged_into.nct_id,
            "aliases": sorted(study.aliases.values_list("nct_id", flat=True)),
            "sites": list(study.sites.values_list("position", "city", "status", "is_offered", "place_words")),
            "snapshots": list(study.snapshots.order_by("pk").values_list("content_digest", flat=True)),
            "candidate": candidate and (candidate.decision, sorted(candidate.found_by.values_list("slug", flat=True))),
        }
    return studies
