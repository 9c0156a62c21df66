"""The advice reaches the preview beside the form, and no reader."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.pages.site_parts import page_at
from tests.sweep.edit_form import untouched_form

pytestmark = pytest.mark.django_db

FAULT = "The lesion has no side effects."
ADDRESS = "/support/for-carers/"


def preview(client: Client, page: Page, *, beside_the_form: bool = True) -> str:
    """What the editor's browser shows of a form with a fault in it that nobody has saved."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = untouched_form(client, page) | {"summary": FAULT}
    assert client.post(address, form).json()["is_valid"]
    return client.get(address, {"in_preview_panel": "true"} if beside_the_form else {}).content.decode()


def faulty(html: str) -> Tag:
    return BeautifulSoup(html, "html.parser").select_one(".page__summary")


def test_the_preview_beside_the_form_carries_the_advice_at_its_place(editor_client: Client) -> None:
    place = faulty(preview(editor_client, page_at(ADDRESS)))
    assert place["data-advice"].split() == ["jargon", "absolute-claim"]
    assert place["id"].startswith("advice-")
    assert "“tumor, spot”" in place["data-advice-jargon"]
    assert "“no side effects” claims too much" in place["data-advice-absolute-claim"]


def test_it_carries_the_figures_and_the_checks(editor_client: Client) -> None:
    soup = BeautifulSoup(preview(editor_client, page_at(ADDRESS)), "html.parser")
    figures = {each["label"]: each["value"] for each in json.loads(soup.main["data-writing-figures"])}
    assert 0 < float(figures["Reading grade"]) < 8
    assert figures.keys() == {"Reading grade", "Grade of “In short”", "Longest sentence"}
    assert soup.select_one("script[src$='js/writing-checks.js']")
    assert "writing-absolute-claim" in soup.find(id="checker-axe-configuration").string


def test_the_preview_in_a_window_of_its_own_is_what_readers_will_get(editor_client: Client) -> None:
    html = preview(editor_client, page_at(ADDRESS), beside_the_form=False)
    assert FAULT in faulty(html).text
    assert "data-advice" not in html
    assert "userbar" not in html


def test_no_reader_gets_advice(reader: Client, editor_client: Client) -> None:
    page = page_at(ADDRESS)
    page.summary = FAULT
    page.save_revision().publish()
    for client in (reader, editor_client):
        html = client.get(ADDRESS, {"in_preview_panel": "true"}).content.decode()
        assert FAULT in html
        assert "data-advice" not in html
        assert "data-writing-figures" not in html
        assert "userbar" not in html


def test_the_editor_knows_every_rule_and_explains_it(editor_client: Client) -> None:
    html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page_at(ADDRESS).pk])).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    settings = json.loads(soup.select_one("#checker-axe-configuration").string)
    ours = {each["id"] for each in settings["spec"]["rules"] if each["id"].startswith("writing-")}
    assert len(ours) > 10
    assert ours <= set(settings["options"]["runOnly"])
    assert all(settings["messages"][name]["help_text"] for name in ours)
    assert "alt-text-quality" in settings["options"]["runOnly"], "Wagtail's own checks are gone"
    assert soup.select_one("script[src$='js/writing-checks-panel.js']")
