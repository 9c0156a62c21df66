"""The glossary from A to Z: every published term, where its letter says, with an address of its own."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.coreutils import get_dummy_request

from spinecare.glossary.models import GlossaryPage, Term
from tests.pages.site_parts import count_queries, page_at

pytestmark = pytest.mark.django_db
ADDRESS = "/glossary/"


def glossary(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get(ADDRESS).content, "html.parser")


def new_term(word: str, **values: str | bool) -> Term:
    slug = str(values.pop("slug", word.lower().replace(" ", "-")))
    return Term.objects.create(term=word, slug=slug, **{"definition": "A sample."} | values)


def test_every_published_term_stands_under_its_letter(client: Client) -> None:
    Term.objects.all().delete()
    for word in ("Zebra line", "élan", "echo", "biopsy", "5-ray"):
        new_term(word, slug=word.encode("ascii", "ignore").decode().lower().replace(" ", "-"))
    new_term("hidden", live=False)
    page = glossary(client)
    assert [heading.get_text() for heading in page.select("main section > h2[id^=letter]")] == ["#", "B", "E", "Z"]
    assert [term.get_text() for term in page.select("dt")] == ["5-ray", "biopsy", "echo", "élan", "Zebra line"]
    links = page.select("nav.letters a")
    assert [link.get_text() for link in links] == ["#", "B", "E", "Z"]
    for link in links:
        assert page.find(id=link["href"][1:]).get_text() == link.get_text()


def test_a_term_can_be_linked_to_and_says_all_it_knows(client: Client) -> None:
    new_term("sample disc", other_forms="discs,disk", say="disk", definition="A <disc>.")
    entry = glossary(client).find(id="sample-disc")
    assert entry.dt.get_text() == "sample disc (say “disk”)"
    assert [line.get_text() for line in entry.find_all("dd")] == ["A <disc>.", "Also: discs, disk"]


def test_its_meaning_is_there_for_machines(client: Client) -> None:
    new_term("sample disc", other_forms="discs")
    nodes = json.loads(glossary(client).find("script", type="application/ld+json").string)["@graph"]
    (terms,) = (node for node in nodes if node["@type"] == "DefinedTermSet")
    assert nodes[0]["mainEntity"] == {"@id": terms["@id"]}
    assert len(terms["hasDefinedTerm"]) == Term.objects.filter(live=True).count()
    (disc,) = (term for term in terms["hasDefinedTerm"] if term["name"] == "sample disc")
    assert disc["@id"].endswith("/glossary/#sample-disc")
    assert (disc["description"], disc["alternateName"]) == ("A sample.", ["discs"])


def test_an_empty_glossary_is_a_page_too(client: Client) -> None:
    Term.objects.all().delete()
    page = glossary(client)
    assert "No words are explained here yet." in page.main.get_text()
    assert "DefinedTermSet" not in str(page.head)


def test_the_cost_does_not_grow_with_the_terms(client: Client) -> None:
    before = count_queries(client, ADDRESS)
    for number in range(60):
        new_term(f"sample {number}")
    assert count_queries(client, ADDRESS) == before <= 12


def test_there_is_only_one_and_nothing_below_it() -> None:
    page = page_at(ADDRESS)
    assert isinstance(page, GlossaryPage)
    assert not GlossaryPage.can_create_at(page.get_parent())
    assert page.allowed_subpage_models() == []


def test_an_editor_sees_it_before_it_is_published(client: Client) -> None:
    request = get_dummy_request(path=ADDRESS)
    preview = page_at(ADDRESS).make_preview_request(original_request=request)
    assert b"letter-b" in preview.content
