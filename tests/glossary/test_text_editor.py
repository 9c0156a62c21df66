"""The button that marks selected words: it knows the published terms, and only people in the admin can ask."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import features

from spinecare.glossary.models import Term
from spinecare.glossary.text_editor import FEATURE
from tests.pages.site_parts import page_at

pytestmark = pytest.mark.django_db


def test_it_knows_every_form_of_the_published_terms(editor_client: Client) -> None:
    Term.objects.all().delete()
    Term.objects.create(term="Sample Disc", slug="sample-disc", other_forms="discs, SD", definition="A disc.")
    Term.objects.create(term="hidden", slug="hidden", definition="Not ready.", live=False)
    answer = editor_client.get(reverse("glossary_known_forms"))
    assert answer.json() == {"sample disc": "sample-disc", "discs": "sample-disc", "sd": "sample-disc"}


def test_readers_are_not_answered(client: Client) -> None:
    assert client.get(reverse("glossary_known_forms")).status_code == 302


def test_the_editor_is_told_where_to_ask(editor_client: Client) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page_at("/treatments/surgery/").pk])
    page = BeautifulSoup(editor_client.get(address).content, "html.parser")
    settings = json.loads(page.find("script", id="mark-term-settings").string)
    assert settings["forms"] == reverse("glossary_known_forms")


def test_a_text_can_ask_for_the_button() -> None:
    plugin = features.get_editor_plugin("draftail", FEATURE)
    assert "js/mark-term.js" in str(plugin.media)
