"""Real eligibility texts: each criterion stands on the side its study team put it on, or the text is shown whole."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.conformance.conftest import COUNTED
from tests.conformance.test_real_records import read
from tests.trials.test_eligibility import words
from trials.registry.eligibility import Eligibility, Section, split
from trials.registry.eligibility.lines import read_lines

pytestmark = pytest.mark.conformance

READ = tomllib.loads(Path(__file__).with_name("eligibility_read.toml").read_text(encoding="utf-8"))
SPLIT_FORMS = ("A", "B", "C")
# In these a program that only looks for the headings puts criteria on the wrong side.
KNOWN_TO_GO_WRONG = ("NCT06131424", "NCT06989008", "NCT06609356", "NCT05508360")

# Texts that the list of categories files under another form. Each was read.
SENTENCE = "a sentence under the heading says it again in other words; it announces the list and is no heading"
SUBHEADING = "a heading inside a list of its own side stays in that list"
ITEM = "an item that names the criteria is no heading"
NOTE = "a note that further criteria apply is no heading"
OTHER_FORM = {
    "NCT02328599": ("A", ITEM),
    "NCT02759614": ("A", SENTENCE),
    "NCT02814825": ("A", f"{SENTENCE}; {SUBHEADING}"),
    "NCT04042844": ("B", SENTENCE),
    "NCT04482309": ("A", ITEM),
    "NCT04787042": ("A", SUBHEADING),
    "NCT05587465": ("A", "the sentence amid the exclusions says again that they are exclusions"),
    "NCT05597410": ("B", SENTENCE),
    "NCT05819710": ("A", NOTE),
    "NCT05880823": ("A", SUBHEADING),
    "NCT06194448": ("A", ITEM),
    "NCT06256588": ("A", SENTENCE),
    "NCT06325566": ("A", NOTE),
    "NCT06350097": ("A", SUBHEADING),
    "NCT06380751": ("A", ITEM),
    "NCT06716424": ("A", SENTENCE),
    "NCT06726265": ("B", SENTENCE),
    "NCT07048717": ("E", "only the first heading has a line to itself; whole by either form"),
    "NCT07218029": ("A", SENTENCE),
    "NCT07367269": ("A", ITEM),
}
# Texts with both headings that are shown whole all the same, and what was found when they were read.
GOOD = "its sides are right; the rule that catches worse texts catches it too"
WHOLE = {
    "NCT00220935": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "the only exclusion can be read both ways"),
    "NCT01707836": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
    "NCT01904123": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "what a lesion must not be, under exclusion"),
    "NCT01949129": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
    "NCT02742311": (Eligibility.UNCLEAR_HEADING, "a misspelt heading begins an item; its side is right"),
    "NCT03941132": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "half of the exclusions say what must be so"),
    "NCT03955198": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
    "NCT03974217": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "two of the exclusions say what must be so"),
    "NCT04025515": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "the only exclusion says what must be so"),
    "NCT04092803": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "one exclusion can be read both ways"),
    "NCT04280705": (Eligibility.HEADING_INSIDE_A_LIST, "an exclusion heading amid the inclusion list, by mistake"),
    "NCT04416269": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, GOOD),
    "NCT04416321": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "one exclusion can be read both ways"),
    "NCT04734015": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
    "NCT05282459": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "one exclusion says what must be so"),
    "NCT05430971": (Eligibility.EMPTY_SIDE, "nothing but a dash under exclusion"),
    "NCT05508841": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "every exclusion says what must be so"),
    "NCT05593081": (Eligibility.UNCLEAR_HEADING, "the last line before inclusion names the next group of people"),
    "NCT05633706": (Eligibility.REQUIREMENT_UNDER_EXCLUSION, "one exclusion says what must be so"),
    "NCT05649592": (Eligibility.UNCLEAR_HEADING, "a third list says who is taken out later"),
    "NCT05826366": (Eligibility.EMPTY_SIDE, "nothing but a dash under exclusion"),
    "NCT05835778": (Eligibility.EMPTY_SIDE, "nothing but a dash under exclusion"),
    "NCT06127745": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
    "NCT06252142": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
    "NCT06331169": (Eligibility.HEADING_INSIDE_A_LIST, GOOD),
    "NCT06413225": (Eligibility.HEADING_INSIDE_A_LIST, "the inclusion list stands a second time, under exclusion"),
    "NCT06454773": (Eligibility.SAME_WORDS_ON_BOTH_SIDES, "the only inclusion stands under exclusion too"),
    "NCT06485206": (Eligibility.HEADING_INSIDE_A_LIST, GOOD),
    "NCT06948435": (Eligibility.SAME_WORDS_ON_BOTH_SIDES, "both sides only name another protocol"),
    "NCT07229196": (Eligibility.UNCLEAR_HEADING, "a third list says who is taken out later"),
    "NCT07367269": (Eligibility.HEADING_INSIDE_A_LINE, GOOD),
}


@pytest.fixture(scope="module")
def texts(trial_records: Path) -> dict[str, str]:
    """The eligibility text of every record that has one, by number."""
    found: dict[str, str] = {}
    for _raw, record in read(trial_records):
        if record.eligibility:
            found.setdefault(record.nct_id, record.eligibility)
    return found


@pytest.fixture(scope="module")
def splits(texts: dict[str, str]) -> dict[str, Eligibility]:
    return {nct_id: split(text) for nct_id, text in texts.items()}


@pytest.fixture(scope="module")
def categories(trial_records: Path, splits: dict[str, Eligibility]) -> dict[str, str]:
    """The form that each text was filed under before there was this code."""
    filed = json.loads((trial_records / "eligibility_categories.json").read_text(encoding="utf-8"))
    return {nct_id: category[0] for nct_id, category in filed.items() if nct_id in splits}


def test_every_text_has_the_form_it_was_filed_under(categories, splits, record_property):
    different = {
        nct_id: (splits[nct_id].form, OTHER_FORM.get(nct_id, ("", ""))[1])
        for nct_id, form in categories.items()
        if splits[nct_id].form != form
    }

    assert different == {nct_id: expected for nct_id, expected in OTHER_FORM.items() if nct_id in categories}
    record_property(
        COUNTED, f"{len(categories)} texts were filed by form; {len(different)} differ, each with its reason"
    )


def test_a_text_without_both_headings_in_order_is_whole(splits):
    assert all(eligibility.whole for eligibility in splits.values() if eligibility.form not in SPLIT_FORMS)


def test_no_other_text_is_whole_than_those_that_were_read(splits, record_property):
    whole = {
        nct_id: eligibility.why_whole
        for nct_id, eligibility in splits.items()
        if eligibility.whole and eligibility.form in SPLIT_FORMS
    }

    assert whole == {nct_id: why for nct_id, (why, _found) in WHOLE.items() if nct_id in splits}
    forms = Counter(eligibility.form for eligibility in splits.values() if not eligibility.whole)
    kinds = ", ".join(f"{forms[form]} of form {form}" for form in SPLIT_FORMS)
    record_property(COUNTED, f"{len(splits)} eligibility texts: {forms.total()} are split ({kinds}), the rest whole")


def test_the_texts_known_to_go_wrong_are_whole(splits):
    present = [nct_id for nct_id in KNOWN_TO_GO_WRONG if nct_id in splits]

    assert present
    assert all(splits[nct_id].whole for nct_id in present)


def test_no_word_of_any_text_is_lost(texts, splits):
    for nct_id, eligibility in splits.items():
        assert eligibility.text == texts[nct_id]
        if not eligibility.whole:
            parts = [eligibility.preamble]
            group = ""
            for section in eligibility.sections:
                parts += [section.group if section.group != group else "", section.title, section.lead_in, section.body]
                group = section.group
            assert words(*parts) == words(texts[nct_id]), nct_id


def test_two_lists_are_one_of_each_side(splits):
    for nct_id, eligibility in splits.items():
        if not eligibility.whole and eligibility.form in "AB":
            assert [section.side for section in eligibility.sections] == [Section.IN, Section.OUT], nct_id


@pytest.mark.parametrize("nct_id", READ)
def test_a_text_that_was_read_still_has_its_items_on_the_same_sides(nct_id, texts, splits):
    was = READ[nct_id]
    if nct_id not in texts or not hashlib.sha256(texts[nct_id].encode()).hexdigest().startswith(was["text"]):
        pytest.skip("not the text that was read")

    eligibility = splits[nct_id]

    assert was["verdict"] == "right"
    assert (eligibility.form, eligibility.whole) == (was["form"], False)
    assert (items(eligibility, Section.IN), items(eligibility, Section.OUT)) == (was["in"], was["out"])


def test_enough_texts_of_each_form_were_read():
    assert Counter(was["form"] for was in READ.values()) == {"A": 20, "B": 20, "C": 20}


def items(eligibility: Eligibility, side: str) -> int:
    bodies = (section.body for section in eligibility.sections if section.side == side)
    return sum(line.opens_block for body in bodies for line in read_lines(body))
