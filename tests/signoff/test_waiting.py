"""Reviewers find what waits for them, authors what became of theirs, and both by mail."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from spinecare.signoff.models import ClinicalSignOffTask
from tests.pages.site_parts import page_at
from tests.sweep.edit_form import untouched_form

from .people import ADMINISTRATOR, AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, person, signed_in
from .rounds import NEW_AIM, fresh, screen, send, send_back, sign, write

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def part(client: Client, address: str, name: str) -> str:
    """The words of one piece of the admin, or nothing."""
    found = BeautifulSoup(client.get(address).content.decode(), "html.parser").select_one(f"[data-component={name}]")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_the_list_and_the_first_page_lead_reviewers_to_the_screen(surgery, author, reviewer) -> None:
    state = send(write(surgery, author), author)
    client = signed_in(reviewer)
    for address, name in ((reverse("signoff:waiting"), "waiting-for-sign-off"), (HOME, "to-sign")):
        words = part(client, address, name)
        assert surgery.title in words
        assert "Written by Ann Author." in words
        assert "Read and sign" in words
        assert screen(state).encode() in client.get(address).content
    assert b"Awaiting your review" not in client.get(HOME).content


def test_who_wrote_it_may_read_it_in_the_list_and_no_more(surgery, reviewer) -> None:
    both = person("both", AUTHOR, CLINICAL_REVIEWER)
    send(write(surgery, both), both)
    words = part(signed_in(both), reverse("signoff:waiting"), "waiting-for-sign-off")
    assert "You wrote part of it" in words
    assert "Read and sign" not in words


def test_the_list_and_its_entry_are_for_those_who_sign_or_look_after_it(author, reviewer) -> None:
    address = reverse("signoff:waiting")
    assert signed_in(author).get(address).status_code == 302
    assert address.encode() not in signed_in(author).get(HOME).content
    assert address.encode() in signed_in(reviewer).get(HOME).content
    assert signed_in(person("admin", ADMINISTRATOR)).get(address).status_code == 200


def test_authors_see_on_whom_it_waits_and_what_was_remarked(surgery, author, reviewer) -> None:
    state = send(write(surgery, author), author)
    client = signed_in(author)
    assert "It waits on: Rae Reviewer." in part(client, HOME, "sent-for-sign-off")
    send_back(signed_in(reviewer), state, "Say how often.")
    words = part(client, HOME, "sent-for-sign-off")
    assert "Sent back." in words
    assert "Say how often." in words
    assert reverse("wagtailadmin_pages:edit", args=[surgery.pk]).encode() in client.get(HOME).content
    assert "in a workflow" not in client.get(HOME).content.decode()
    assert part(signed_in(person("other", AUTHOR)), HOME, "sent-for-sign-off") == ""


def test_a_text_nobody_may_sign_says_so(surgery) -> None:
    only = person("only", AUTHOR, CLINICAL_REVIEWER)
    send(write(surgery, only), only)
    assert "It waits on: nobody" in part(signed_in(only), HOME, "sent-for-sign-off")


def test_other_workflows_keep_wagtails_panels_and_mails(author, reviewer) -> None:
    group = reviewer.groups.get()
    task = GroupApprovalTask.objects.create(name="Proofreading")
    task.groups.set([group])
    workflow = Workflow.objects.create(name="Proofs")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    about = page_at("/about/")
    about.save_revision(user=author)
    workflow.start(about, author)
    client = signed_in(reviewer)
    assert b"Awaiting your review" in client.get(HOME).content
    assert "waits for you at “Proofreading”" in mail.outbox[0].body


def test_submitting_in_the_editor_mails_reviewers_the_way_to_the_screen(surgery, author, reviewer, settings) -> None:
    person("root", is_superuser=True)
    client = signed_in(author)
    form = untouched_form(client, surgery) | {"aim": NEW_AIM, "action-submit": "Submit"}
    form.pop("action-publish")
    client.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form)
    state = fresh(surgery).current_workflow_task_state
    assert [message.to for message in mail.outbox] == [[reviewer.email]]
    message = mail.outbox[0]
    assert message.subject == f"Please read and sign: {surgery.title}"
    assert settings.WAGTAILADMIN_BASE_URL + screen(state) in message.body
    assert "You can edit" not in message.body


def test_whoever_sent_it_is_mailed_the_remarks_and_then_the_signature(surgery, author, reviewer) -> None:
    client = signed_in(reviewer)
    state = send(write(surgery, author), author)
    mail.outbox.clear()
    send_back(client, state, "Say how often, & don't round.")
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert mail.outbox[0].subject == f"Sent back to you: {surgery.title}"
    assert "Say how often, & don't round." in mail.outbox[0].body
    assert reverse("wagtailadmin_pages:edit", args=[surgery.pk]) in mail.outbox[0].body
    write(fresh(surgery), author, aim="Once in ten.").current_workflow_state.resume(user=author)
    mail.outbox.clear()
    sign(client, fresh(surgery).current_workflow_task_state, comment="Thank you.")
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert "Rae Reviewer, consultant spine surgeon, signed “" in mail.outbox[0].body
    assert "Thank you." in mail.outbox[0].body


def test_the_editor_says_that_a_clinician_reads_it_and_the_sender_takes_it_back(surgery, author, reviewer) -> None:
    send(write(surgery, author), author)
    client = signed_in(author)
    edit = reverse("wagtailadmin_pages:edit", args=[surgery.pk])
    html = client.get(edit).content.decode()
    assert "A clinical reviewer is reading this. Take it back to change it." in html
    assert "Ann Author sent it on" in html
    button = BeautifulSoup(html, "html.parser").select_one("[name=action-cancel-workflow]")
    assert "Take it back" in button.get_text()
    form = untouched_form(client, surgery) | {"action-cancel-workflow": "Take it back"}
    form.pop("action-publish")
    client.post(edit, form)
    assert fresh(surgery).current_workflow_state is None
    assert "A clinical reviewer is reading this." not in client.get(edit).content.decode()
    assert ClinicalSignOffTask.objects.get().active


@pytest.mark.parametrize("role", [AUTHOR, CONTENT_EDITOR, CLINICAL_REVIEWER, ADMINISTRATOR], ids=lambda role: role.name)
def test_nobody_writes_in_what_is_being_read_and_only_the_sender_takes_it_back(surgery, author, role) -> None:
    state = send(write(surgery, author), author)
    client = signed_in(person("other", role))
    edit = reverse("wagtailadmin_pages:edit", args=[surgery.pk])
    form = untouched_form(signed_in(author), surgery) | {"aim": "Slipped in."}
    for action in ("action-publish", "action-submit", "action-cancel-workflow", "action-save"):
        form.pop("action-publish", None)
        client.post(edit, form | {action: action})
    assert fresh(surgery).current_workflow_task_state == state
    assert fresh(surgery).latest_revision_id == state.revision_id
