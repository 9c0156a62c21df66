"""Make the workflow at which clinical text is signed."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowTask

from .models import ClinicalSignOffTask

NAME = "Clinical sign-off"


def set_up_workflow(reviewers: Group) -> Workflow:
    """Make or mend the workflow, so that the reviewers are asked. Safe to run at any time."""
    task, _ = ClinicalSignOffTask.objects.update_or_create(name=NAME, defaults={"active": True})
    task.groups.set([reviewers])
    workflow, _ = Workflow.objects.update_or_create(name=NAME, defaults={"active": True})
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    return workflow
