"""What the sync brought can be read by an editor: each record, its versions, its oddities, and each run."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from trials.desk import home
from trials.desk.changes import changes
from trials.desk.record_screens import REMARKS
from trials.models import RegistryQuery, Study, SyncIssue, SyncRun
from trials.registry.eligibility import Eligibility
from trials.sync.applying import apply

from ..making import DATA_TIMESTAMP, put_page, put_study, raw_record

pytestmark = pytest.mark.django_db

RECORDS, RUNS = "/admin/trials/records/", "/admin/trials/runs/"
NOTICE = 'data-component="registry-notice"'


def run(state: str = SyncRun.State.DONE, days_ago: float = 0, **fields: object) -> SyncRun:
    begun = timezone.now() - datetime.timedelta(days=days_ago)
    values = {"kind": SyncRun.Kind.FULL, "source": "a test", "heartbeat": begun, "finished_at": begun}
    return SyncRun.objects.create(state=state, started_at=begun, **(values | fields))


def numbers(client: Client, asked: str) -> set[str]:
    page = client.get(f"{RECORDS}?{asked}&q=NCT9999100").content.decode()
    return set(re.findall(r"NCT9999100\d(?=\s*</a>)", page))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"NCT99991001", "NCT99991002", "NCT99991003", "NCT99991004"}),
        ("status=COMPLETED", {"NCT99991002"}),
        ("state=gone", {"NCT99991002"}),
        ("has_page=yes", {"NCT99991003", "NCT99991004"}),
        ("look=eligibility", {"NCT99991001", "NCT99991004"}),
        ("look=out-of-step", {"NCT99991003"}),
        ("look=stale", {"NCT99991002"}),
    ],
)
def test_the_list_of_records_can_be_narrowed(asked: str, found: set[str], editor_client: Client) -> None:
    put_study(raw_record("NCT99991001", eligibilityModule={"eligibilityCriteria": "Adults who can lie still."}))
    put_study(raw_record("NCT99991002", status="COMPLETED"))
    Study.objects.filter(nct_id="NCT99991002").update(state=Study.State.GONE, is_stale=True)
    put_page(put_study(raw_record("NCT99991003")))
    put_study(raw_record("NCT99991003", descriptionModule={"briefSummary": "New."}))
    flagged = (
        "Inclusion Criteria:\n\n* Meets inclusion criteria of part 1\n\nExclusion Criteria:\n\n* Earlier radiation"
    )
    put_page(put_study(raw_record("NCT99991004", eligibilityModule={"eligibilityCriteria": flagged})))
    assert numbers(editor_client, asked) == found


def test_a_record_shows_its_versions_and_what_each_changed(editor_client: Client) -> None:
    study = put_study()
    put_study(raw_record(status="COMPLETED"))
    put_study(raw_record(status="COMPLETED", title="SAMPLE: Renamed <i>"))
    page = editor_client.get(f"{RECORDS}inspect/{study.pk}/").content.decode()
    assert "3 versions are kept." in page
    assert "Status and dates: overall status" in page
    assert "Open: looking for people" in page
    assert "SAMPLE: Renamed &lt;i&gt;" in page
    assert "<i>" not in page
    assert "&quot;nctId&quot;: &quot;NCT99991001&quot;" in page


def test_a_record_shows_why_its_eligibility_text_is_not_split(editor_client: Client) -> None:
    study = put_study(raw_record(eligibilityModule={"eligibilityCriteria": "Adults who can lie still."}))
    page = editor_client.get(f"{RECORDS}inspect/{study.pk}/").content.decode()
    assert "Readers see the whole text, not two lists" in page


def test_a_record_without_anything_in_it_can_be_looked_at(editor_client: Client) -> None:
    study = Study.objects.create(nct_id="NCT99991009", fetched_at=timezone.now(), raw={"protocolSection": [None]})
    assert editor_client.get(f"{RECORDS}inspect/{study.pk}/").status_code == 200


def test_a_run_shows_what_it_brought(editor_client: Client) -> None:
    put_study()
    one = run(message="One record could not be read.", seen=2, created=1, changed=1)
    apply(raw_record(status="SUSPENDED"), run=one, data_timestamp=DATA_TIMESTAMP)
    apply(raw_record("NCT99991002", title="SAMPLE: Quite new"), run=one, data_timestamp=DATA_TIMESTAMP)
    SyncIssue.objects.create(run=one, nct_id="NCT99991001", path="a.b", problem="unknown value", value="<odd>")
    listed = editor_client.get(RUNS).content.decode()
    assert "Everything" in listed
    page = editor_client.get(f"{RUNS}inspect/{one.pk}/").content.decode()
    for words in (
        "One record could not be read.", "2 seen: 1 new, 1 changed", "SAMPLE: Quite new", "New.", "Paused", "a.b",
        "unknown value", "&lt;odd&gt;",
    ):  # fmt: skip
        assert words in page, words
    assert page.index("Paused") < page.index("SAMPLE: Quite new")


def test_a_long_run_asks_the_database_no_more_than_a_short_one(editor_client: Client) -> None:
    one = run()
    counts = []
    for first, last in ((0, 3), (3, 24)):
        for number in range(first, last):
            put_study(raw_record(f"NCT9999{number:04d}"))
            apply(raw_record(f"NCT9999{number:04d}", status="COMPLETED"), run=one, data_timestamp=DATA_TIMESTAMP)
        editor_client.get(f"{RUNS}inspect/{one.pk}/")
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(f"{RUNS}inspect/{one.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_run_of_many_is_shown_in_leaves(editor_client: Client) -> None:
    one = run()
    for number in range(30):
        apply(raw_record(f"NCT9999{number:04d}"), run=one, data_timestamp=DATA_TIMESTAMP)
    assert "Page 1 of 2" in editor_client.get(f"{RUNS}inspect/{one.pk}/").content.decode()
    assert "NCT99990029" in editor_client.get(f"{RUNS}inspect/{one.pk}/?p=2").content.decode()
    assert editor_client.get(f"{RUNS}inspect/{one.pk}/?p=x&issues=99").status_code == 200


def test_long_texts_are_compared_word_by_word() -> None:
    before = raw_record(
        descriptionModule={"briefSummary": "Proton beams are given once a day for five weeks in the <b>clinic."}
    )
    after = raw_record(
        descriptionModule={"briefSummary": "Proton beams are given twice a day for five weeks in the <b>clinic."}
    )
    (change,) = changes(before, after)
    assert "<del>once</del><ins>twice</ins>" in change.compared
    assert "&lt;b&gt;clinic" in change.compared


@pytest.mark.parametrize(
    ("state", "days_ago", "kind", "words"),
    [
        (SyncRun.State.DONE, 1, SyncRun.Kind.FULL, ""),
        (SyncRun.State.NOTHING_NEW, 2.9, SyncRun.Kind.INCREMENTAL, ""),
        (SyncRun.State.DONE, 3.1, SyncRun.Kind.FULL, "were last brought up to date on"),
        (SyncRun.State.BRAKED, 0, SyncRun.Kind.FULL, "Stopped: too much would change"),
        (SyncRun.State.REFUSED, 0, SyncRun.Kind.FULL, "Refused by the registry"),
        (SyncRun.State.FAILED, 0, SyncRun.Kind.FULL, "Failed"),
        (SyncRun.State.DONE, 0, SyncRun.Kind.SOME, "have not been brought up to date"),
    ],
)
def test_editors_are_told_when_the_trials_may_be_old(
    state: str, days_ago: float, kind: str, words: str, editor_client: Client, settings: object
) -> None:
    SyncRun.objects.all().delete()
    run(state, days_ago, kind=kind)
    settings.REGISTRY_URL = ""
    assert NOTICE not in editor_client.get("/admin/").content.decode()
    settings.REGISTRY_URL = "https://registry.example.org/api/v2"
    page = editor_client.get("/admin/").content.decode()
    assert (NOTICE in page) == bool(words)
    assert words in page
    assert bool(home.warning()) == bool(words)


def test_a_query_is_written_and_kept(editor_client: Client) -> None:
    page = editor_client.get("/admin/trials/queries/new/").content.decode()
    assert "How to ask the registry" in page
    form = {"name": "Sacrum", "slug": "sacrum", "condition": '"sacral tumor" OR chordoma', "is_active": "on"}
    assert editor_client.post("/admin/trials/queries/new/", form).status_code == 302
    assert RegistryQuery.objects.get(slug="sacrum").condition == '"sacral tumor" OR chordoma'


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('"spinal tumor', "A quote is opened and not closed."),
        ("chordoma AND (spine", "A bracket is opened and not closed"),
        ("chordoma) AND (spine", "A bracket is opened and not closed"),
        ("AREA[Condition]chordoma", "The registry does not take square brackets here."),
    ],
)
def test_a_query_the_registry_would_refuse_is_not_saved(condition: str, words: str, editor_client: Client) -> None:
    form = {"name": "Sacrum", "slug": "sacrum", "condition": condition, "is_active": "on"}
    assert words in editor_client.post("/admin/trials/queries/new/", form).content.decode()
    assert not RegistryQuery.objects.filter(slug="sacrum").exists()


def test_every_remark_about_an_eligibility_text_has_words() -> None:
    constants = {value for name, value in vars(Eligibility).items() if name.isupper()}
    assert set(REMARKS) == constants
