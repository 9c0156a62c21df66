"""What a machine can count of a text."""

from __future__ import annotations

import pytest

from spinecare.editorial.plain_language import is_passive, measure, sentences, syllables

PLAIN = ["The cat sat on the mat.", "It was glad to be home."]
HARD = ["Intramedullary glioma necessitates multidisciplinary consideration of radiotherapeutic alternatives."]


@pytest.mark.parametrize(
    ("word", "count"), [("spine", 1), ("tumor", 2), ("meningioma", 5), ("the", 1), ("team’s", 1), ("xyzzle", 2)]
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_at_full_stops_but_not_in_names() -> None:
    assert sentences('Ask Dr. Who. "Is it safe?" Then wait for 2.5 hours.') == [
        "Ask Dr. Who.",
        '"Is it safe?',
        "Then wait for 2.5 hours.",
    ]


def test_grades_follow_the_published_formulas() -> None:
    reading = measure(["The cat sat on the mat."])
    assert reading is not None
    # 6 words, 1 sentence, 6 syllables, none of them long.
    assert reading.flesch_kincaid == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert reading.smog == pytest.approx(3.1291)


def test_hard_text_is_graded_harder() -> None:
    plain, hard = measure(PLAIN), measure(HARD)
    assert plain is not None
    assert hard is not None
    assert plain.flesch_kincaid < 3 < 20 < hard.flesch_kincaid
    assert plain.smog < hard.smog


def test_long_sentences_are_counted() -> None:
    reading = measure([" ".join(["word"] * 21) + ".", " ".join(["word"] * 20) + "."])
    assert reading is not None
    assert reading.long_sentences == 1


@pytest.mark.parametrize(
    "sentence",
    ["The tumor was removed.", "You will be given a card.", "It is often used.", "The bone is usually held by screws."],
)
def test_passive(sentence: str) -> None:
    assert is_passive(sentence)


@pytest.mark.parametrize(
    "sentence", ["The surgeon removes the tumor.", "You may feel tired.", "You are tired.", "It is a rare tumor."]
)
def test_active(sentence: str) -> None:
    assert not is_passive(sentence)


@pytest.mark.parametrize("nothing", [[], [""], ["42"], ["..."]])
def test_no_words_no_measure(nothing: list[str]) -> None:
    assert measure(nothing) is None
