"""An editor decides which trials come on the site: from one list, one by one or several at a time."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import registry as log

from trials.candidates import accepting
from trials.candidates.suggestions import Catalog
from trials.models import Candidate, RegistryQuery, Study, TrialIndexPage, TrialPage

from ..making import put_page, put_study, raw_record

pytestmark = pytest.mark.django_db

LIST = "/admin/trials/candidates/"
ACCEPT, SET_ASIDE, TAKE_BACK = (
    f"/admin/bulk/trials/candidate/{action}/" for action in ("accept", "set-aside", "reconsider")
)


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    """The sample site's own candidates would be counted too."""
    Candidate.objects.all().delete()


def candidate(number: str = "NCT99991001", *queries: RegistryQuery, **modules: object) -> Candidate:
    """A study that waits for a decision."""
    study = put_study(raw_record(number, **modules))
    found, _ = Candidate.objects.get_or_create(study=study, defaults={"found_at": timezone.now()})
    found.found_by.add(*queries)
    return found


def query(name: str = "Spine", **fields: object) -> RegistryQuery:
    return RegistryQuery.objects.create(name=name, slug=name.lower(), condition="spine", **fields)


def tumor_type(title: str) -> object:
    return TrialPage._meta.get_field("tumor_types").related_model.objects.get(title=title)


def test_the_list_shows_enough_to_decide(editor_client: Client) -> None:
    candidate("NCT99991001", query("Spine tumors"), title="SAMPLE: Protons for chordoma")
    page = editor_client.get(LIST).content.decode()
    for words in (
        "SAMPLE: Protons for chordoma", "NCT99991001", "Open: looking for people", "Phase 2", "Chordoma",
        "United States", "(because: Chordoma)", "Spine tumors", "Accept", "Set aside",
    ):  # fmt: skip
        assert words in page, words


def test_those_that_wait_come_first(editor_client: Client, editor: AbstractBaseUser) -> None:
    first, second = candidate("NCT99991001"), candidate("NCT99991002")
    accepting.set_aside(second, editor, "Not ours")
    page = editor_client.get(LIST).content.decode()
    assert page.index(first.study.nct_id) < page.index(second.study.nct_id)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("decision=waiting", {"NCT99991001", "NCT99991003"}),
        ("decision=set-aside", {"NCT99991002"}),
        ("status=COMPLETED", {"NCT99991003"}),
        ("q=NCT99991003", {"NCT99991003"}),
        ("q=ependymoma", {"NCT99991002"}),
        ("decision=nonsense", {"NCT99991001", "NCT99991002", "NCT99991003"}),
    ],
)
def test_the_list_can_be_narrowed(asked: str, found: set[str], editor_client: Client, editor: AbstractBaseUser) -> None:
    candidate("NCT99991001")
    accepting.set_aside(candidate("NCT99991002", conditionsModule={"conditions": ["Ependymoma"]}), editor, "Not ours")
    candidate("NCT99991003", status="COMPLETED")
    assert numbers(editor_client, asked) == found


def test_the_list_can_be_narrowed_to_a_query_and_to_a_suggested_type(editor_client: Client) -> None:
    by_query = query(tumor_types=[])
    by_query.tumor_types = [tumor_type("Myeloma")]
    by_query.save()
    candidate("NCT99991001", by_query)
    candidate("NCT99991002", conditionsModule={"conditions": ["Multiple Myelomas"]})
    candidate("NCT99991003")
    assert numbers(editor_client, f"found_by={by_query.pk}") == {"NCT99991001"}
    assert numbers(editor_client, f"tumor_type={tumor_type('Myeloma').pk}") == {"NCT99991001", "NCT99991002"}


def numbers(client: Client, asked: str) -> set[str]:
    answer = client.get(f"{LIST}?{asked}")
    assert answer.status_code == 200
    return set(re.findall(r"NCT\d{8}", "".join(cells(answer.content.decode()))))


def cells(page: str) -> list[str]:
    """The cells with a trial's title."""
    return re.findall(r'<td class="title">.*?</td>', page, re.DOTALL)


def test_a_long_list_asks_the_database_no_more_than_a_short_one(editor_client: Client) -> None:
    shared = query()
    for number in range(3):
        candidate(f"NCT9999{number:04d}", shared)
    few = queries_of(editor_client)
    for number in range(3, 60):
        candidate(f"NCT9999{number:04d}", shared)
    many = queries_of(editor_client)
    assert many == few


def queries_of(client: Client) -> int:
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST).status_code == 200
    return len(queries)


def test_the_menu_says_how_many_wait(editor_client: Client) -> None:
    candidate("NCT99991001")
    candidate("NCT99991002")
    home = editor_client.get("/admin/").content.decode()
    assert "Candidates (2)" in home
    assert "2 trials to decide" in home


def test_one_trial_at_length_shows_the_registrys_own_words(editor_client: Client) -> None:
    one = candidate(descriptionModule={"briefSummary": "We give *protons* <script>alert(1)</script>."})
    page = editor_client.get(f"{LIST}inspect/{one.pk}/").content.decode()
    assert "<em>protons</em>" in page
    assert "<script>alert(1)" not in page
    assert "Earlier radiation" in page, "the eligibility text is not shown"
    assert "1 place" in page


def test_accepting_makes_a_draft_that_only_editors_see(editor_client: Client, editor: AbstractBaseUser) -> None:
    one = candidate("NCT99991001", title="SAMPLE: Protons for chordoma")
    answer = editor_client.post(f"{LIST}accept/{one.pk}/", follow=True)
    page = TrialPage.objects.get(study=one.study)
    assert f"/admin/pages/{page.pk}/edit/" in answer.content.decode()
    assert not page.live
    assert page.get_parent().specific == TrialIndexPage.objects.get()
    assert page.slug == "nct99991001"
    assert page.headline == "SAMPLE: Protons for chordoma"
    assert [each.title for each in page.tumor_types.all()] == ["Chordoma"]
    assert page.written_against.study == one.study
    assert page.owner == editor
    assert Client().get("/trials/nct99991001/").status_code == 404
    one.refresh_from_db()
    assert (one.decision, one.decided_by) == (Candidate.Decision.ACCEPTED, editor)
    assert editor_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert [entry.action for entry in log.get_logs_for_instance(one)] == [accepting.ACCEPT]
    assert "wagtail.create" in [entry.action for entry in log.get_logs_for_instance(page)]


def test_accepting_twice_makes_one_page(editor: AbstractBaseUser) -> None:
    one = candidate()
    assert accepting.accept(one, editor).pk == accepting.accept(one, editor).pk
    assert log.get_logs_for_instance(one).count() == 1


def test_several_are_accepted_at_once(editor_client: Client) -> None:
    chosen = [candidate(f"NCT9999100{number}") for number in range(3)]
    address = f"{ACCEPT}?{'&'.join(f'id={each.pk}' for each in chosen[:2])}"
    assert chosen[0].study.nct_id in editor_client.get(address).content.decode()
    answer = editor_client.post(address, follow=True)
    assert "2 trials accepted." in answer.content.decode()
    assert TrialPage.objects.filter(study__in=[each.study for each in chosen]).count() == 2


def test_a_trial_with_a_very_long_title_is_accepted(editor: AbstractBaseUser) -> None:
    page = accepting.accept(candidate(title="SAMPLE: " + "long " * 400), editor)
    assert len(page.title) <= 255
    assert len(page.headline) <= 120


def test_accepting_stops_where_the_entry_has_become_part_of_another(editor_client: Client) -> None:
    one = candidate()
    Study.objects.filter(pk=one.study_id).update(state=Study.State.MERGED)
    answer = editor_client.post(f"{LIST}accept/{one.pk}/", follow=True)
    assert "has become part of another entry" in answer.content.decode()
    assert not TrialPage.objects.filter(study=one.study).exists()


def test_setting_aside_needs_a_reason(editor_client: Client) -> None:
    one = candidate()
    answer = editor_client.post(f"{SET_ASIDE}?id={one.pk}", {"reason": "", "own_words": " "})
    assert "Choose a reason, or say it in your own words." in answer.content.decode()
    one.refresh_from_db()
    assert one.decision == Candidate.Decision.WAITING


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"reason": "closed"}, "Closed to new people, with nothing to report"),
        ({"reason": "", "own_words": "Dogs only"}, "Dogs only"),
        ({"reason": "closed", "own_words": "Ask in May"}, "Closed to new people, with nothing to report. Ask in May"),
    ],
)
def test_what_is_set_aside_keeps_its_reason_and_can_be_taken_back(
    said: dict[str, str], kept: str, editor_client: Client
) -> None:
    one = candidate()
    answer = editor_client.post(f"{SET_ASIDE}?id={one.pk}&next={LIST}", said, follow=True)
    assert "1 trial set aside." in answer.content.decode()
    one.refresh_from_db()
    assert (one.decision, one.reason) == (Candidate.Decision.SET_ASIDE, kept)
    assert kept in answer.content.decode()

    editor_client.post(f"{LIST}reconsider/{one.pk}/")
    one.refresh_from_db()
    assert (one.decision, one.reason, one.decided_by) == (Candidate.Decision.WAITING, "", None)
    actions = {entry.action for entry in log.get_logs_for_instance(one)}
    assert actions == {accepting.SET_ASIDE, accepting.RECONSIDER}


def test_a_trial_with_a_page_is_not_set_aside(editor_client: Client) -> None:
    one = candidate()
    put_page(one.study)
    answer = editor_client.post(f"{SET_ASIDE}?id={one.pk}&next={LIST}", {"reason": "closed"}, follow=True)
    assert "already has a page" in answer.content.decode()
    one.refresh_from_db()
    assert one.decision == Candidate.Decision.ACCEPTED


def test_several_decisions_are_taken_back_at_once(editor_client: Client, editor: AbstractBaseUser) -> None:
    both = [candidate("NCT99991001"), candidate("NCT99991002")]
    for each in both:
        accepting.set_aside(each, editor, "Not ours")
    editor_client.post(f"{TAKE_BACK}?id={both[0].pk}&id={both[1].pk}")
    assert Candidate.objects.filter(decision=Candidate.Decision.WAITING).count() == 2


@pytest.mark.parametrize("asked", ["id=all", "id=x", "", "id=99999999999999999999999"])
def test_nothing_is_decided_about_what_was_not_chosen(asked: str, editor_client: Client) -> None:
    candidate()
    assert editor_client.post(f"{ACCEPT}?{asked}").status_code == 404
    assert not TrialPage.objects.filter(study__nct_id="NCT99991001").exists()


def test_looking_at_the_button_decides_nothing(editor_client: Client) -> None:
    one = candidate()
    assert editor_client.get(f"{LIST}accept/{one.pk}/").status_code == 405


@pytest.mark.parametrize(
    ("conditions", "suggested"),
    [
        (["Chordomas"], ["Chordoma"]),
        (["Spinal Metastasis"], ["Spinal metastases"]),
        (["Giant Cell Tumour of Bone"], ["Giant-cell tumor"]),
        (["Meningiomatosis"], []),
        (["DMG"], ["Diffuse midline glioma"]),
        (["Nerve Sheath Neoplasms"], ["Neurofibroma", "Schwannoma"]),
    ],
)
def test_a_tumor_type_is_suggested_by_any_of_its_names(conditions: list[str], suggested: list[str]) -> None:
    study = put_study(raw_record(conditionsModule={"conditions": conditions}))
    found = Catalog.load().suggest(study.record, [])
    assert [each.page.title for each in found.types] == suggested
    assert all(each.because == conditions[0] for each in found.types)


def test_treatments_are_suggested_by_what_is_done() -> None:
    interventions = [
        {"type": "RADIATION", "name": "Proton Therapy"},
        {"type": "RADIATION", "name": "SBRT 24 Gy"},
        {"type": "BEHAVIORAL", "name": "Diary"},
    ]
    study = put_study(raw_record(armsInterventionsModule={"interventions": interventions}))
    found = Catalog.load().suggest(study.record, [])
    assert [each.page.title for each in found.treatments] == ["Proton therapy"]
    assert found.hints == ("radiation: SBRT 24 Gy",)


def test_a_trial_whose_page_was_deleted_can_be_decided_about_again(editor: AbstractBaseUser) -> None:
    one = candidate()
    accepting.accept(one, editor).delete()
    one.refresh_from_db()
    assert one.decision == Candidate.Decision.WAITING
    assert accepting.accept(one, editor).pk
