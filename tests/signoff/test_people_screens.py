"""Whoever runs the site writes down what people do, because readers see it under what they sign."""

from __future__ import annotations

import pytest
from django.urls import reverse

from .people import ADMINISTRATOR, CLINICAL_REVIEWER, person, signed_in

pytestmark = pytest.mark.django_db


def test_an_administrator_sets_the_job_title() -> None:
    client = signed_in(person("admin", ADMINISTRATOR))
    reviewer = person("reviewer", CLINICAL_REVIEWER, first_name="Rae", last_name="Reviewer")
    address = reverse("wagtailusers_users:edit", args=[reviewer.pk])
    assert 'name="job_title"' in client.get(address).content.decode()
    form = {
        "username": "reviewer",
        "email": reviewer.email,
        "first_name": "Rae",
        "last_name": "Reviewer",
        "is_active": "on",
        "groups": [str(group.pk) for group in reviewer.groups.all()],
        "job_title": "consultant spine surgeon",
    }
    client.post(address, form)
    reviewer.refresh_from_db()
    assert reviewer.job_title == "consultant spine surgeon"


def test_a_new_person_has_one_too_and_the_list_is_as_before() -> None:
    client = signed_in(person("admin", ADMINISTRATOR))
    assert 'name="job_title"' in client.get(reverse("wagtailusers_users:add")).content.decode()
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200
