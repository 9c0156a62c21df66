"""The lists of pages: what is in them, in which order, and at what cost."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from spinecare.home.models import StandardPage
from spinecare.knowledge.models import ArticlePage, Topic
from treatments.models import TumorTypePage
from trials.models import Study, TrialPage

from .site_parts import count_queries, new_support, new_treatment, page_at

pytestmark = pytest.mark.django_db
ODD_QUERIES = ["page=-1", "page=0", "page=x", "page=" + "9" * 3000, "page=٣", "kind=%FF&topic=%F0", "page=1e9"]
CLINICAL = {"summary": "A summary.", "page_is_for": "You.", "in_short": "<p>Short.</p>"}


def new_tumor_type(title: str) -> Page:
    page = TumorTypePage(title=title, location="inside-cord", nature="either", **CLINICAL)
    return page_at("/tumor-types/").add_child(instance=page)


def new_article(title: str, **fields) -> ArticlePage:
    values = {"published_on": datetime.date(2026, 11, 1), **CLINICAL} | fields
    return page_at("/knowledge/").add_child(instance=ArticlePage(title=title, **values))


def new_trial(title: str) -> Page:
    number = 99_000_000 + Study.objects.count()
    fetched = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    study = Study.objects.create(nct_id=f"NCT{number}", brief_title=title, status="RECRUITING", fetched_at=fetched)
    return page_at("/trials/").add_child(instance=TrialPage(title=title, study=study, **CLINICAL))


def new_standard(title: str) -> Page:
    return page_at("/about/").add_child(instance=StandardPage(title=title, summary="A summary."))


def shown(client: Client, address: str, selector: str) -> list[str]:
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [element.get_text() for element in html.select(selector)]


def titles(client: Client, address: str) -> list[str]:
    return shown(client, address, ".card a")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "new_page"),
    [
        ("/treatments/", new_treatment),
        ("/tumor-types/", new_tumor_type),
        ("/support/", new_support),
        ("/knowledge/", new_article),
        ("/trials/", new_trial),
        ("/about/", new_standard),
    ],
)
def test_the_cost_does_not_grow_with_the_list(client: Client, address: str, new_page) -> None:
    page_at(address).get_children().delete()
    for number in range(3):
        new_page(f"Few {number}")
    few = count_queries(client, address)
    for number in range(297):
        new_page(f"Many {number}")
    many = count_queries(client, address)
    assert page_at(address).get_children().live().count() == 300
    assert many == few
    assert many <= 12


def test_a_draft_is_in_no_list(client: Client) -> None:
    new_treatment("Secret draft treatment", live=False)
    for address in ("/treatments/", "/search/?q=secret+draft"):
        assert "Secret draft" not in BeautifulSoup(client.get(address).content, "html.parser").main.get_text()


def test_a_restricted_page_and_what_is_below_it_can_be_opened_and_found_by_nobody(client: Client) -> None:
    child = new_treatment("Hidden treatment")
    PageViewRestriction.objects.create(page=page_at("/treatments/"), restriction_type="login")
    for address in ("/treatments/", child.url):
        response = client.get(address, follow=True)
        assert response.status_code == 403
        assert b"Hidden treatment" not in response.content
    found = client.get("/search/?q=hidden+treatment").content.decode()
    assert child.url not in found


def test_a_restricted_page_is_not_in_the_list_above_it(client: Client) -> None:
    child = new_treatment("Hidden treatment")
    PageViewRestriction.objects.create(page=child, restriction_type="login")
    assert b"Hidden treatment" not in client.get("/treatments/").content


def test_an_alias_is_restricted_like_the_page_it_stands_for(client: Client) -> None:
    original = new_treatment("Hidden treatment")
    alias = original.create_alias(update_slug="the-same-again")
    assert client.get(alias.url).status_code == 200
    PageViewRestriction.objects.create(page=original, restriction_type="login")
    assert client.get(alias.url, follow=True).status_code == 403


def test_treatments_stand_in_the_editors_order(client: Client) -> None:
    last = page_at("/treatments/").get_children().last()
    last.move(page_at("/treatments/"), pos="first-child")
    titles = [
        link.get_text() for link in BeautifulSoup(client.get("/treatments/").content, "html.parser").select(".card a")
    ]
    assert titles[0] == last.title


def test_knowledge_is_newest_first_and_filtered_by_kind_and_topic(client: Client) -> None:
    topic = Topic.objects.create(name="Scans", slug="scans")
    older = new_article("Older", kind="article", published_on=datetime.date(2027, 1, 1))
    newer = new_article("Newer", kind="news-release", published_on=datetime.date(2027, 2, 1))
    older.topics.add(topic)
    older.save()
    assert titles(client, "/knowledge/")[:2] == ["Newer", "Older"]
    assert titles(client, "/knowledge/?topic=scans") == ["Older"]
    assert titles(client, "/knowledge/?kind=news-release")[0] == "Newer"
    assert "Older" not in titles(client, "/knowledge/?kind=news-release")
    assert titles(client, "/knowledge/?kind=video&topic=scans") == []
    assert newer.url in client.get("/knowledge/feed/").content.decode()


@pytest.mark.parametrize(
    "query", ["page=-1", "page=0", "page=x", "page=" + "9" * 3000, "page=٣", "kind=%FF&topic=%F0", "page=1e9"]
)
@pytest.mark.parametrize("address", ["/knowledge/", "/trials/"])
def test_absurd_page_numbers_show_a_page_that_exists(client: Client, address: str, query: str) -> None:
    response = client.get(f"{address}?{query}")
    assert response.status_code in (200, 400)


def test_paging_keeps_the_filter(client: Client) -> None:
    for number in range(30):
        new_article(f"Piece {number:02}", kind="blog-post", published_on=datetime.date(2027, 1, 1))
    html = BeautifulSoup(client.get("/knowledge/?kind=blog-post").content, "html.parser")
    onward = html.find("a", rel="next")["href"]
    assert "kind=blog-post" in onward
    assert len(titles(client, f"/knowledge/{onward}")) == 12


def test_the_feed_holds_what_is_public(client: Client) -> None:
    new_article("A draft piece", live=False)
    response = client.get("/knowledge/feed/")
    feed = response.content.decode()
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert "/knowledge/reading-your-mri-report/" in feed
    assert "A draft piece" not in feed
    assert feed.count("<entry>") == ArticlePage.objects.live().count()


def test_a_sample_raises_no_hope_in_the_list(client: Client) -> None:
    cards = shown(client, "/trials/", ".trial-card")
    assert len(cards) > 3
    assert all(card.split()[:2] == ["Sample,", "not"] for card in cards)
