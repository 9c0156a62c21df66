"""What is in the registry comes in, once, and what is here is never lost."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.trials.making import put_page, raw_site
from trials.models import Candidate, RegistryQuery, StagedPage, Study, StudySnapshot, SyncIssue, SyncRun
from trials.standin.server import StandIn
from trials.sync.report import Report

from .conftest import numbered, state_of_everything, with_status

Sync = Callable[..., Report]
# What a run may write beside its own row: its lock, its pages, its end.
OWN_TABLES = ("trials_syncrun", "trials_stagedpage")


def test_everything_the_queries_find_comes_in_as_a_candidate(sync: Sync) -> None:
    report = sync()
    assert (report.state, report.seen, report.created) == (SyncRun.State.DONE, 5, 5)
    assert Study.objects.count() == Candidate.objects.filter(decision=Candidate.Decision.WAITING).count() == 5
    assert {slug for (slug,) in Candidate.objects.values_list("found_by__slug")} == {"made-up"}
    assert not StagedPage.objects.exists()


def test_a_second_run_writes_nothing(sync: Sync) -> None:
    sync()
    before = state_of_everything()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        report = sync(full=True)
    written = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if not any(f'"{table}"' in sql for table in OWN_TABLES)] == []
    assert (report.created, report.changed, report.unchanged) == (0, 0, 5)
    assert state_of_everything() == before


def test_a_run_over_data_that_have_not_moved_asks_for_nothing(sync: Sync, stand_in: StandIn) -> None:
    sync()
    stand_in.requests.clear()
    assert sync().state == SyncRun.State.NOTHING_NEW
    assert [asked.path for asked in stand_in.requests] == ["/version"]


def test_the_next_run_asks_only_for_what_changed(sync: Sync, stand_in: StandIn) -> None:
    sync()
    stand_in.put(
        with_status(numbered(2, statusModule={"lastUpdatePostDateStruct": {"date": "2099-01-01"}}), "COMPLETED")
    )
    stand_in.data_timestamp = "2026-11-23T09:00:00"
    stand_in.requests.clear()
    report = sync()
    assert (report.seen, report.changed) == (1, 1)
    assert Study.objects.get(nct_id="NCT99990002").status == "COMPLETED"
    assert any("LastUpdatePostDate" in asked.query.get("filter.advanced", "") for asked in stand_in.requests)


def test_a_query_that_is_new_is_asked_in_full(sync: Sync, stand_in: StandIn) -> None:
    other = numbered(8, conditionsModule={"conditions": ["Ependymoma"]})
    other["protocolSection"]["identificationModule"]["briefTitle"] = "SAMPLE: Another"
    stand_in.put(other)
    sync()
    assert not Study.objects.filter(nct_id="NCT99990008").exists()
    RegistryQuery.objects.create(name="E", slug="e", condition="ependymoma")
    sync()
    assert Study.objects.filter(nct_id="NCT99990008").exists()


def test_many_pages_and_overlapping_queries_make_one_study_each(sync: Sync, stand_in: StandIn) -> None:
    stand_in.replace([numbered(n) for n in range(1, 36)])
    RegistryQuery.objects.create(name="Again", slug="again", condition="chordoma")
    report = sync()
    assert report.created == report.seen == 35
    candidate = Candidate.objects.get(study__nct_id="NCT99990001")
    assert set(candidate.found_by.values_list("slug", flat=True)) == {"made-up", "again"}


def test_a_change_is_kept_beside_what_it_replaced(sync: Sync, stand_in: StandIn) -> None:
    sync()
    stand_in.put(with_status(numbered(1), "SUSPENDED"))
    report = sync(full=True)
    assert report.changed == 1
    study = Study.objects.get(nct_id="NCT99990001")
    statuses = [s.raw["protocolSection"]["statusModule"]["overallStatus"] for s in study.snapshots.order_by("pk")]
    assert statuses == ["RECRUITING", "SUSPENDED"]
    assert study.opened_on is None


def test_a_study_that_opens_is_new_on_the_day_of_the_data(sync: Sync, stand_in: StandIn) -> None:
    stand_in.put(numbered(1, status="NOT_YET_RECRUITING"))
    sync()
    stand_in.put(numbered(1))
    stand_in.data_timestamp = "2026-12-01T09:00:00"
    sync(full=True)
    assert str(Study.objects.get(nct_id="NCT99990001").opened_on) == "2026-12-01"
    assert str(Study.objects.get(nct_id="NCT99990002").opened_on) == "2026-01-15"


def test_sites_are_replaced_as_a_set(sync: Sync, stand_in: StandIn) -> None:
    sync()
    locations = [raw_site("Houston", "Texas", status="COMPLETED"), raw_site("Toronto", country="Canada")]
    stand_in.put(numbered(1, contactsLocationsModule={"locations": locations}))
    sync(full=True)
    study = Study.objects.get(nct_id="NCT99990001")
    assert [(site.city, site.is_offered) for site in study.sites.all()] == [("Houston", False), ("Toronto", True)]
    assert study.country_list == ["CA"]


def test_only_the_studies_asked_for_by_number(sync: Sync) -> None:
    report = sync(numbers=("NCT99990002", "NCT99990777"))
    assert report.created == 1
    assert report.missing == ["NCT99990777"]


# What vanishes -------------------------------------------------------------------------------------------------------


def test_what_no_query_finds_any_more_stays_and_is_still_refreshed(sync: Sync, stand_in: StandIn) -> None:
    sync()
    elsewhere = numbered(1, conditionsModule={"conditions": ["Other"]})
    elsewhere["protocolSection"]["identificationModule"]["briefTitle"] = "SAMPLE: Other"
    stand_in.put(elsewhere)
    sync(full=True)
    study = Study.objects.get(nct_id="NCT99990001")
    assert (study.state, study.conditions) == (Study.State.OUT_OF_SCOPE, "Other")
    stand_in.put(numbered(1))
    sync(full=True)
    study.refresh_from_db()
    assert study.state == Study.State.LISTED


def test_a_number_is_taken_for_gone_only_after_three_days_of_data(sync: Sync, stand_in: StandIn) -> None:
    sync()
    page = put_page(Study.objects.get(nct_id="NCT99990001"))
    stand_in.remove("NCT99990001")
    states = []
    for day in (21, 21, 22, 23):
        stand_in.data_timestamp = f"2026-11-{day}T09:00:00"
        sync(full=True)
        states.append(Study.objects.get(nct_id="NCT99990001").state)
    assert states == [Study.State.LISTED] * 3 + [Study.State.GONE]
    page.refresh_from_db()
    assert page.live
    stand_in.put(numbered(1))
    sync(full=True)
    assert Study.objects.get(nct_id="NCT99990001").state == Study.State.LISTED


def test_an_entry_that_became_part_of_another_leads_there(sync: Sync, stand_in: StandIn, client: Any) -> None:
    sync()
    put_page(Study.objects.get(nct_id="NCT99990001"))
    put_page(Study.objects.get(nct_id="NCT99990002"))
    stand_in.merge("NCT99990001", "NCT99990002")
    sync(full=True)
    older = Study.objects.get(nct_id="NCT99990001")
    assert (older.state, older.merged_into.nct_id) == (Study.State.MERGED, "NCT99990002")
    response = client.get("/trials/nct99990001/")
    assert (response.status_code, response["Location"]) == (301, "/trials/nct99990002/")


@pytest.mark.parametrize("address", ["NCT99990002", "nct99990777", "Nct99990002"])
def test_capitals_and_older_numbers_lead_to_the_page(sync: Sync, stand_in: StandIn, client: Any, address: str) -> None:
    stand_in.put(numbered(2, identificationModule={"nctIdAliases": ["NCT99990777"]}))
    sync()
    put_page(Study.objects.get(nct_id="NCT99990002"))
    response = client.get(f"/trials/{address}/")
    assert (response.status_code, response["Location"]) == (301, "/trials/nct99990002/")
    assert client.get("/trials/nct99990778/").status_code == 404
    assert client.get("/trials/nct99990002/more/").status_code == 404


# The brake -----------------------------------------------------------------------------------------------------------


def test_a_run_that_would_close_many_studies_stops_before_it_begins(sync: Sync, stand_in: StandIn) -> None:
    many = range(1, 41)
    stand_in.replace([numbered(n) for n in many])
    sync()
    before = state_of_everything()
    stand_in.replace([with_status(numbered(n), "COMPLETED") for n in many])
    report = sync(full=True)
    assert report.state == SyncRun.State.BRAKED
    assert "40 of 40" in report.message
    assert state_of_everything() == before
    assert sync(full=True, force=True).changed == 40


def test_a_run_in_which_many_studies_are_missing_stops(sync: Sync, stand_in: StandIn) -> None:
    stand_in.replace([numbered(n) for n in range(1, 41)])
    sync()
    stand_in.replace([numbered(n) for n in range(1, 21)])
    assert sync(full=True).state == SyncRun.State.BRAKED
    assert Study.objects.filter(missing_on=[]).count() == 40


# Odd records ----------------------------------------------------------------------------------------------------------


def test_a_record_that_cannot_be_read_leaves_what_we_had(sync: Sync, stand_in: StandIn) -> None:
    sync()
    broken = numbered(1)
    broken["protocolSection"]["statusModule"] = "gone"
    stand_in.put(broken, "NCT99990001")
    report = sync(full=True)
    study = Study.objects.get(nct_id="NCT99990001")
    assert (report.failed, report.is_partial) == (1, True)
    assert (study.status, study.is_stale) == ("RECRUITING", True)
    assert study.snapshots.order_by("-pk").first().raw["protocolSection"]["statusModule"] == "gone"
    assert SyncIssue.objects.filter(nct_id="NCT99990001", is_failure=True).exists()
    before = state_of_everything()
    sync(full=True)
    assert state_of_everything() == before
    stand_in.put(numbered(1))
    sync()
    study.refresh_from_db()
    assert not study.is_stale


def test_what_a_database_cannot_keep_is_replaced_not_lost(sync: Sync, stand_in: StandIn) -> None:
    odd = numbered(
        1, descriptionModule={"briefSummary": "a\x00b \ud800 c"}, designModule={"enrollmentInfo": {"count": 1}}
    )
    stand_in.put(odd)
    assert sync().failed == 0
    assert Study.objects.get(nct_id="NCT99990001").record.brief_summary == "a\ufffdb \ufffd c"


def test_values_longer_than_their_columns_are_kept_whole_in_the_record(sync: Sync, stand_in: StandIn) -> None:
    stand_in.put(with_status(numbered(1), "X" * 5000))
    report = sync()
    study = Study.objects.get(nct_id="NCT99990001")
    assert (len(study.status), len(study.record.status)) == (100, 5000)
    assert any(issue.problem == "unknown value" for _, issue in report.issues)


# The command ----------------------------------------------------------------------------------------------------------


def test_the_report_for_a_scheduler(command: Callable[..., None], tmp_path: Path) -> None:
    command("--json-report", str(tmp_path / "report.json"))
    report = json.loads((tmp_path / "report.json").read_text())
    counts = {name: report[name] for name in ("seen", "created", "changed", "unchanged", "failed", "issues")}
    assert counts == {"seen": 5, "created": 5, "changed": 0, "unchanged": 0, "failed": 0, "issues": []}


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    command: Callable[..., None], stand_in: StandIn, capsys: Any
) -> None:
    command()
    before, runs = state_of_everything(), SyncRun.objects.count()
    stand_in.put(with_status(numbered(1), "SUSPENDED"))
    stand_in.put(numbered(9))
    capsys.readouterr()
    command("--full", "--dry-run")
    said = capsys.readouterr().out
    assert "NCT99990001 changed" in said
    assert "RECRUITING -> SUSPENDED" in said
    assert "NCT99990009 created" in said
    assert (state_of_everything(), SyncRun.objects.count()) == (before, runs)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--full", "--nct", "NCT99990001"], 2), (["--query", "nothing"], 2), (["--from-file", "/no/such/file"], 2)],
)
def test_orders_that_make_no_sense_are_refused(command: Callable[..., None], arguments: list[str], code: int) -> None:
    with pytest.raises(CommandError) as refusal:
        command(*arguments)
    assert refusal.value.returncode == code


def test_a_second_run_at_the_same_time_is_refused(command: Callable[..., None]) -> None:
    now = timezone.now()
    SyncRun.objects.create(kind="full", source="s", started_at=now, heartbeat=now, process="elsewhere 1")
    with pytest.raises(CommandError) as refusal:
        command()
    assert refusal.value.returncode == 4


def test_a_run_whose_machine_has_gone_silent_does_not_hold_the_lock(command: Callable[..., None]) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    dead = SyncRun.objects.create(
        kind="full", source="s", started_at=long_ago, heartbeat=long_ago, process="elsewhere 1"
    )
    command()
    dead.refresh_from_db()
    assert dead.state == SyncRun.State.ABANDONED
    assert Study.objects.count() == 5


# Files ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_duplicates_matter(command: Callable[..., None], tmp_path: Path, seed: int) -> None:
    updated = {"lastUpdatePostDateStruct": {"date": "2026-11-19"}}
    forms = [numbered(1), numbered(1, status="SUSPENDED"), numbered(1, status="COMPLETED"), numbered(2), numbered(2)]
    forms += [numbered(3, status="SUSPENDED", statusModule=updated), numbered(3)]
    random.Random(seed).shuffle(forms)
    file = tmp_path / "studies.json"
    file.write_text(json.dumps(forms))
    command("--from-file", str(file))
    statuses = dict(Study.objects.values_list("nct_id", "status"))
    assert statuses.pop("NCT99990003") == "SUSPENDED"
    assert statuses == {"NCT99990001": "SUSPENDED", "NCT99990002": "RECRUITING"}
    assert StudySnapshot.objects.count() == 3


def test_a_download_does_what_the_registry_would_have_done(command: Callable[..., None], tmp_path: Path) -> None:
    file = tmp_path / "ctg-studies.json"
    file.write_text(json.dumps([numbered(1), numbered(2), {"protocolSection": 3}]))
    with pytest.raises(CommandError) as partial:
        command("--from-file", str(file))
    assert partial.value.returncode == 1
    assert Study.objects.count() == 2
    assert SyncIssue.objects.get(problem="no registry number").value == '{"protocolSection": 3}'
    assert StudySnapshot.objects.count() == 2
