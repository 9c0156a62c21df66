"""The audit file tells the whole story of a text: every version, decision, publication and note."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from spinecare.editorial.models import Contact
from spinecare.signoff.audit import audit_file
from spinecare.signoff.models import SignOff
from spinecare.users.models import User
from treatments.models import TreatmentPage

from .people import ADMINISTRATOR, AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, LINK_STEWARD, person, signed_in
from .rounds import fresh, send, send_back, sign, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    """With a name that a spreadsheet would run."""
    return person("reviewer", CLINICAL_REVIEWER, first_name="=Rae", job_title="spine surgeon")


@pytest.fixture
def story(surgery: TreatmentPage, author: User, reading: Client) -> TreatmentPage:
    """Written, sent, sent back, mended, signed, taken from the site."""
    send_back(reading, send(write(surgery, author, aim="First.", change_note="A new aim"), author), "Say how often.")
    page = write(fresh(surgery), author, aim="Second.", change_note="A clearer aim")
    page.current_workflow_state.resume(user=author)
    sign(reading, fresh(surgery).current_workflow_task_state, comment="Good.")
    fresh(surgery).unpublish(user=person("publisher", CONTENT_EDITOR))
    return fresh(surgery)


def addresses(page: TreatmentPage) -> tuple[str, str, str]:
    label = page._meta.label_lower
    files = (reverse("signoff:audit", args=[label, page.pk, form]) for form in ("csv", "json"))
    return reverse("signoff:decisions_about", args=[label, page.pk]), *files


def test_the_story_is_whole_and_in_order(story) -> None:
    told = audit_file(story)
    happened = [entry.event for entry in told.entries]
    in_order = ["revision", "wagtail.workflow.start", "decision", "wagtail.workflow.reject", "revision"]
    in_order += ["wagtail.workflow.resume", "decision", "wagtail.publish", "wagtail.unpublish"]
    places = iter(happened[happened.index("wagtail.workflow.start") - 1 :])
    assert all(event in places for event in in_order)
    decisions = [entry for entry in told.entries if entry.event == "decision"]
    assert [(each.who, each.role, each.remarks) for each in decisions] == [
        ("=Rae", "spine surgeon", "Say how often."),
        ("=Rae", "spine surgeon", "Good."),
    ]
    revisions = {entry.revision: entry for entry in told.entries if entry.event == "revision"}
    for decision in decisions:
        assert revisions[decision.revision].digest == decision.digest
        assert revisions[decision.revision].who == "Ann Author"
    assert [entry.what for entry in told.entries if entry.event == "note"] == ["A clearer aim"]
    assert len(decisions[1].checked) == 4
    assert decisions[1].review_due is not None


def test_the_download_is_safe_to_open_in_a_spreadsheet(story, reading) -> None:
    _, as_csv, as_json = addresses(story)
    response = reading.get(as_csv)
    assert response["Content-Disposition"].startswith('attachment; filename="audit-')
    lines = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert "'=Rae" in {line["who"] for line in lines}
    assert not [cell for line in lines for cell in line.values() if cell.startswith("=")]
    told = json.loads(reading.get(as_json).content)
    assert len(told["entries"]) == len(lines)
    assert told["address"] == "/treatments/surgery/"


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (AUTHOR, False),
        (CONTENT_EDITOR, True),
        (CLINICAL_REVIEWER, True),
        (LINK_STEWARD, False),
        (ADMINISTRATOR, True),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_who_may_see_the_decisions(story, role, allowed) -> None:
    client = signed_in(person("somebody", role))
    for address in (*addresses(story), reverse("signoff:decisions")):
        assert (client.get(address).status_code == 200) is allowed, address
    assert (b"Clinical decisions" in client.get("/admin/").content) is allowed


def test_the_screen_and_the_editor_lead_to_the_file(story, reading) -> None:
    about, as_csv, as_json = addresses(story)
    html = reading.get(about).content.decode()
    for expected in (as_csv, as_json, "Say how often.", "A clearer aim", "spine surgeon"):
        assert expected in html
    editor = signed_in(person("editor", CONTENT_EDITOR))
    assert about in editor.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    contact = Contact.objects.get(role="team-line")
    listing = editor.get(reverse(contact.snippet_viewset.get_url_name("list"))).content.decode()
    assert reverse("signoff:decisions_about", args=["editorial.contact", contact.pk]) in listing


def test_the_story_outlives_the_page(story, reading) -> None:
    about, as_csv, _ = addresses(story)
    title = str(story)
    story.delete()
    assert title in reading.get(about).content.decode()
    assert "Say how often." in reading.get(as_csv).content.decode()


def test_what_is_not_signed_has_no_file(reading) -> None:
    number = ContentType.objects.first().pk
    for label in ("users.user", "no.such", "signoff.signedpage"):
        assert reading.get(reverse("signoff:decisions_about", args=[label, number])).status_code == 404
    assert reading.get(reverse("signoff:decisions_about", args=["editorial.contact", 987654])).status_code == 404


def test_the_report_filters_and_exports(story, reading) -> None:
    report = reverse("signoff:decisions")
    assert reading.get(report).context["object_list"].count() == 2
    assert len(reading.get(report, {"decision": "sent-back"}).context["object_list"]) == 1
    lines = b"".join(reading.get(report, {"export": "csv"}).streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert "Say how often." in lines[2]
    assert reading.get(report, {"export": "xlsx"}).status_code == 200


def test_the_command_tells_the_same_story(story, capsys) -> None:
    call_command("audit_file", "/treatments/surgery/")
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [line["event"] for line in lines].count("decision") == 2
    call_command("audit_file", f"treatments.treatmentpage:{story.pk}", "--json")
    assert json.loads(capsys.readouterr().out)["title"] == story.title
    for wrong in ("/no/such/", "users.user:1", "no.such:1", "editorial.contact:x"):
        with pytest.raises(CommandError):
            call_command("audit_file", wrong)


def test_decisions_are_only_added(story, reading) -> None:
    about, *_ = addresses(story)
    for data in ({}, {"delete": "1"}):
        assert reading.post(about, data).status_code == 405
    assert SignOff.objects.count() == 2
