"""A trial's page: what the registry says, in words, with its state first, and nothing on it that could mislead."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.coreutils import get_dummy_request

from spinecare.editorial.page_text import text_of
from trials.models import Study, StudySnapshot, SyncRun, TrialPage
from trials.models.freshness import OLD_AFTER, freshness_of
from trials.standin.samples import sample_records

from .making import put_page, put_study, raw_record, raw_site

pytestmark = pytest.mark.django_db

REAL = "NCT00001234"
QUERY_BUDGET = 12
MANY = 800
ORDINARY_KB = 100
SAMPLES = {raw["protocolSection"]["identificationModule"]["nctId"]: raw for raw in sample_records()}
NASTY = "\"><script>alert(1)</script>' & {{ 1 }}"
CONTACT = {"name": "Trial Office", "phone": "+1 713-555-0100", "phoneExt": "9", "email": "office@example.org"}


def put(**modules: Any) -> Study:
    """A study that is not a sample, checked and copied just now."""
    day = timezone.localdate()
    modules.setdefault("statusModule", {}).setdefault("statusVerifiedDate", f"{day:%Y-%m}")
    return put_study(raw_record(REAL, title="A study of something", **modules))


def look(client: Client, study: Study, **fields: Any) -> BeautifulSoup:
    page = TrialPage.objects.filter(study=study).first() or put_page(study, **fields)
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


def section(html: BeautifulSoup, anchor: str) -> BeautifulSoup:
    return html.select_one(f"section#{anchor}")


def notices(html: BeautifulSoup) -> list[str]:
    return [words(notice) for notice in html.select("[data-component=trial-state]")]


# --- Every record ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_every_sample_record_has_a_page_that_can_be_read(client: Client, number: str) -> None:
    html = look(client, put_study(SAMPLES[number]))
    for anchor in ("who-can-join", "where", "who-to-ask", "about-the-trial", "how-current", "source"):
        assert words(section(html, anchor))
        assert html.select_one(f"[data-component=on-this-page] a[href='#{anchor}']")
    assert "This is not a real trial" in words(html.select_one(".page__header"))
    assert not html.select("main a[href^='tel:+1713'], main a[href^='mailto:']")
    assert "clinicaltrials.gov/study/" not in str(html.select_one("main"))


@pytest.mark.parametrize("number", ["NCT99990001", "NCT99990008", "NCT99990024"])
def test_headings_form_one_outline_and_no_id_is_taken_twice(client: Client, number: str) -> None:
    html = look(client, put_study(SAMPLES[number]))
    levels = [int(heading.name[1]) for heading in html.find_all(["h1", "h2", "h3", "h4"])]
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    ids = [element["id"] for element in html.find_all(id=True)]
    assert len(ids) == len(set(ids))


def spoiled(value: Any) -> Any:
    """Every text of a record with markup in it, but the number and the status."""
    if isinstance(value, dict):
        kept = ("nctId", "overallStatus", "status", "statusVerifiedDate")
        return {key: item if key in kept else spoiled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [spoiled(item) for item in value]
    return f"{value} {NASTY}" if isinstance(value, str) else value


@pytest.mark.parametrize("number", ["NCT99990004", "NCT99990006", "NCT99990008", "NCT99990017", "NCT99990024"])
def test_no_value_of_a_record_becomes_markup(client: Client, number: str) -> None:
    raw = spoiled(SAMPLES[number])
    raw["protocolSection"]["identificationModule"]["nctId"] = REAL
    html = look(client, put_study(raw))
    assert [script.get("src", "") for script in html.select("script:not([type='application/ld+json'])")] == [
        "/static/js/print.js"
    ]
    assert NASTY in html.get_text()
    assert not html.select("main [onclick], main [style], main script")


def test_a_page_costs_few_queries(client: Client) -> None:
    study = put(contactsLocationsModule={"locations": [raw_site("Houston", "Texas")] * 40})
    url = put_page(study).get_url()
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= QUERY_BUDGET, "\n".join(query["sql"][:200] for query in queries)


# --- States ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("NOT_YET_RECRUITING", "Not open yet"),
        ("ENROLLING_BY_INVITATION", "By invitation only"),
        ("ACTIVE_NOT_RECRUITING", "Running, no longer taking new people"),
        ("SUSPENDED", "Paused"),
        ("COMPLETED", "Finished"),
        ("TERMINATED", "Stopped early"),
        ("WITHDRAWN", "Never started"),
        ("UNKNOWN", "Not confirmed for over 2 years"),
        ("AVAILABLE", "Expanded access: open"),
        ("NO_LONGER_AVAILABLE", "Expanded access: ended"),
        ("TEMPORARILY_NOT_AVAILABLE", "Expanded access: paused"),
        ("APPROVED_FOR_MARKETING", "Expanded access: ended, treatment approved"),
        ("WITHHELD", "Details held back"),
        ("SOMETHING_NEW", "Something New"),
    ],
)
def test_what_is_not_simply_open_says_so_before_anything_else(client: Client, status: str, title: str) -> None:
    html = look(client, put(statusModule={"overallStatus": status}))
    (notice,) = notices(html)
    assert notice.startswith(title)
    place = html.get_text().index
    assert place(title) < place("In short") < place("Who can join")


def test_an_open_study_carries_no_warning(client: Client) -> None:
    html = look(client, put())
    assert notices(html) == []
    assert "Open: looking for people" in words(html.select_one(".at-a-glance"))


@pytest.mark.parametrize("status", ["SUSPENDED", "TERMINATED", "WITHDRAWN"])
def test_the_reason_for_stopping_is_the_study_teams_own(client: Client, status: str) -> None:
    html = look(client, put(statusModule={"overallStatus": status, "whyStopped": "No money \\> 2 years"}))
    assert words(html.select_one("[data-component=trial-state] blockquote")) == "No money > 2 years"


def test_results_of_a_finished_study_are_one_tap_away(client: Client) -> None:
    raw = raw_record(REAL, status="COMPLETED")
    raw["hasResults"] = True
    html = look(client, put_study(raw))
    assert html.select_one(
        f"[data-component=trial-state] a[href='https://clinicaltrials.gov/study/{REAL}?tab=results']"
    )


def test_an_entry_that_is_gone_says_so_and_offers_nobody_to_ring(client: Client) -> None:
    study = put(contactsLocationsModule={"centralContacts": [CONTACT]})
    Study.objects.filter(pk=study.pk).update(state=Study.State.GONE)
    html = look(client, study)
    assert notices(html)[0].startswith("No longer in the registry")
    assert "Open: looking for people" not in words(html.select_one(".at-a-glance"))
    assert not html.select("#who-to-ask a[href^='tel:']")


def test_an_entry_that_became_part_of_another_leads_there(client: Client) -> None:
    study, heir = put(), put_study(raw_record("NCT00005678"))
    Study.objects.filter(pk=study.pk).update(state=Study.State.MERGED, merged_into=heir)
    html = look(client, study)
    assert "became part of NCT00005678" in notices(html)[0]
    assert html.select_one("[data-component=trial-state] a")["href"] == heir.registry_address


def test_out_of_scope_is_nothing_to_a_reader(client: Client) -> None:
    study = put()
    Study.objects.filter(pk=study.pk).update(state=Study.State.OUT_OF_SCOPE)
    assert notices(look(client, study)) == []


def test_a_record_that_could_not_be_refreshed_says_from_when_it_is(client: Client) -> None:
    study = put()
    Study.objects.filter(pk=study.pk).update(is_stale=True)
    (notice,) = notices(look(client, study))
    assert "We could not refresh this entry. It is shown as of November 20, 2026." in notice


def test_an_entry_its_team_has_not_looked_at_for_a_year_says_so(client: Client) -> None:
    (notice,) = notices(look(client, put(statusModule={"statusVerifiedDate": "2024-03"})))
    assert "It last checked its entry in March 2024." in notice


# --- How current our copy is -------------------------------------------------------------------------------------


def run_at(moment: datetime.datetime, **values: Any) -> SyncRun:
    fields = {
        "kind": SyncRun.Kind.FULL, "state": SyncRun.State.DONE, "is_complete": True, "source": "registry",
        "data_timestamp": f"{moment:%Y-%m-%d}T09:00:00", "started_at": moment, "finished_at": moment,
        "heartbeat": moment,
    }  # fmt: skip
    return SyncRun.objects.create(**(fields | values))


@pytest.fixture
def old_copy() -> Study:
    """A study copied 30 days ago, by a run that asked the registry."""
    study = put()
    copied = timezone.now() - datetime.timedelta(30)
    StudySnapshot.objects.filter(study=study).update(run=run_at(copied))
    study.fetched_at = copied
    study.save()
    return study


def test_an_old_copy_is_told(client: Client, old_copy: Study) -> None:
    SyncRun.objects.all().delete()
    (notice,) = notices(look(client, old_copy))
    assert "We last compared this page with the registry on" in notice


def test_a_later_run_over_everything_makes_the_copy_current(client: Client, old_copy: Study) -> None:
    run = run_at(timezone.now())
    assert freshness_of(old_copy).data_date == datetime.date.fromisoformat(run.data_timestamp[:10])
    assert notices(look(client, old_copy)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"source": SyncRun.SAMPLES},
        {"is_complete": False},
        {"state": SyncRun.State.FAILED},
        {"state": SyncRun.State.BRAKED},
        {"kind": SyncRun.Kind.SOME},
        {"kind": SyncRun.Kind.FILE},
    ],
)
def test_a_run_that_did_not_see_everything_does_not(old_copy: Study, values: dict[str, Any]) -> None:
    run_at(timezone.now(), **values)
    assert freshness_of(old_copy).is_old


def test_a_run_that_found_nothing_new_in_the_registry_does(old_copy: Study) -> None:
    run_at(timezone.now(), state=SyncRun.State.NOTHING_NEW, kind=SyncRun.Kind.INCREMENTAL)
    assert not freshness_of(old_copy).is_old


def test_an_incremental_run_says_nothing_about_a_copy_from_a_file(old_copy: Study) -> None:
    SyncRun.objects.all().update(kind=SyncRun.Kind.FILE)
    run_at(timezone.now(), kind=SyncRun.Kind.INCREMENTAL)
    assert freshness_of(old_copy).is_old
    run_at(timezone.now(), kind=SyncRun.Kind.FULL)
    assert not freshness_of(old_copy).is_old


@pytest.mark.parametrize(
    "values", [{"is_stale": True}, {"state": Study.State.GONE}, {"state": Study.State.OUT_OF_SCOPE}]
)
def test_a_run_does_not_speak_for_what_it_no_longer_brings(old_copy: Study, values: dict[str, Any]) -> None:
    run_at(timezone.now())
    for name, value in values.items():
        setattr(old_copy, name, value)
    assert freshness_of(old_copy).known_on == timezone.localdate(old_copy.fetched_at)


def test_a_copy_is_old_after_eight_days(old_copy: Study) -> None:
    SyncRun.objects.all().delete()
    old_copy.fetched_at = timezone.now() - OLD_AFTER + datetime.timedelta(minutes=1)
    assert not freshness_of(old_copy).is_old


def test_freshness_costs_one_query(old_copy: Study, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        freshness_of(old_copy)


def test_plain_words_the_registry_has_overtaken_say_so(client: Client) -> None:
    study = put()
    html = look(client, study)
    assert not html.select("[data-component=out-of-step]")
    Study.objects.filter(pk=study.pk).update(words_digest="another")
    told = words(look(client, study).select_one("[data-component=out-of-step]"))
    assert "The registry entry has changed since we wrote these plain words on" in told
    assert "Where they differ, the registry is right." in told


# --- Who can join ------------------------------------------------------------------------------------------------


def test_two_sure_lists_stand_under_our_headings_with_the_text_one_tap_away(client: Client) -> None:
    joining = section(look(client, put()), "who-can-join")
    assert words(joining.select_one(".joining--in")) == "You may be able to join if Adults"
    assert words(joining.select_one(".joining--out")) == "You cannot join if Earlier radiation"
    assert "Inclusion Criteria: * Adults" in words(joining.select_one("details"))
    assert "18 years and older" in words(joining)
    assert "written for doctors" in words(joining)


def test_several_lists_keep_the_registrys_headings_each_with_its_side(client: Client) -> None:
    joining = section(look(client, put_study(SAMPLES["NCT99990006"])), "who-can-join")
    sides = [words(side) for side in joining.select(".joining")]
    assert sides[1].startswith("Inclusion criteria specific to Cohort 1 You may be able to join if:")
    assert sides[-1].startswith("Exclusion criteria specific to Cohort 1 You cannot join if:")


@pytest.mark.parametrize(
    "text", ["Adults who can walk.", "Inclusion Criteria:\n\n* Adults", "Exclusion Criteria:\n\n* X"]
)
def test_a_text_whose_sides_are_not_sure_is_shown_whole(client: Client, text: str) -> None:
    joining = section(look(client, put(eligibilityModule={"eligibilityCriteria": text})), "who-can-join")
    assert "Who can join, in the study team's words" in words(joining)
    assert not joining.select(".joining--in, .joining--out")
    assert "You cannot join if" not in words(joining)


def test_a_list_that_says_it_is_not_complete_is_told(client: Client) -> None:
    joining = section(look(client, put_study(SAMPLES["NCT99990008"])), "who-can-join")
    assert "More rules may apply" in words(joining)


def test_without_any_rules_that_is_said(client: Client) -> None:
    joining = section(look(client, put_study(SAMPLES["NCT99990027"])), "who-can-join")
    assert "The registry gives no further rules." in words(joining)


# --- Where and whom to ask ---------------------------------------------------------------------------------------


def test_open_sites_come_first_and_closed_ones_are_folded_away(client: Client) -> None:
    sites = [
        raw_site("Houston", "Texas", status="COMPLETED"),
        raw_site("Dallas", "Texas"),
        raw_site("Oslo", "", "Norway"),
    ]
    where = section(look(client, put(contactsLocationsModule={"locations": sites})), "where")
    assert words(where).startswith("Where 2 sites looking for people, in 2 countries")
    assert "Houston" in words(where.select_one("details"))
    assert "Finished" in words(where.select_one("details"))
    assert "Houston" not in words(where.select_one(".linked"))


def test_a_study_without_sites_says_so(client: Client) -> None:
    html = look(client, put(contactsLocationsModule={"locations": []}))
    assert words(section(html, "where")) == "Where The registry lists no site."


def test_where_nobody_can_join_that_is_said_and_no_number_shown(client: Client) -> None:
    contacts = {
        "centralContacts": [CONTACT],
        "locations": [raw_site("Houston", "Texas", status="") | {"contacts": [CONTACT]}],
    }
    html = look(client, put(statusModule={"overallStatus": "COMPLETED"}, contactsLocationsModule=contacts))
    assert "Nobody can join there now." in words(section(html, "where"))
    assert "Ask your specialist first." in words(section(html, "who-to-ask"))
    assert "555-0100" not in str(html.select_one("main"))


def test_contacts_can_be_rung_and_written_to(client: Client) -> None:
    site = raw_site("Houston", "Texas") | {"contacts": [{"phone": "713-555-0199"}]}
    html = look(client, put(contactsLocationsModule={"centralContacts": [CONTACT], "locations": [site]}))
    asking = section(html, "who-to-ask")
    assert words(asking).startswith("Who to ask Ask your specialist first.")
    assert asking.select_one("a[href='tel:+17135550100']")
    assert "ext. 9" in words(asking)
    assert asking.select_one("a[href='mailto:office@example.org']")
    assert section(html, "where").select_one("a[href='tel:7135550199']")


def test_where_nobody_is_named_the_sponsor_and_the_registry_are(client: Client) -> None:
    sponsor = {"leadSponsor": {"name": "An Institute"}}
    html = look(client, put(contactsLocationsModule={"locations": []}, sponsorCollaboratorsModule=sponsor))
    asking = section(html, "who-to-ask")
    assert "Responsible for the trial: An Institute" in words(asking)
    assert asking.select_one(f"a[href='https://clinicaltrials.gov/study/{REAL}']")


def test_sample_numbers_cannot_be_tapped_and_say_that_they_are_samples(client: Client) -> None:
    html = look(client, put_study(SAMPLES["NCT99990001"]))
    asking = section(html, "who-to-ask")
    assert "713-555-0100" in words(asking)
    assert "These are sample numbers" in words(asking)
    assert not html.select("#who-to-ask a[href^='tel:'], #where a[href^='tel:'], .doctor-sheet a")


def test_very_many_sites_stay_usable(client: Client) -> None:
    states = ("RECRUITING", "RECRUITING", "COMPLETED")
    countries = ("United States", "Canada", "Japan", "France")
    sites = [
        raw_site(f"Town {number}", "", countries[number % 4], states[number % 3]) | {"contacts": [CONTACT]}
        for number in range(MANY)
    ]
    html = look(client, put(contactsLocationsModule={"locations": sites}))
    where = section(html, "where")
    assert all(town.find_parent("details") for town in where.select(".linked"))
    assert [words(each) for each in where.select("details > summary")][:2] == [
        "United States: 134 sites", "Canada: 133 sites",
    ]  # fmt: skip
    asking = section(html, "who-to-ask")
    assert "too many sites" in words(asking)
    assert "names nobody" not in words(asking)


def test_an_ordinary_page_is_light(client: Client) -> None:
    study = put_study(SAMPLES["NCT99990008"])
    look(client, study)
    size = len(client.get(TrialPage.objects.get(study=study).get_url()).content)
    assert size <= ORDINARY_KB * 1024


# --- Source, paper, words ----------------------------------------------------------------------------------------


def test_the_source_is_named_as_the_registry_asks(client: Client) -> None:
    source = section(look(client, put()), "source")
    assert f"Source: ClinicalTrials.gov, {REAL}, data processed on November 20, 2026." in words(source)
    assert source.select_one(f"a[href='https://clinicaltrials.gov/study/{REAL}']")
    assert "What we change" in words(source.select_one("details summary"))


def test_the_sheet_for_the_doctor_has_what_a_doctor_asks_first(client: Client) -> None:
    html = look(client, put(contactsLocationsModule={"centralContacts": [CONTACT]}))
    sheet = words(html.select_one("[data-component=doctor-sheet]"))
    for expected in ("A study of something", REAL, "18 years and older", "Houston, Texas", "+1 713-555-0100", "notes"):
        assert expected in sheet


def test_printing_is_offered_without_scripts_too(client: Client) -> None:
    offer = look(client, put()).select_one("[data-print]")
    assert offer.select_one("button").has_attr("hidden")
    assert "You can print this page" in words(offer.select_one("[data-print-words]"))


def test_the_registrys_words_are_not_judged_as_ours(client: Client) -> None:
    page = put_page(put(), what_is_compared="<p>Plain words about two kinds of care.</p>")
    text = " ".join(text_of(page).all)
    assert "Plain words about two kinds of care." in text
    assert "Earlier radiation" not in text


def test_a_draft_can_be_looked_at_before_it_is_published() -> None:
    page = put_page(put(), live=False)
    response = page.make_preview_request(original_request=get_dummy_request())
    assert response.status_code == 200
    assert b"Who can join" in response.content
