"""Terms in text: the first use opens its meaning without a script, the rest stay words, and all are listed once."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from spinecare.core.finishing import HOOK
from spinecare.core.marks import show_in_text
from spinecare.glossary.models import Term
from tests.pages.site_parts import new_treatment

pytestmark = pytest.mark.django_db
MEANING = "A disc in the back of the sample."


@pytest.fixture(autouse=True)
def _terms() -> None:
    Term.objects.create(term="sample disc", slug="sample-disc", other_forms="discs", definition=MEANING, say="disk")
    Term.objects.create(term="quiet node", slug="quiet-node", definition="A <node> & more.")
    Term.objects.create(term="half written", slug="half-written", definition="Not ready.", live=False)


def shown(html: str) -> BeautifulSoup:
    """The HTML after everything that is registered has had a look at it, as at the end of every page."""
    request = HttpRequest()
    for finish in hooks.get_hooks(HOOK):
        html = finish(request, html)
    return BeautifulSoup(html, "html.parser")


def test_a_button_opens_the_meaning_without_a_script() -> None:
    page = shown("<p>The {term:sample-disc|disc}, here.</p>")
    button = page.p.button
    assert button["type"] == "button"
    assert button.get_text() == "disc"
    meaning = page.find(id=button["popovertarget"])
    assert meaning.has_attr("popover")
    assert meaning.get_text() == f"sample disc (say “disk”): {MEANING}"
    assert str(page).startswith("<p>The <button")
    assert str(page).endswith("</span>, here.</p>"), "no space may come before the comma"


def test_a_mark_without_words_shows_the_term() -> None:
    assert shown("<p>{term:sample-disc}</p>").button.get_text() == "sample disc"


def test_what_an_editor_types_is_no_tag() -> None:
    page = shown("<p>{term:quiet-node|a &amp; b}</p>")
    assert page.button.get_text() == "a & b"
    assert page.find(id="term-quiet-node").get_text() == "quiet node: A <node> & more."


def test_only_the_first_use_is_a_button_whatever_words_it_has() -> None:
    page = shown("<p>{term:sample-disc|disc}</p><p>{term:sample-disc|discs} and {term:sample-disc|disc}</p>")
    assert len(page.find_all("button")) == len(page.select("[popover]")) == 1
    assert page.find_all("p")[1].get_text() == "discs and disc"


@pytest.mark.parametrize("tag", ["a", "button", "title", "textarea"])
def test_where_no_button_may_stand_it_is_plain_words_and_the_next_use_opens(tag: str) -> None:
    page = shown(f"<{tag}>The {{term:sample-disc|disc}}</{tag}><p>{{term:sample-disc|discs}}</p>")
    assert page.find(tag).decode_contents() == "The disc"
    assert page.p.button.get_text() == "discs"


@pytest.mark.parametrize("tag", ["h2", "h3", "summary"])
def test_in_a_heading_it_is_plain_words_and_the_next_use_opens(tag: str) -> None:
    heading = f"<{tag}>{{term:sample-disc|Discs}} and {{term:quiet-node}}</{tag}>"
    page = shown(heading + "<p>{term:sample-disc|discs}</p>{words_on_page}")
    assert page.find(tag).decode_contents() == "Discs and quiet node"
    assert page.p.button.get_text() == "discs"
    assert [term.get_text() for term in page.find_all("dt")] == ["sample disc (say “disk”)"]


def test_in_an_attribute_it_is_plain_words() -> None:
    assert shown('<img alt="{term:sample-disc|a disc}">').img["alt"] == "a disc"


@pytest.mark.parametrize("slug", ["half-written", "nobody-knows"])
def test_a_term_that_is_not_published_leaves_the_words_as_they_stood(slug: str) -> None:
    page = shown(f"<p>{{term:{slug}|some words}}, {{term:{slug}}}</p>{{words_on_page}}")
    assert str(page) == f"<p>some words, {slug.replace('-', ' ')}</p>"


def test_in_text_without_tags_it_is_its_words() -> None:
    assert show_in_text(HttpRequest(), "The {term:sample-disc|disc} & {term:quiet-node}") == "The disc & quiet node"


def test_the_terms_of_a_page_are_listed_once_in_reading_order() -> None:
    page = shown("{words_on_page}<p>{term:quiet-node} {term:sample-disc|disc} {term:quiet-node}</p>{words_on_page}")
    (listed,) = page.select("[data-component=words-on-page]")
    assert [term.get_text() for term in listed.find_all("dt")] == ["quiet node", "sample disc (say “disk”)"]
    assert [meaning.get_text() for meaning in listed.find_all("dd")] == ["A <node> & more.", MEANING]
    assert page.find(id=listed["aria-labelledby"]).name == "h2"


def test_a_page_without_terms_has_no_list() -> None:
    assert str(shown("<p>Nothing</p>{words_on_page}")) == "<p>Nothing</p>"


def test_many_terms_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        shown("<p>{term:sample-disc} {term:quiet-node} {term:half-written}</p>{words_on_page}")
    with django_assert_num_queries(0):
        shown("<p>No term here.</p>{words_on_page}")


def test_a_reader_finds_them_on_a_page(client: Client) -> None:
    page = new_treatment("Sample treatment", what_it_is="<p>It holds the {term:sample-disc|disc}.</p>")
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.find(id="term-sample-disc").get_text().endswith(MEANING)
    (listed,) = html.select("[data-component=words-on-page]")
    assert MEANING in listed.get_text()
    assert "{term" not in str(html)


def test_a_changed_meaning_is_changed_on_every_page(client: Client) -> None:
    pages = [new_treatment(f"Sample {number}", what_it_is="<p>{term:sample-disc}</p>") for number in range(2)]
    Term.objects.filter(slug="sample-disc").update(definition="Something else.")
    for page in pages:
        html = client.get(page.url).content.decode()
        assert "Something else." in html
        assert MEANING not in html
