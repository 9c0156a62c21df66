"""The figures of three short texts, counted by hand."""

from __future__ import annotations

import pytest

from spinecare.editorial.plain_language import measure
from spinecare.editorial.writing.draft import Draft
from spinecare.editorial.writing.figures import Figures

from .drafts import in_short, page, section

# Each word with its syllables, counted aloud: a·bout, tu·mor, sur·geon, ra·di·a·tion, mon·i·tor, …
EASY = "The scan shows the tumor. It does not hurt."
EASY_SYLLABLES = [1, 1, 1, 1, 2, 1, 1, 1, 1]
MIDDLE = "A surgeon takes out the tumor. Then radiation treats the rest of it."
MIDDLE_SYLLABLES = [1, 2, 1, 1, 1, 2, 1, 4, 1, 1, 1, 1, 1]
HARD = "Radiation oncologists monitor ependymoma recurrence."
HARD_SYLLABLES = [4, 4, 3, 5, 3]


@pytest.mark.parametrize(
    ("text", "syllables", "sentences", "many"),
    [(EASY, EASY_SYLLABLES, 2, 0), (MIDDLE, MIDDLE_SYLLABLES, 2, 1), (HARD, HARD_SYLLABLES, 1, 5)],
    ids=["easy", "middle", "hard"],
)
def test_the_grades_agree_with_hand_counts(text: str, syllables: list[int], sentences: int, many: int) -> None:
    reading = measure([text])
    assert reading is not None
    words = len(syllables)
    assert (reading.words, reading.sentences) == (words, sentences)
    assert reading.flesch_kincaid == pytest.approx(0.39 * words / sentences + 11.8 * sum(syllables) / words - 15.59)
    assert reading.smog == pytest.approx(1.0430 * (many * 30 / sentences) ** 0.5 + 3.1291)


def test_the_easy_text_to_the_tenth() -> None:
    """9 words, 2 sentences, 10 syllables: 0.39 x 4.5 + 11.8 x 1.111 - 15.59 = -0.7."""
    assert measure([EASY]).flesch_kincaid == pytest.approx(-0.72, abs=0.005)


def test_the_middle_text_to_the_tenth() -> None:
    """13 words, 2 sentences, 18 syllables: 0.39 x 6.5 + 11.8 x 1.385 - 15.59 = 3.3."""
    assert measure([MIDDLE]).flesch_kincaid == pytest.approx(3.28, abs=0.005)


def test_a_known_term_is_not_held_against_the_text() -> None:
    """Without "radiation" there are 14 syllables in 12 words. The sentences keep their 13 words."""
    reading = measure([MIDDLE], frozenset({"radiation"}))
    assert reading is not None
    assert (reading.words, reading.sentences) == (13, 2)
    assert reading.flesch_kincaid == pytest.approx(0.39 * 6.5 + 11.8 * 14 / 12 - 15.59)
    assert reading.smog == pytest.approx(3.1291)


@pytest.mark.parametrize("terms", [{"radiation oncologist"}, {"Radiation Oncologists"}, {"radiation", "oncologist"}])
def test_a_known_term_may_be_several_words_and_in_the_plural(terms: set[str]) -> None:
    """Left are monitor, ependymoma and recurrence: 11 syllables in 3 words."""
    assert measure([HARD], frozenset(terms)).flesch_kincaid == pytest.approx(0.39 * 5 + 11.8 * 11 / 3 - 15.59)


def test_a_text_of_known_terms_alone_is_as_easy_as_can_be() -> None:
    assert measure(["Ependymoma."], frozenset({"ependymoma"})).flesch_kincaid == pytest.approx(0.39 + 11.8 - 15.59)


def test_the_figures_of_a_page_are_those_of_its_own_words() -> None:
    """Tables, pictures, cards and sources are not made of sentences, or not the author's."""
    table = "<table><tr><td>Intramedullary multidisciplinary considerations everywhere.</td></tr></table>"
    figures = Figures.of(Draft.of(page(in_short(f"<p>{EASY}</p>"), section(f"<p>{MIDDLE}</p>{table}"))))
    assert (figures.whole.words, figures.whole.sentences) == (22, 4)
    assert figures.in_short.words == 9
    assert figures.longest_sentence == 7
