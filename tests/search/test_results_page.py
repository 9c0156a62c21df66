"""The page of results: what it says, how one moves through it, and what it costs."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 12


def test_how_much_was_found_is_said_in_words(page, search):
    page("Surgery")
    assert search("surgery").announced == "1 page found for “surgery”."

    page("Surgery again")
    assert search("surgery").announced == "2 pages found for “surgery”."


def test_finding_nothing_offers_ways_on(search):
    answer = search("zebra")

    assert answer.announced == "No page found for “zebra”."
    assert 'href="/symptoms/"' in answer.text
    assert 'href="/contact/"' in answer.text


def test_asking_for_nothing_shows_the_box_and_no_verdict(search):
    answer = search("  ")

    assert answer.announced == ""
    assert 'name="q"' in answer.text


def test_the_words_stay_in_the_box(search):
    assert 'value="spinal cord"' in search("  spinal   cord ").text


def test_the_page_has_one_heading_a_labelled_box_and_is_kept_out_of_search_engines(search):
    text = search("spine").text

    assert len(re.findall(r"<h1\b", text)) == 1
    assert '<meta name="robots" content="noindex">' in text
    field = re.search(r'<input id="([^"]+)" type="search" name="q" value="spine"', text)[1]
    assert f'<label for="{field}">' in text


def test_long_lists_are_turned_over_without_javascript(page, search):
    for number in range(21):
        page(f"Surgery {number}")

    first = search("surgery & bone")
    assert "21 pages found" in first.announced
    assert "These are 1 to 10." in first.announced
    assert "Page 1 of 3" in first.text
    assert 'rel="prev"' not in first.text
    address = re.search(r'<a rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")

    second = first.response.client.get(f"/search/{address}").content.decode()
    assert "Page 2 of 3" in second
    assert 'value="surgery &amp; bone"' in second

    last = search("surgery", page=3)
    assert len(last.titles) == 1
    assert 'rel="next"' not in last.text
    assert search("surgery", page=99).titles == last.titles


def test_every_page_is_listed_once(page, search):
    for number in range(21):
        page(f"Surgery {number}")

    listed = [title for number in (1, 2, 3) for title in search("surgery", page=number).titles]

    assert len(listed) == len(set(listed)) == 21


@pytest.mark.parametrize("typed", ["spinal surgery", "spinal zebra", "surgery"])
def test_a_search_costs_the_same_however_much_is_found(page, search, typed):
    def cost() -> int:
        search(typed)  # content types and site paths are read once in the life of a process
        with CaptureQueriesContext(connection) as queries:
            search(typed)
        return len(queries)

    below = page("Treatments", below=page("Spinal surgery"))
    page("Surgery 1", summary="Spinal.", below=below)
    few = cost()

    for number in range(2, 14):
        page(f"Surgery {number}", summary="Spinal.", below=page(f"Group {number}", below=below))
    many = cost()

    assert many == few
    assert many <= MOST_QUERIES


@pytest.mark.parametrize(
    ("typed", "meant"), [("kordoma", "chordoma"), ("Steriods", "steroids"), ("radation", "radiation")]
)
def test_a_misspelt_word_finds_what_was_meant_and_says_so(starter_search, typed, meant):
    answer = starter_search(typed)

    assert answer.announced == f"No page found for “{typed}”. These pages are for “{meant}”."
    assert answer.titles


def test_nothing_is_guessed_where_nothing_is_alike(starter_search):
    assert starter_search("xqzv").announced == "No page found for “xqzv”."


@pytest.mark.parametrize(
    "typed", ["legs weak", "my legs are weak", "numbness", "cannot walk", "cannot pee", "paralyzed"]
)
def test_who_asks_for_an_emergency_sign_is_shown_when_to_call_before_any_page(starter_search, typed):
    text = starter_search(typed).text

    assert text.index('data-component="emergency-card"') < text.index('class="search-results__count"')
    assert 'href="tel:911"' in text


@pytest.mark.parametrize("typed", ["chordoma", "new", "back", "a", ""])
def test_other_searches_are_left_in_peace(starter_search, typed):
    assert 'data-component="emergency-card"' not in starter_search(typed).text
