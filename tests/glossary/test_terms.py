"""Terms as editors write them: short, plain, and each word in one term only."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from spinecare.editorial.plain_language import measure, syllables
from spinecare.glossary.models import Term
from spinecare.glossary.suggestions import known_words

pytestmark = pytest.mark.django_db
GRADE = 8
TERM_WORD = "word"


def refused(**values: Any) -> set[str]:
    """The fields that are refused when a sound term is given these values."""
    term = Term(**{"term": "sample", "slug": "sample", "definition": "A small part."} | values)
    try:
        term.full_clean()
    except ValidationError as error:
        return set(error.error_dict)
    return set()


def test_a_sound_term_is_taken() -> None:
    assert refused() == set()
    assert refused(say="SAM-pul", other_forms="samples, specimen", definition="A part of 1.5 cm (“small”).") == set()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"definition": "One sentence. And another."}, "definition"),
        ({"definition": "No full stop"}, "definition"),
        ({"definition": "With {term:biopsy} inside."}, "definition"),
        ({"definition": "x" * 200 + "."}, "definition"),
        ({"term": "a|b"}, "term"),
        ({"other_forms": "{samples}"}, "other_forms"),
        ({"say": "ˈsæmpəl"}, "say"),
        ({"slug": "biopsy"}, "slug"),
        ({"other_forms": "samples, Biopsies"}, "other_forms"),
    ],
)
def test_what_would_not_work_is_refused(values: dict[str, str], field: str) -> None:
    assert field in refused(**values)


def test_a_key_stays_because_pages_mark_the_term_by_it() -> None:
    term = Term.objects.create(term="sample", slug="sample", definition="A small part.")
    term.full_clean()
    term.slug = "another"
    with pytest.raises(ValidationError, match="Make a new term"):
        term.full_clean()


def test_the_key_of_a_first_draft_follows_the_term() -> None:
    term = Term.objects.create(term="samp", slug="samp", definition="A small part.", live=False)
    term.term = term.slug = "sample"
    term.full_clean()


def test_an_editor_is_asked_for_a_term_in_the_admin(admin_client: Client) -> None:
    form = {"term": "sample", "slug": "sample", "definition": "A small part.", "say": "SAM-pul", "other_forms": ""}
    add = reverse(Term.snippet_viewset.get_url_name("add"))
    assert admin_client.get(add).status_code == 200
    admin_client.post(add, form)
    assert not Term.objects.get(slug="sample").live
    assert "SAM-pul" in admin_client.get(reverse(Term.snippet_viewset.get_url_name("list"))).content.decode()


def test_nobody_publishes_a_meaning_that_is_not_signed(admin_client: Client) -> None:
    form = {"term": "sample", "slug": "sample", "definition": "A small part.", "say": "", "other_forms": ""}
    admin_client.post(reverse(Term.snippet_viewset.get_url_name("add")), form)
    draft = Term.objects.get(slug="sample")
    edit = reverse(Term.snippet_viewset.get_url_name("edit"), args=[draft.pk])
    admin_client.post(edit, form | {"action-publish": "yes"})
    assert not Term.objects.get(slug="sample").live


def test_the_starters_meanings_are_plain() -> None:
    """By the reading grade, a word that has an entry of its own counting as an easy one."""
    terms = list(Term.objects.filter(live=True))
    assert len(terms) >= 25
    known = known_words(terms)
    hard = {}
    for term in terms:
        assert term.term.casefold() not in term.definition.casefold().split(), f"{term} explains itself by itself"
        words = [TERM_WORD if is_known(word, known) else word for word in term.definition.split()]
        reading = measure([" ".join(words)])
        if reading and reading.flesch_kincaid > GRADE:
            hard[term.slug] = round(reading.flesch_kincaid, 1)
    assert hard == {}


def is_known(word: str, known: frozenset[str]) -> bool:
    plain = word.strip(",.;:()").casefold()
    return plain in known and syllables(plain) > 1
