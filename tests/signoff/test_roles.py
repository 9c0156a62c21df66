"""Who may do what in the admin: a table, tried at every door."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page

from spinecare.editorial.models import Contact, EmergencyCard, Source
from spinecare.facts.models import Fact
from spinecare.glossary.models import Term
from tests.pages.site_parts import page_at

from .people import ADMINISTRATOR, AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, LINK_STEWARD, person, signed_in

pytestmark = pytest.mark.django_db

A, E, R, L, B = AUTHOR, CONTENT_EDITOR, CLINICAL_REVIEWER, LINK_STEWARD, ADMINISTRATOR
EVERYBODY = (A, E, R, L, B)


def page(name: str) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page_at("/treatments/surgery/").pk])


def add_a_treatment() -> str:
    return reverse("wagtailadmin_pages:add", args=["treatments", "treatmentpage", page_at("/treatments/").pk])


def snippet(model: type, name: str) -> str:
    key = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{name}"
    return reverse(key) if name in ("list", "add") else reverse(key, args=[model.objects.first().pk])


# What somebody wants to open, and who may.
DOORS = {
    "the first page": (lambda: reverse("wagtailadmin_home"), EVERYBODY),
    "write on a page": (lambda: page("edit"), (A, E, B)),
    "add a page": (add_a_treatment, (A, E, B)),
    "unpublish a page": (lambda: page("unpublish"), (E, B)),
    "delete a page that readers see": (lambda: page("delete"), (E, B)),
    "write on a fact": (lambda: snippet(Fact, "edit"), (A, E, B)),
    "unpublish a fact": (lambda: snippet(Fact, "unpublish"), (E, B)),
    "delete a term": (lambda: snippet(Term, "delete"), (B,)),
    "write on a term": (lambda: snippet(Term, "edit"), (A, E, B)),
    "write on a source": (lambda: snippet(Source, "edit"), (A, E, B)),
    "delete a source": (lambda: snippet(Source, "delete"), (B,)),
    "write on a contact": (lambda: snippet(Contact, "edit"), (A, E, B)),
    "add a contact": (lambda: snippet(Contact, "add"), (E, B)),
    "write on the emergency card": (lambda: snippet(EmergencyCard, "edit"), (A, E, B)),
    "broken links": (lambda: "/admin/reports/links/", (E, L, B)),
    "redirects": (lambda: reverse("wagtailredirects:index"), (E, L, B)),
    "send pages to a patient": (lambda: "/admin/care-links/compose/", (A, E, L, B)),
    "all care links": (lambda: "/admin/care-links/", (E, L, B)),
    "links whose page is gone": (lambda: "/admin/care-links/leaving/", (E, L, B)),
    "accounts": (lambda: reverse("wagtailusers_users:index"), (B,)),
    "groups": (lambda: reverse("wagtailusers_groups:index"), ()),
    "workflows": (lambda: reverse("wagtailadmin_workflows:index"), ()),
    "sites": (lambda: reverse("wagtailsites:index"), ()),
}


@pytest.mark.parametrize("role", EVERYBODY, ids=lambda role: role.name)
@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_for_those_in_the_table_and_no_others(door: str, role) -> None:
    address, allowed = DOORS[door]
    client = signed_in(person("somebody", role))
    opened = client.get(address()).status_code == 200
    assert opened == (role in allowed)


@pytest.mark.parametrize("role", EVERYBODY, ids=lambda role: role.name)
def test_only_reviewers_sign(role) -> None:
    assert person("somebody", role).has_perm("signoff.sign_clinical") == (role is R)


def test_a_person_without_a_group_gets_no_further_than_the_door() -> None:
    client = signed_in(person("nobody"))
    assert client.get("/admin/").status_code in (302, 403)
    assert Page.objects.exists()
