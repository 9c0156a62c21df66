"""What a page uses of the glossary without saying so: found where it first stands, and nowhere it should not be."""

from __future__ import annotations

import pytest

from spinecare.glossary.models import Term
from spinecare.glossary.suggestions import Unmarked, known_words, unmarked_terms

TERMS = [
    Term(term="spinal cord", slug="spinal-cord", other_forms="cord"),
    Term(term="spinal cord compression", slug="compression"),
    Term(term="biopsy", slug="biopsy", other_forms="biopsies"),
    Term(term="IT", slug="it", other_forms="MRI scan"),
    Term(term="en bloc", slug="en-bloc"),
]


def found(html: str) -> list[tuple[str, str]]:
    return [(each.slug, each.words) for each in unmarked_terms(html, TERMS)]


def test_each_term_is_found_once_where_it_first_stands() -> None:
    html = (
        '<section id="why"><p>First of all. A <b>Biopsy</b> is a test! More.</p></section>'
        '<section id="how"><p>Biopsies of the cord take time. The spinal cord is safe.</p></section>'
    )
    assert unmarked_terms(html, TERMS) == [
        Unmarked("biopsy", "Biopsy", "A Biopsy is a test!", "why"),
        Unmarked("spinal-cord", "cord", "Biopsies of the cord take time.", "how"),
    ]


def test_it_says_what_to_write() -> None:
    (each,) = unmarked_terms("<p>Two biopsies.</p>", TERMS)
    assert each.mark == "{term:biopsy|biopsies}"


def test_the_longest_form_counts() -> None:
    assert found("<p>Spinal cord compression hurts.</p>") == [("compression", "Spinal cord compression")]


def test_an_abbreviation_is_found_only_as_it_is_written() -> None:
    assert found("<p>Is it so? An mri scan.</p>") == [("it", "mri scan")]
    assert found("<p>Ask the IT desk.</p>") == [("it", "IT")]


@pytest.mark.parametrize("text", ["accord", "cords", "cord-like", "x-cord", "discord"])
def test_a_part_of_a_word_is_no_term(text: str) -> None:
    assert found(f"<p>{text}</p>") == []


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Biopsy</h2>",
        "<p><a href='/x/'>the biopsy</a></p>",
        "<details><summary>Biopsy</summary></details>",
        "<div data-quoted><p>Biopsy</p></div>",
        "<p><span popover>Biopsy</span></p>",
        "<svg><text>Biopsy</text></svg>",
        "<p>{fact:biopsy|biopsy}</p>",
    ],
)
def test_where_a_mark_is_of_no_use_none_is_asked_for(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    "marked",
    [
        "{term:biopsy|biopsies}",
        "{term:biopsy}",
        '<button type="button" class="term" popovertarget="term-biopsy">biopsies</button>',
    ],
)
def test_a_marked_term_is_done_with(marked: str) -> None:
    assert found(f"<p>A biopsy.</p><p>Two {marked}.</p>") == []


def test_a_sentence_is_told_without_its_marks() -> None:
    (each,) = unmarked_terms("<p>Ask. Is {term:en-bloc|en bloc} for the cord, {fact:one}? Yes.</p>", TERMS)
    assert each.sentence == "Is en bloc for the cord, {fact:one}?"


def test_without_a_glossary_nothing_is_missing() -> None:
    assert unmarked_terms("<p>A biopsy.</p>", []) == []
    assert known_words([]) == frozenset()


def test_the_words_of_all_forms_are_known() -> None:
    assert known_words(TERMS) >= {"spinal", "cord", "compression", "biopsies", "mri"}
    assert "Biopsy" not in known_words(TERMS)
