"""A fact is written once and stands in every text that names it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import Client

from spinecare.core.citations import citation_of, number_citations
from spinecare.core.marks import show_in_html, show_in_text
from spinecare.facts.models import Fact
from tests.pages.site_parts import count_queries, new_support, new_treatment, publish

from .making import YESTERDAY, a_fact, a_source, change, shown

pytestmark = pytest.mark.django_db


def cited(html: BeautifulSoup) -> list[tuple[str, str]]:
    return [(link["href"], link.get_text()) for link in html.select("sup.cite a")]


def with_sources(page, *keys: str):
    """The page with these sources in the list at its end, and published."""
    page.sources = [("source", {"source": a_source(key), "supports": "Numbers."}) for key in keys]
    publish(page)
    return page


def test_a_published_change_shows_on_all_four_pages(client: Client) -> None:
    fact = a_fact()
    pages = [
        new_treatment("One", in_short="<p>{fact:test-walk} could walk.</p>"),
        new_treatment("Two", what_it_is="<p>{fact:test-walk|rough} could walk.</p>"),
        new_support("Three", summary="Of all, {fact:test-walk} could walk."),
        new_support("Four", in_short="<p>{fact:test-walk|sentence}</p>"),
    ]
    assert "84 in 100 (84%) could walk." in shown(client, pages[0].url).get_text()
    assert "about 8 in 10 could walk." in shown(client, pages[1].url).get_text()
    change(fact, value="86 in 100 (86%)", rough="nearly 9 in 10")
    texts = [shown(client, page.url).get_text() for page in pages]
    assert "86 in 100 (86%) could walk." in texts[0]
    assert "nearly 9 in 10 could walk." in texts[1]
    assert "Of all, 86 in 100 (86%) could walk." in texts[2]
    assert "After surgery, 86 in 100 (86%) of the people could walk." in texts[3]
    assert not any("84" in text for text in texts)


def test_a_draft_is_not_shown_to_readers(client: Client) -> None:
    fact = a_fact()
    page = new_treatment("One", in_short="<p>{fact:test-walk} could walk.</p>")
    fact.value = "99 in 100"
    fact.save_revision()
    assert "84 in 100 (84%) could walk." in shown(client, page.url).get_text()


def test_a_rough_value_that_is_missing_is_the_value(client: Client) -> None:
    a_fact(rough="")
    page = new_treatment("One", in_short="<p>{fact:test-walk|rough} could walk.</p>")
    assert "84 in 100 (84%) could walk." in shown(client, page.url).get_text()


def test_a_fact_that_is_not_published_says_that_the_figure_is_being_checked(client: Client) -> None:
    a_fact(live=False)
    page = new_treatment("One", summary="{fact:test-walk} and {fact:no-such-fact}.")
    html = shown(client, page.url)
    assert html.select_one(".page__summary").get_text() == "(figure being checked) and (figure being checked)."


def test_words_are_escaped_and_plain_places_hold_text_alone(client: Client) -> None:
    Fact.objects.filter(pk=a_fact().pk).update(value="5 < 6 & 'more'")
    page = new_treatment("One", headline="About {fact:test-walk}", in_short='<p><a href="/x/">{fact:test-walk}</a></p>')
    with_sources(page, "test-source")
    html = shown(client, page.url)
    assert html.title.get_text().startswith("About 5 < 6 & 'more' |")
    assert html.select_one('meta[property="og:title"]')["content"] == "About 5 < 6 & 'more'"
    assert html.h1.data.get_text() == "5 < 6 & 'more'"
    assert html.select_one("#in-short a").get_text() == "5 < 6 & 'more'"
    assert not html.select("a a, a sup, title data")
    assert "figure being checked" not in html.get_text()


def test_the_measured_text_is_the_value_and_nothing_else() -> None:
    a_fact()
    text = "Of them {fact:test-walk}, so {fact:test-walk|rough}. {fact:test-walk|sentence}"
    words = "Of them 84 in 100 (84%), so about 8 in 10. After surgery, 84 in 100 (84%) of the people could walk."
    assert show_in_text(HttpRequest(), text) == words


def test_an_overdue_fact_is_shown_and_the_page_can_know(client: Client) -> None:
    fact = a_fact()
    Fact.objects.filter(pk=fact.pk).update(review_due=YESTERDAY)
    a_fact("test-fresh")
    request = HttpRequest()
    html = show_in_html(request, "<p>{fact:test-walk} {fact:test-walk} {fact:test-fresh}</p>")
    assert "84 in 100" in html
    assert request.overdue_facts == [fact]


def test_facts_cost_one_query_however_many_there_are(client: Client) -> None:
    page = new_treatment("Many")
    with_sources(page, "test-source")
    without = count_queries(client, page.url)
    for number in range(12):
        a_fact(f"test-many-{number}", source=a_source(f"test-source-{number}"))
    marks = " ".join(f"{{fact:test-many-{number}}}" for number in range(12))
    page.in_short = f"<p>{marks}</p>"
    publish(page)
    assert count_queries(client, page.url) == without + 1


def test_citations_are_numbered_in_reading_order_and_so_is_the_list(client: Client) -> None:
    for name in ("a", "b", "c"):
        a_fact(f"test-{name}", source=a_source(f"test-source-{name}"))
    page = new_treatment(
        "One", in_short="<p>{fact:test-b} and {fact:test-b|rough}.</p><p>{fact:test-a}, {fact:test-b}.</p>"
    )
    with_sources(page, "test-source-c", "test-source-a", "test-source-b")
    html = shown(client, page.url)
    assert cited(html) == [
        ("#source-test-source-b", "1"),
        ("#source-test-source-a", "2"),
        ("#source-test-source-b", "1"),
    ]
    listed = [item["id"] for item in html.select("#sources li")]
    assert listed == ["source-test-source-b", "source-test-source-a", "source-test-source-c"]
    assert html.select_one("sup.cite a")["aria-label"] == "Source 1"


def test_there_is_no_number_for_a_source_that_the_page_does_not_list(client: Client) -> None:
    a_fact()
    page = new_treatment("One", in_short="<p>{fact:test-walk} could walk.</p>")
    html = shown(client, page.url)
    assert cited(html) == []
    assert html.select("data.fact")
    assert not html.select("sup.cite")


def test_pages_without_citations_keep_their_html() -> None:
    html = '<ol><li id="source-b">B</li><li id="source-a">A</li></ol>'
    assert number_citations(HttpRequest(), html) == html


def test_whoever_cites_leaves_the_source_on_the_request() -> None:
    request = HttpRequest()
    for key in ("test-b", "test-a", "test-b"):
        citation_of(request, a_source(key))
    assert [source.key for source in request.cited_sources] == ["test-b", "test-a"]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("sentence", "No place for it.", "{value} once"),
        ("sentence", "{value} and {value}.", "{value} once"),
        ("sentence", "{value} of {fact:other}.", "no other braces"),
        ("value", "{fact:other}", "without the characters"),
        ("rough", "a | b", "without the characters"),
        ("key", "Test_Walk", "small letters"),
        ("key", "test--walk", "small letters"),
    ],
)
def test_what_would_break_a_text_is_refused(field: str, value: str, why: str) -> None:
    fact = a_fact()
    setattr(fact, field, value)
    with pytest.raises(ValidationError, match=why) as refused:
        fact.full_clean()
    assert list(refused.value.message_dict) == [field]


def test_a_key_stays_once_a_text_names_it() -> None:
    fact = a_fact()
    fact.key = "test-renamed"
    fact.full_clean()
    fact.key = "test-walk"
    new_treatment("One", in_short="<p>{fact:test-walk}</p>")
    fact.key = "test-renamed"
    with pytest.raises(ValidationError, match="Texts name the fact by this key"):
        fact.full_clean()
