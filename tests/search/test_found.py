"""People find a page by the words they have for it."""

from __future__ import annotations

import pytest


def test_a_page_is_found_by_its_title_and_by_its_text(page, search):
    page("Chordoma", summary="A slow tumor at the ends of the spine.")
    page("Ependymoma", summary="A tumor inside the cord.")

    assert search("chordoma").titles == ["Chordoma"]
    assert search("inside").titles == ["Ependymoma"]
    assert search("CHORDOMA").titles == ["Chordoma"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("tumor", "Several tumors were found."),
        ("tumors", "One tumor was found."),
        ("tumour", "One tumor was found."),
        ("tumours", "One tumor was found."),
        ("tumour", "Spinal Tumours: a British guideline."),
        ("tumours", "A British guideline on one tumour."),
        ("metastasis", "Spinal metastases are common."),
        ("metastases", "A metastasis is a tumor that has spread."),
        ("biopsies", "A biopsy is planned with care."),
        ("biopsy", "Two biopsies were taken."),
        ("vertebra", "Two vertebrae were broken."),
        ("vertebrae", "One vertebra was broken."),
        ("oedema", "Edema is swelling."),
        ("paediatric", "For pediatric patients."),
        ("haemangioblastoma", "A hemangioblastoma grows from vessels."),
        ("anaesthetics", "An anesthetic is given."),
        ("centre", "Come to the center."),
        ("chemo", "Chemotherapy is given in cycles."),
        ("steroids", "Corticosteroids bring swelling down."),
        ("physio", "Rehabilitation begins early."),
        ("radiotherapy", "Radiation is given on weekdays."),
        ("operations", "Surgery takes hours."),
        ("carers", "For the caregiver at home."),
        ("pee", "Trouble with your bladder is urgent."),
        ("naïve", "A naïve question is a good question."),
        ("ﬁne", "All is fine."),
    ],
)
def test_other_ways_to_write_a_word_find_it_too(page, search, typed, written):
    page("Wanted", summary=written)
    page("Unwanted", summary="Nothing of the kind.")

    assert search(typed).titles == ["Wanted"]


@pytest.mark.parametrize(
    "typed",
    [
        "what is a chordoma",
        "What is a chordoma?",
        "chordoma's",
        "“chordoma”",
        '"chordoma"',
        "chordoma & surgery",
        "Chordoma -surgery",
    ],
)
def test_how_it_is_asked_does_not_matter(page, search, typed):
    page("Chordoma", summary="Surgery comes first.")
    page("Questions", summary="What is a good question?")

    assert search(typed).titles == ["Chordoma"]


def test_pages_with_everything_asked_for_are_shown_alone(page, search):
    page("Pain", summary="Pain at night.")
    page("Surgery", summary="Pain after surgery is treated.")
    page("Steroids", summary="They bring swelling down.")

    assert search("surgery pain").titles == ["Surgery"]


def test_if_no_page_has_everything_those_with_some_of_it_are_shown(page, search):
    page("Pain", summary="Pain at night.")
    page("Surgery", summary="An operation.")
    page("Steroids", summary="They bring swelling down.")

    assert sorted(search("surgery pain").titles) == ["Pain", "Surgery"]


def test_the_page_called_that_comes_before_pages_that_say_it_more_often(page, search):
    page("About many things", summary="Surgery, surgery, surgery and surgery again.")
    page("Surgery for a broken bone", summary="Other words.")
    page("Surgery", summary="Other words.")
    page("Steroids", summary="Given around surgery, surgery, surgery.")

    assert search("surgery").titles[:2] == ["Surgery", "Surgery for a broken bone"]


def test_one_thing_and_many_are_the_same_thing_in_a_title(page, search):
    page("Radiation", summary="Spinal tumor, spinal tumor, spinal tumor.")
    page("Spinal tumors", summary="An overview.")

    assert search("spinal tumor").titles[0] == "Spinal tumors"


def test_words_of_other_scripts_are_found(page, search):
    page("العلاج", summary="ورم في العمود الفقري")
    page("Опухоль", summary="Опухоль позвоночника")

    assert search("ورم").titles == ["العلاج"]
    assert search("опухоль").titles == ["Опухоль"]


def test_a_result_says_where_it_stands_and_what_it_is(page, search):
    treatments = page("Treatments")
    page("Surgery", below=treatments, search_description="What an operation can do.")

    text = search("surgery").text

    assert "Treatments" in text
    assert "Home of this test" not in text.split('class="search-results"')[1].split("</ol>")[0]
    assert "What an operation can do." in text
    assert 'href="/treatments/surgery/"' in text
