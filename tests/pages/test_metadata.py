"""What pages tell machines: valid, true, at the right address, and safe whatever an editor types."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse

from spinecare.core.metadata import PageMetadata
from spinecare.core.models import CenterSettings
from spinecare.editorial.models import Contact
from tests.sweep.site_map import DOCUMENTS, land_on
from trials.models import Study
from trials.models.pages import SCHEMA_STATUS

from .site_parts import count_queries, new_treatment, page_at, publish

pytestmark = pytest.mark.django_db
ORIGIN = site_settings.WAGTAILADMIN_BASE_URL
EVERY_KIND = {document.meta["model"]: document.address for document in DOCUMENTS}
every_kind = pytest.mark.parametrize("address", EVERY_KIND.values(), ids=EVERY_KIND.keys())
every_address = pytest.mark.parametrize("address", [document.address for document in DOCUMENTS])
HOSTILE = "</script><b>&amp; <!-- ]]> \u2028 {team_line"
SIGNED = datetime.date(2026, 1, 2)

# The first node of a page: what the page is. The others: what it is about.
TYPES = {
    "/": ({"WebPage"}, set()),
    "/treatments/": ({"MedicalWebPage", "CollectionPage"}, set()),
    "/treatments/surgery/": ({"MedicalWebPage"}, {"MedicalTherapy"}),
    "/glossary/": ({"CollectionPage"}, {"DefinedTermSet"}),
    "/tumor-types/": ({"MedicalWebPage", "CollectionPage"}, set()),
    "/tumor-types/chordoma/": ({"MedicalWebPage"}, {"MedicalCondition"}),
    "/trials/": ({"MedicalWebPage", "CollectionPage"}, set()),
    "/trials/nct99990001/": ({"MedicalWebPage"}, {"MedicalTrial"}),
    "/knowledge/": ({"CollectionPage"}, set()),
    "/knowledge/where-spinal-tumors-grow/": ({"MedicalWebPage"}, {"VideoObject"}),
    "/knowledge/dordaviprone-approval/": ({"MedicalWebPage"}, {"NewsArticle"}),
    "/symptoms/": ({"MedicalWebPage"}, set()),
    "/support/": ({"MedicalWebPage", "CollectionPage"}, set()),
    "/support/feelings/": ({"MedicalWebPage"}, set()),
    "/spine-center/": ({"MedicalWebPage", "AboutPage"}, set()),
    "/about/": ({"AboutPage"}, set()),
    "/contact/": ({"ContactPage"}, set()),
}


def head(client: Client, address: str) -> BeautifulSoup:
    """The head of a page as it is now."""
    return BeautifulSoup(client.get(address).content, "html.parser").head


def graph(client: Client, address: str) -> list[dict[str, Any]]:
    """The nodes of a page as they are now, in their order."""
    return nodes_in(head(client, address))


def starter_graph(client: Client, address: str) -> list[dict[str, Any]]:
    """The nodes of a page of the starter site, which is opened once for many tests."""
    return nodes_in(land_on(client, address).html.head)


def nodes_in(page: BeautifulSoup) -> list[dict[str, Any]]:
    (script,) = page.find_all("script", type="application/ld+json")
    data = json.loads(script.string)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def first(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(node for node in nodes if kind in kinds(node))


def kinds(node: dict[str, Any]) -> set[str]:
    return {node["@type"]} if isinstance(node["@type"], str) else set(node["@type"])


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Every name and plain value in a node, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def sign(address: str) -> None:
    page = page_at(address)
    page.reviewed_on = SIGNED
    page.reviewed_by = "a spine surgeon of the center"
    publish(page)


# schema.org -----------------------------------------------------------------------------------------------------------


@every_address
def test_every_page_describes_itself(client: Client, address: str) -> None:
    nodes = starter_graph(client, address)
    page = nodes[0]
    assert page["@id"] == f"{ORIGIN}{address}#page"
    assert page["url"] == f"{ORIGIN}{address}"
    assert {"name", "description", "inLanguage", "datePublished", "dateModified"} <= set(page)
    ids = [node["@id"] for node in nodes]
    assert len(ids) == len(set(ids))
    assert page["isPartOf"]["@id"] in ids
    assert page["publisher"]["@id"] in ids
    for node in nodes:
        for name, value in walk(node):
            assert value not in (None, "", [], {}), (name, value)
            if name == "@id" and isinstance(value, str):
                assert value.startswith(f"{ORIGIN}/"), value
            if isinstance(value, str) and name in ("url", "item", "contentUrl", "thumbnailUrl", "logo", "image"):
                assert urlsplit(value).scheme in ("http", "https"), value
    references = [value["@id"] for _name, value in walk(nodes) if isinstance(value, dict) and set(value) == {"@id"}]
    assert set(references) <= set(ids)


@pytest.mark.parametrize(("address", "expected"), TYPES.items(), ids=TYPES.keys())
def test_each_kind_of_page_says_what_it_is(client: Client, address: str, expected: tuple[set[str], set[str]]) -> None:
    nodes = starter_graph(client, address)
    found = set().union(*(kinds(node) for node in nodes[1:])) - {"BreadcrumbList", "WebSite", "MedicalOrganization"}
    assert (kinds(nodes[0]), found) == expected


def test_every_kind_of_page_is_in_the_table() -> None:
    models = {document.meta["model"] for document in DOCUMENTS if document.address in TYPES}
    assert models == set(EVERY_KIND)


def test_the_path_leads_down_from_home(client: Client) -> None:
    path = first(graph(client, "/treatments/surgery/"), "BreadcrumbList")["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in path] == [
        (1, "Home", f"{ORIGIN}/"),
        (2, "Treatments", f"{ORIGIN}/treatments/"),
        (3, "Surgery", f"{ORIGIN}/treatments/surgery/"),
    ]
    assert "BreadcrumbList" not in {node["@type"] for node in graph(client, "/")}


def test_the_home_page_offers_the_search_and_introduces_the_center(client: Client) -> None:
    nodes = graph(client, "/")
    action = first(nodes, "WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{ORIGIN}/search/?q={{search_term_string}}"
    assert client.get("/search/", {"q": "surgery"}).status_code == 200
    center = first(nodes, "MedicalOrganization")
    phones = dict(Contact.objects.filter(live=True).values_list("name", "phone"))
    assert {point["contactType"]: point["telephone"] for point in center["contactPoint"]} == phones
    assert center["telephone"] == Contact.objects.get(role=Contact.Role.FRONT_DESK).phone
    assert center["name"] == CenterSettings.load().name


@every_address
def test_a_page_nobody_has_signed_claims_no_review(client: Client, address: str) -> None:
    nodes = starter_graph(client, address)
    facts = dict(walk(nodes))
    assert "lastReviewed" not in facts
    assert "reviewedBy" not in facts
    if "MedicalWebPage" in kinds(nodes[0]):
        assert facts["creativeWorkStatus"] == "Sample text, awaiting clinical sign-off"


@pytest.mark.parametrize("address", ["/treatments/surgery/", "/tumor-types/chordoma/", "/symptoms/", "/trials/"])
def test_a_signed_page_says_when_and_by_whom(client: Client, address: str) -> None:
    sign(address)
    page = graph(client, address)[0]
    assert page["lastReviewed"] == "2026-01-02"
    assert page["reviewedBy"] == {"@type": "Person", "jobTitle": "a spine surgeon of the center"}
    assert "creativeWorkStatus" not in page


def test_an_article_without_clinical_content_is_no_medical_page(client: Client) -> None:
    page = page_at("/knowledge/dordaviprone-approval/")
    page.has_clinical_content = False
    page.reviewed_on = SIGNED
    publish(page)
    node = graph(client, page.url)[0]
    assert node["@type"] == "WebPage"
    assert not {"audience", "lastReviewed", "creativeWorkStatus"} & set(node)


def test_sources_a_reader_can_open_are_cited(client: Client) -> None:
    html = BeautifulSoup(client.get("/treatments/surgery/").content, "html.parser")
    cited = graph(client, "/treatments/surgery/")[0]["citation"]
    links = [link["href"] for link in html.select("[data-component=sources] a[href]")]
    assert sorted(source["url"] for source in cited) == sorted(links)
    assert {"ScholarlyArticle"} == {source["@type"] for source in cited if source["identifier"].startswith("PM")}


def test_a_treatment_names_its_serious_harms(client: Client) -> None:
    therapy = first(graph(client, "/treatments/surgery/"), "MedicalTherapy")
    harms = [item["title"] for block in page_at("/treatments/surgery/").harms_serious for item in block.value]
    assert [harm["name"] for harm in therapy["seriousAdverseOutcome"]] == harms


def test_a_tumor_names_its_treatments_by_their_own_identity(client: Client) -> None:
    tumor = first(graph(client, "/tumor-types/chordoma/"), "MedicalCondition")
    for treatment in tumor["possibleTreatment"]:
        address = urlsplit(treatment["url"]).path
        assert first(graph(client, address), "MedicalTherapy")["@id"] == treatment["@id"]


def test_a_treatment_that_is_gone_is_not_named(client: Client) -> None:
    page_at("/treatments/proton-therapy/").unpublish()
    tumor = first(graph(client, "/tumor-types/chordoma/"), "MedicalCondition")
    assert "proton-therapy" not in json.dumps(tumor)


@pytest.mark.parametrize("status", [*SCHEMA_STATUS, "UNKNOWN", "AVAILABLE", "SOMETHING_NEW"])
def test_a_trial_says_how_far_it_is(client: Client, status: str) -> None:
    Study.objects.filter(nct_id="NCT99990001").update(nct_id="NCT01234567", status=status)
    trial = first(graph(client, "/trials/nct99990001/"), "MedicalTrial")
    assert trial["identifier"]["value"] == "NCT01234567"
    assert trial["sameAs"] == "https://clinicaltrials.gov/study/NCT01234567"
    assert ("status" in trial) == (status in SCHEMA_STATUS)


def test_a_made_up_trial_says_so_and_no_more(client: Client) -> None:
    trial = first(graph(client, "/trials/nct99990001/"), "MedicalTrial")
    assert trial["description"] == "Sample. This is not a real trial."
    assert not {"status", "identifier", "sameAs"} & set(trial)


def test_a_video_comes_with_its_words(client: Client) -> None:
    video = first(graph(client, "/knowledge/where-spinal-tumors-grow/"), "VideoObject")
    assert {"name", "description", "uploadDate", "thumbnailUrl", "contentUrl", "duration"} <= set(video)
    assert video["caption"]["contentUrl"].endswith(".vtt")
    assert "spinal" in video["transcript"]
    assert "<" not in video["transcript"]


# Open Graph -----------------------------------------------------------------------------------------------------------


@every_kind
def test_every_kind_has_a_link_preview(client: Client, address: str) -> None:
    page = land_on(client, address).html.head
    shared = {meta["property"]: meta["content"] for meta in page.find_all("meta", property=True)}
    assert shared["og:url"] == page.find("link", rel="canonical")["href"] == f"{ORIGIN}{address}"
    assert page.title.get_text() == f"{shared['og:title']} | {shared['og:site_name']}"
    assert shared["og:description"] == page.find("meta", attrs={"name": "description"})["content"]
    assert shared["og:locale"] == "en_US"
    assert shared["og:image"].startswith(f"{ORIGIN}/static/img/share")
    assert shared["og:image:alt"]
    assert ("article:published_time" in shared) == (shared["og:type"] == "article")
    assert page.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"
    assert page.find("link", rel="manifest")["href"] == "/manifest.webmanifest"


def test_an_article_says_when_it_was_published(client: Client) -> None:
    page = page_at("/knowledge/dordaviprone-approval/")
    (meta,) = head(client, page.url).find_all("meta", property="article:published_time")
    assert meta["content"] == page.published_on.isoformat()


# Safety ---------------------------------------------------------------------------------------------------------------


def test_what_an_editor_types_cannot_leave_the_data(client: Client) -> None:
    page = new_treatment(HOSTILE, slug="hostile", summary=HOSTILE, aim=HOSTILE)
    response = client.get(page.url)
    assert response.status_code == 200
    assert b"</script><b>" not in response.content
    nodes = graph(client, page.url)
    assert nodes[0]["name"] == HOSTILE
    assert first(nodes, "BreadcrumbList")["itemListElement"][-1]["name"] == HOSTILE
    (meta,) = head(client, page.url).find_all("meta", property="og:title")
    assert meta["content"] == HOSTILE


def test_a_placeholder_in_the_data_becomes_the_number(client: Client) -> None:
    page = new_treatment("Numbers", summary="Call {team_line}.", search_description="")
    line = Contact.objects.get(role=Contact.Role.TEAM_LINE).phone
    assert graph(client, page.url)[0]["description"] == f"Call {line}."


def test_addresses_are_the_configured_ones_whatever_the_request_claims(client: Client, settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://spine.example.org"
    for host in ("localhost", "127.0.0.1:9"):
        response = client.get("/treatments/surgery/", headers={"host": host, "x-forwarded-host": "evil.example"})
        page = BeautifulSoup(response.content, "html.parser")
        assert page.find("link", rel="canonical")["href"] == "https://spine.example.org/treatments/surgery/"
        assert f"http://{host}" not in response.content.decode()
        assert "evil.example" not in response.content.decode()


def test_a_new_page_can_be_previewed_before_it_has_anything(admin_client: Client) -> None:
    for model, parent in [("knowledge/articlepage", "/knowledge/"), ("trials/trialpage", "/trials/")]:
        app, name = model.split("/")
        address = reverse("wagtailadmin_pages:preview_on_add", args=[app, name, page_at(parent).pk])
        assert admin_client.get(f"{address}?in_preview_panel=true").status_code == 200


@every_kind
def test_describing_a_page_asks_the_database_for_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(PageMetadata, "linked_data", "")
    without = count_queries(client, address)
    monkeypatch.undo()
    assert count_queries(client, address) == without
