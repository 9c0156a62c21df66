"""What names which fact is known at any time, and a fact that is named is not deleted."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from spinecare.editorial.models import Contact
from spinecare.facts.models import Fact, FactUse
from tests.pages.site_parts import new_treatment, page_at, publish

from .making import a_fact, uses

pytestmark = pytest.mark.django_db
NAMES_IT = "<p>{fact:test-walk|rough} could walk.</p>"


def test_the_list_follows_a_page_through_its_life() -> None:
    page = new_treatment("One")
    assert uses("test-walk") == set()
    page.in_short = NAMES_IT
    page.save_revision()
    assert uses("test-walk") == {(page.pk, False, True)}
    page.get_latest_revision().publish()
    assert uses("test-walk") == {(page.pk, True, True)}
    page.refresh_from_db()
    page.in_short = "<p>Nothing.</p>"
    page.save_revision()
    assert uses("test-walk") == {(page.pk, True, False)}
    Page.objects.get(pk=page.pk).unpublish()
    assert uses("test-walk") == set()


def test_an_unpublished_page_names_it_in_its_draft() -> None:
    page = new_treatment("One", in_short=NAMES_IT)
    publish(page)
    Page.objects.get(pk=page.pk).unpublish()
    assert uses("test-walk") == {(page.pk, False, True)}


def test_a_deleted_page_names_nothing() -> None:
    page = new_treatment("One", in_short=NAMES_IT)
    assert uses("test-walk") == {(page.pk, True, True)}
    page.delete()
    assert uses("test-walk") == set()


def test_streams_and_other_objects_are_read_too() -> None:
    page = page_at("/treatments/")
    page.sections = [("section", {"heading": "In numbers, {fact:test-walk}", "content": []})]
    contact = Contact.objects.first()
    contact.who_answers = "{fact:test-walk}"
    contact.save()
    kinds = set(FactUse.objects.filter(fact_key="test-walk").values_list("content_type__model", flat=True))
    assert kinds == {"contact"}
    page.save()
    assert uses("test-walk") == {(contact.pk, True, True), (page.pk, True, False)}


def test_the_command_makes_the_list_anew() -> None:
    page = new_treatment("One")
    type(page).objects.filter(pk=page.pk).update(in_short=NAMES_IT)
    FactUse.objects.create(
        fact_key="test-gone", object_id=page.pk, in_live=True, in_draft=True, content_type=page.content_type
    )
    out = io.StringIO()
    call_command("index_facts", stdout=out)
    assert uses("test-walk") == {(page.pk, True, True)}
    assert uses("test-gone") == set()
    assert "texts read" in out.getvalue()


def test_the_command_finds_what_the_signals_found() -> None:
    new_treatment("One", in_short=NAMES_IT).save_revision()
    before = set(FactUse.objects.values_list("fact_key", "content_type", "object_id", "in_live", "in_draft"))
    call_command("index_facts", stdout=io.StringIO())
    assert before == set(FactUse.objects.values_list("fact_key", "content_type", "object_id", "in_live", "in_draft"))


@pytest.mark.parametrize("route", ["object", "queryset"])
def test_a_used_fact_is_not_deleted(route: str) -> None:
    fact = a_fact()
    new_treatment("One", in_short=NAMES_IT).save_revision()
    target = fact if route == "object" else Fact.objects.filter(pk=fact.pk)
    with pytest.raises(models.ProtectedError, match="test-walk"), transaction.atomic():
        target.delete()
    assert Fact.objects.filter(pk=fact.pk).exists()


def test_the_admin_says_why_and_leads_to_where_it_is_used(admin_client: Client) -> None:
    fact = a_fact()
    page = new_treatment("A page of ours", in_short=NAMES_IT)
    delete = reverse("wagtailsnippets_facts_fact:delete", args=[fact.pk])
    answer = admin_client.post(delete, follow=True)
    assert Fact.objects.filter(pk=fact.pk).exists()
    text = answer.content.decode()
    assert "cannot be deleted" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    bulk = reverse("wagtail_bulk_action", args=["facts", "fact", "delete"]) + f"?id={fact.pk}"
    assert "cannot be deleted" in admin_client.post(bulk, follow=True).content.decode()
    assert Fact.objects.filter(pk=fact.pk).exists()


def test_an_unused_fact_can_be_deleted(admin_client: Client) -> None:
    fact = a_fact()
    admin_client.post(reverse("wagtailsnippets_facts_fact:delete", args=[fact.pk]))
    assert not Fact.objects.filter(pk=fact.pk).exists()
