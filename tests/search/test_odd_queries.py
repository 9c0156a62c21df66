"""Whatever is typed into the search box, the answer is a page with the box on it. A request no browser would send may
be turned away (400), but nothing fails."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spinecare.search.query import MAX_CHARACTERS, MAX_WORDS, shorten, terms
from spinecare.search.results import find_pages

ODD = {
    "nothing": "",
    "only spaces": "   \t\n ",
    "a quotation mark": '"',
    "open quotation": '"back pain',
    "an apostrophe": "'",
    "operators": "&|!()*:<->",
    "a prefix": "spin*",
    "column filter": "title:spine",
    "FTS5 words": "spine AND NOT (NEAR OR)",
    "a hyphen": "-",
    "a backslash": "\\",
    "percent signs": "%s %d %(x)s %%",
    "SQL": "'; DROP TABLE wagtailcore_page; --",
    "markup": "<script>alert(1)</script>",
    "a template": "{{ request }}{% debug %}",
    "emoji": "🧠 💊 👩🏽‍⚕️",
    "right to left": "ألم في الظهر \u202egnp.exe",
    "combining marks alone": "\u0301\u0301",
    "many marks": "a" + "\u0301" * 150,
    "long compatibility forms": "\ufdfa" * 200,
    "devanagari": "कैंसर का इलाज",
    "chinese": "脊髓肿瘤的治疗",
    "not a character": "\ufffe\uffff",
    "private use": "\ue000",
    "only stop words": "what is it",
    "two thousand words": "word " * 2000,
    "200 different words": " ".join(f"w{number}" for number in range(200)),
    "words of many spellings": " ".join(f"haem{letter}a" for letter in "bcdefghijklmnopqrstuvwxyz"),
    "36 short words": " ".join("abcdefghijklmnopqrstuvwxyz0123456789"),
    "one word of 4 KB": "x" * 4000,
    "numbers": "L5-S1 12,5 10^3 ½ ²",
    "a wide null": "%00",
}


@pytest.mark.parametrize("typed", ODD.values(), ids=ODD)
def test_odd_queries_are_answered(home, page, client, typed):
    page("Spine")

    response = client.get("/search/", {"q": typed})

    # The guard in front of the site refuses addresses over 4 KB before they get here.
    assert response.status_code == 200 or (len(typed) > 1000 and response.status_code in (400, 414))


@pytest.mark.parametrize(
    "query",
    [
        *["q=%00", "q=%ED%A0%80", "q=%FF%FE", "q=a&q=b", "q[]=a", "q", "", "q=a&page=", "q=a&page=%00", "q=a&page=x"],
        *["q=a&page=0", "q=a&page=-1", "q=a&page=1.5", "q=a&page=٣", "q=a&page=" + "9" * 23, "q=a&page=" + "9" * 3000],
    ],
)
def test_odd_addresses_are_answered(home, client, query):
    assert client.get(f"/search/?{query}").status_code in (200, 400)


@pytest.mark.parametrize("typed", [*ODD.values(), "\x00", "a\x00b", "\ud800", "\x1b[31m"], ids=ascii)
def test_the_search_itself_needs_no_guard(home, page, typed):
    page("Spine")

    assert isinstance(find_pages(typed, home.get_site()), list)
    assert len(terms(typed)) <= MAX_WORDS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_can_be_searched_for(home, typed):
    assert set(find_pages(typed, home.get_site())) <= {home.pk}


@given(typed=st.text(st.characters(exclude_categories=()), max_size=600))
def test_what_is_shown_back_is_short_and_can_be_written(typed):
    shown = shorten(typed)

    assert len(shown) <= MAX_CHARACTERS
    assert shown.encode("utf-8").decode() == shown
    assert shorten(shown) == shown
    assert not {"\x00", "\n", "\u202e"} & set(shown)
    assert len(terms(typed)) <= MAX_WORDS


def test_what_was_typed_is_shown_back_as_text(home, search):
    text = search('<script>alert(1)</script> "x"').text

    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_searching_is_reading(home, client, method):
    assert getattr(client, method)("/search/?q=spine").status_code == 405


def test_head_answers_like_get(home, client):
    assert client.head("/search/?q=spine").status_code == 200
