"""Ways round the sign-off that Wagtail has beside publishing: tried one by one, with the rights of whoever has most."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowTask

from spinecare.editorial.models import Contact
from spinecare.signoff import gate
from spinecare.signoff.models import ClinicalSignOffTask, SignOff
from spinecare.users.models import User
from tests.sweep.edit_form import untouched_form
from treatments.models import TreatmentPage

from .people import ADMINISTRATOR, AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, person, signed_in
from .rounds import NEW_AIM, fresh, send, sign, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Client:
    return signed_in(person("root", is_superuser=True))


@pytest.fixture
def state(surgery: TreatmentPage, author: User) -> TaskState:
    return send(write(surgery, author), author)


def is_unsigned(page: TreatmentPage) -> bool:
    return fresh(page).aim != NEW_AIM and not SignOff.objects.exists()


@pytest.mark.parametrize("action", ["approve", "reject", "force-approve"])
@pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation"])
def test_wagtails_own_buttons_decide_nothing(surgery, state, root, name, action) -> None:
    arguments = [surgery.pk] if name.startswith("confirm") else [surgery.pk, action, state.pk]
    address = reverse(f"wagtailadmin_pages:{name}", args=arguments)
    for client in (root, signed_in(person("reviewer", CLINICAL_REVIEWER))):
        client.post(address, {"comment": "Fine."})
        client.get(address)
    assert is_unsigned(surgery)
    assert fresh(surgery).current_workflow_task_state == state


def test_wagtails_buttons_for_objects_decide_nothing(author, root) -> None:
    contact = Contact.objects.get(role="team-line")
    state = send(write(contact, author, phone="555-010-0999"), author)
    name = contact.snippet_viewset.get_url_name("workflow_action")
    root.post(reverse(name, args=[contact.pk, "approve", state.pk]), {"comment": ""})
    assert fresh(contact).phone != "555-010-0999"


def test_approving_inside_the_editor_decides_nothing(surgery, state, root) -> None:
    form = untouched_form(root, fresh(surgery)) | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{}",
    }
    form.pop("action-publish")
    root.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form)
    assert is_unsigned(surgery)


def test_switching_the_task_off_publishes_nothing(surgery, state, root) -> None:
    """Wagtail goes on to the next task, finds none, and publishes."""
    task = ClinicalSignOffTask.objects.get()
    root.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    assert is_unsigned(surgery)


def test_switching_the_workflow_off_publishes_nothing_and_frees_nothing(surgery, state, root) -> None:
    workflow = Workflow.objects.get(workflow_tasks__task=state.task)
    root.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
    assert is_unsigned(surgery)
    form = untouched_form(root, fresh(surgery)) | {"aim": NEW_AIM}
    root.post(reverse("wagtailadmin_pages:edit", args=[surgery.pk]), form)
    assert is_unsigned(surgery)


def test_giving_the_task_to_authors_lets_none_of_them_sign(surgery, author, root) -> None:
    task = ClinicalSignOffTask.objects.get()
    group = Group.objects.get(name=AUTHOR.name)
    form = {"name": task.name, "groups": [str(group.pk)]}
    root.post(reverse("wagtailadmin_workflows:edit_task", args=[task.pk]), form)
    assert list(task.groups.all()) == [group]
    state = send(write(surgery, author), author)
    sign(signed_in(person("second", AUTHOR)), state)
    assert is_unsigned(surgery)


def test_another_task_in_the_workflow_publishes_nothing_unsigned(surgery, state, root) -> None:
    """Somebody puts a friendlier task beside ours, and switches ours off."""
    friendly = GroupApprovalTask.objects.create(name="Friendly")
    WorkflowTask.objects.create(workflow=state.workflow_state.workflow, task=friendly, sort_order=9)
    root.post(reverse("wagtailadmin_workflows:disable_task", args=[state.task_id]))
    now = fresh(surgery).current_workflow_task_state
    if now is not None and now.task_id == friendly.pk:
        root.post(reverse("wagtailadmin_pages:workflow_action", args=[surgery.pk, "approve", now.pk]), {"comment": ""})
    assert is_unsigned(surgery)


def test_a_friendlier_workflow_on_the_tree_changes_nothing(surgery, author, root) -> None:
    friendly = Workflow.objects.create(name="Friendly")
    WorkflowTask.objects.create(workflow=friendly, task=GroupApprovalTask.objects.create(name="Friendly"))
    friendly.workflow_pages.create(page=surgery)
    assert send(write(surgery, author), author).task.specific_class is ClinicalSignOffTask


def test_who_runs_the_site_signs_nothing(surgery, state, root) -> None:
    sign(root, state)
    sign(signed_in(person("admin", ADMINISTRATOR)), state)
    assert is_unsigned(surgery)


def test_a_new_object_is_not_shown_before_it_is_signed() -> None:
    client = signed_in(person("editor", CONTENT_EDITOR))
    viewset = Contact.snippet_viewset
    form = {
        "role": "other",
        "name": "Unsigned line",
        "phone": "555-010-0777",
        "hours": "Always",
        "who_answers": "Nobody",
        "order": "9",
        "change_note": "",
        "action-publish": "action-publish",
    }
    client.post(reverse(viewset.get_url_name("add")), form)
    assert not Contact.objects.filter(name="Unsigned line", live=True).exists()


def test_an_author_whose_account_is_gone_has_still_written_it(surgery, author) -> None:
    """Revisions forget a deleted account, and what no account wrote counts as loaded by the operator."""
    write(surgery, author)
    author.delete()
    page = fresh(surgery)
    with pytest.raises(PermissionDenied):
        page.latest_revision.publish(user=person("editor", CONTENT_EDITOR))
    assert is_unsigned(surgery)


def test_a_decision_is_of_one_piece(surgery, state) -> None:
    """A signature cannot be slipped in under another name."""
    from spinecare.signoff.decisions import Decision

    reviewer = person("reviewer", CLINICAL_REVIEWER)
    for action, decision in (
        ("reject", Decision("whole")),
        ("approve", Decision("sent-back")),
        ("", Decision("whole")),
    ):
        with pytest.raises((PermissionDenied, ValueError)):
            state.task.specific.on_action(state, reviewer, action, decision=decision)
    assert not gate.publication_by(fresh(surgery), state.revision).may_go_live
