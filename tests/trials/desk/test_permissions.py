"""What the sync writes is only looked at in the admin. Editors decide about candidates and keep the queries."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from trials.models import Candidate, RegistryQuery, Study, StudySnapshot, SyncIssue, SyncRun, TrialPage

from ..making import put_study

pytestmark = pytest.mark.django_db

LOOKING = ("", "inspect/{}/")
CHANGING = ("new/", "edit/{}/", "delete/{}/")
SCREENS = {"candidates": Candidate, "records": Study, "runs": SyncRun, "queries": RegistryQuery}
VIEW_ONLY = ("candidates", "records", "runs")


@pytest.fixture
def things() -> dict[str, Model]:
    """One of each kind."""
    run = SyncRun.objects.create(
        kind=SyncRun.Kind.FULL,
        state=SyncRun.State.DONE,
        source="a test",
        started_at=timezone.now(),
        finished_at=timezone.now(),
        heartbeat=timezone.now(),
    )
    study = put_study()
    return {
        "candidates": Candidate.objects.get_or_create(study=study, defaults={"found_at": timezone.now()})[0],
        "records": study,
        "runs": run,
        "queries": RegistryQuery.objects.create(name="A test", slug="a-test", condition="spine"),
    }


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("ada", "ada@example.org", "a long password"))
    return client


@pytest.fixture
def outsider() -> Client:
    """Somebody who may open the admin and has no other right."""
    user = get_user_model().objects.create_user("olaf", email="olaf@example.org", password="a long password")
    group = Group.objects.create(name="Onlookers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def opens(client: Client, screen: str, address: str, thing: Model) -> bool:
    """Whether a screen opens. Wagtail leads those who may not to the admin's first page."""
    status = client.get(f"/admin/trials/{screen}/{address.format(thing.pk)}").status_code
    assert status in (200, 302)
    return status == 200


@pytest.mark.parametrize("screen", VIEW_ONLY)
@pytest.mark.parametrize("who", ["editor_client", "administrator"])
def test_what_the_sync_writes_can_be_looked_at_and_not_changed(
    who: str, screen: str, things: dict[str, Model], request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(who)
    assert [opens(client, screen, address, things[screen]) for address in LOOKING] == [True, True]
    assert [opens(client, screen, address, things[screen]) for address in CHANGING] == [False, False, False]
    for address in CHANGING:
        client.post(f"/admin/trials/{screen}/{address.format(things[screen].pk)}", {"nct_id": "NCT99990000"})
    before = things[screen]
    assert type(before).objects.get(pk=before.pk) == before


@pytest.mark.parametrize("address", [*LOOKING, *CHANGING])
@pytest.mark.parametrize("screen", SCREENS)
def test_somebody_without_the_rights_sees_nothing_of_it(
    screen: str, address: str, things: dict[str, Model], outsider: Client
) -> None:
    if screen != "queries" or "inspect" not in address:
        assert not opens(outsider, screen, address, things[screen])
    assert "Trials" not in outsider.get("/admin/").content.decode()


def test_an_editor_keeps_the_queries_and_deletes_none(editor_client: Client, things: dict[str, Model]) -> None:
    found = [opens(editor_client, "queries", address, things["queries"]) for address in ("", *CHANGING)]
    assert found == [True, True, True, False]


def test_somebody_without_the_right_decides_nothing(outsider: Client, things: dict[str, Model]) -> None:
    one = things["candidates"]
    outsider.post(f"/admin/trials/candidates/accept/{one.pk}/")
    outsider.post(f"/admin/bulk/trials/candidate/accept/?id={one.pk}")
    outsider.post(f"/admin/bulk/trials/candidate/set-aside/?id={one.pk}", {"reason": "closed"})
    one.refresh_from_db()
    assert one.decision == Candidate.Decision.WAITING
    Candidate.objects.filter(pk=one.pk).update(decision=Candidate.Decision.SET_ASIDE)
    outsider.post(f"/admin/trials/candidates/reconsider/{one.pk}/")
    one.refresh_from_db()
    assert one.decision == Candidate.Decision.SET_ASIDE
    assert not TrialPage.objects.filter(study=one.study).exists()


@pytest.mark.parametrize("model", [Candidate, Study, StudySnapshot, SyncRun, SyncIssue])
def test_no_bulk_action_deletes_what_the_sync_wrote(model: type[Model], administrator: Client, things: dict) -> None:
    address = f"/admin/bulk/trials/{model._meta.model_name}/delete/?id={things['records'].pk}"
    assert administrator.post(address).status_code == 404


def test_an_administrator_can_grant_only_what_can_be_done(administrator: Client) -> None:
    group = Group.objects.get(name="Content editors")
    page = administrator.get(f"/admin/groups/edit/{group.pk}/").content.decode()
    ours = Permission.objects.filter(content_type__app_label="trials", content_type__model__in=("study", "syncrun"))
    assert ours.count() == 8
    assert {each.codename for each in ours if f'value="{each.pk}"' in page} == {"view_study", "view_syncrun"}
