"""An editor writes about a trial with the registry's words at hand, and learns when those have changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from tests.sweep.edit_form import untouched_form
from trials.models import Study, TrialIndexPage, TrialPage

from ..making import put_page, put_study, raw_record

pytestmark = pytest.mark.django_db

NUMBER = "NCT99991001"
CHANGED = "The registry changed since you wrote this"
TICK = "My words fit the registry&#x27;s entry of November 20, 2026"


@pytest.fixture
def page() -> TrialPage:
    return put_page(put_study())


def form_of(client: Client, page: TrialPage) -> dict[str, Any]:
    """What the browser sends when the editor changes nothing."""
    chosen = {name: [each.pk for each in getattr(page, name).all()] for name in ("tumor_types", "treatments")}
    form = untouched_form(client, page) | chosen
    form.pop("action-publish")
    return form


def save(client: Client, page: TrialPage, form: dict[str, Any]) -> TrialPage:
    """Save a draft, or publish, and give the latest words back."""
    answer = client.post(f"/admin/pages/{page.pk}/edit/", form)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return TrialPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def registry_says(**modules: Any) -> Study:
    return put_study(raw_record(**modules))


def editor_of(client: Client, page: TrialPage) -> str:
    return client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_the_editor_shows_what_the_registry_says(editor_client: Client, page: TrialPage) -> None:
    html = editor_of(editor_client, page)
    for words in ("What the registry says", NUMBER, "Open: looking for people", "Phase 2", "Earlier radiation"):
        assert words in html, words
    assert CHANGED not in html
    assert 'name="study"' not in html


def test_a_change_of_what_words_rest_on_is_shown_with_its_difference(editor_client: Client, page: TrialPage) -> None:
    registry_says(descriptionModule={"briefSummary": "Proton beams are now given twice <b>a day</b>."})
    html = editor_of(editor_client, page)
    assert CHANGED in html
    assert TICK in html
    assert "Description: brief summary" in html
    assert "twice &lt;b&gt;a day" in html


def test_a_change_of_places_and_status_asks_nothing_of_the_editor(editor_client: Client, page: TrialPage) -> None:
    registry_says(status="COMPLETED", contactsLocationsModule={"locations": []})
    html = editor_of(editor_client, page)
    assert CHANGED not in html
    assert "Finished" in html


def test_only_the_tick_brings_the_words_into_step(editor_client: Client, page: TrialPage) -> None:
    first = page.written_against
    page.save_revision().publish()
    study = registry_says(descriptionModule={"briefSummary": "Something else."})
    form = form_of(editor_client, page)
    corrected = save(editor_client, page, form | {"headline": "A typo less"})
    assert (corrected.headline, corrected.written_against) == ("A typo less", first)
    assert corrected.is_out_of_step

    read = save(editor_client, page, form | {"fits_registry": "on"})
    assert read.written_against == study.snapshots.latest("pk")
    read.save_revision().publish()
    live = TrialPage.objects.get(pk=page.pk)
    assert not live.is_out_of_step
    assert CHANGED not in editor_of(editor_client, page)


def test_the_tick_is_about_the_version_the_editor_saw(editor_client: Client, page: TrialPage) -> None:
    registry_says(descriptionModule={"briefSummary": "Something else."})
    form = form_of(editor_client, page)
    registry_says(descriptionModule={"briefSummary": "Something else again, while she writes."})
    saved = save(editor_client, page, form | {"fits_registry": "on"})
    assert saved.written_against.raw["protocolSection"]["descriptionModule"]["briefSummary"] == "Something else."
    assert saved.is_out_of_step


@pytest.mark.parametrize("shown", ["", "0", "x", "99999999999999999999"])
def test_a_tick_about_no_version_changes_nothing(shown: str, editor_client: Client, page: TrialPage) -> None:
    registry_says(descriptionModule={"briefSummary": "Something else."})
    form = form_of(editor_client, page) | {"fits_registry": "on", "version_shown": shown}
    editor_client.post(f"/admin/pages/{page.pk}/edit/", form)
    latest = TrialPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.written_against == page.written_against


def test_a_record_that_cannot_be_read_does_not_put_a_page_out_of_step(editor_client: Client, page: TrialPage) -> None:
    broken = raw_record()
    broken["protocolSection"]["statusModule"] = 7
    put_study(broken)
    assert not TrialPage.objects.get(pk=page.pk).is_out_of_step
    assert "Could not be refreshed." in editor_of(editor_client, page)


def test_publishing_an_old_draft_never_brings_old_registry_values_back(editor_client: Client, page: TrialPage) -> None:
    form = form_of(editor_client, page)
    save(editor_client, page, form | {"headline": "Written before the trial closed"})
    registry_says(status="TERMINATED", statusModule={"overallStatus": "TERMINATED", "whyStopped": "No funds"})
    TrialPage.objects.get(pk=page.pk).get_latest_revision_as_object().save_revision().publish()

    study = Study.objects.get(nct_id=NUMBER)
    assert study.status == "TERMINATED"
    shown = Client().get(f"/trials/{NUMBER.lower()}/").content.decode()
    assert "Written before the trial closed" in shown
    assert "Stopped early" in shown


def test_a_page_keeps_its_record(editor_client: Client, page: TrialPage) -> None:
    other = put_study(raw_record("NCT99991002"))
    form = form_of(editor_client, page)
    answer = editor_client.post(f"/admin/pages/{page.pk}/edit/", form | {"study": other.pk})
    assert f"This page is about {NUMBER}. For another trial add another page." in answer.content.decode()
    assert save(editor_client, page, form | {"study": page.study_id}).study.nct_id == NUMBER


def test_a_new_page_chooses_a_record_without_a_page(editor_client: Client, page: TrialPage) -> None:
    put_study(raw_record("NCT99991002", title="SAMPLE: Free to choose"))
    gone = put_study(raw_record("NCT99991003", title="SAMPLE: Gone"))
    Study.objects.filter(pk=gone.pk).update(state=Study.State.GONE)
    chooser = json.loads(editor_client.get("/admin/trial_study_chooser/?q=NCT9999100").content)["html"]
    assert "SAMPLE: Free to choose" in chooser
    assert NUMBER not in chooser
    assert "SAMPLE: Gone" not in chooser


def test_a_new_page_is_held_against_the_record_of_the_day(editor_client: Client, editor: AbstractBaseUser) -> None:
    study = put_study(raw_record("NCT99991002"))
    parent = TrialIndexPage.objects.get()
    address = f"/admin/pages/add/trials/trialpage/{parent.pk}/"
    assert "Choose a registry record" in editor_client.get(address).content.decode()
    empty = {"sources-count": "0", "questions-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    in_short = json.dumps({"blocks": [], "entityMap": {}})
    texts = ("in_short", "what_is_compared", "taking_part", "possible_benefits", "possible_harms", "for_our_patients")
    form = empty | dict.fromkeys(texts, in_short) | {"title": "A trial", "study": study.pk}
    answer = editor_client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    page = TrialPage.objects.get(study=study)
    assert page.written_against == study.snapshots.get()
    assert page.slug == "nct99991002"


def test_a_trial_page_is_not_copied(editor_client: Client, page: TrialPage) -> None:
    address = f"/admin/pages/{page.pk}/copy/"
    parent = page.get_parent()
    form = {"new_title": "Twice", "new_slug": "twice", "new_parent_page": parent.pk}
    for answer in (editor_client.get(address, follow=True), editor_client.post(address, form, follow=True)):
        assert "so it cannot be copied" in answer.content.decode()
    assert TrialPage.objects.filter(study=page.study).count() == 1
