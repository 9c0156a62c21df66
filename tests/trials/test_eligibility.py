"""Who can take part: a criterion stands on its own side, or the reader sees the text whole. No word of it is lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trials.registry.eligibility import Eligibility, Section, split
from trials.registry.eligibility.lines import read_lines
from trials.registry.markup import to_plain

IN, OUT = Section.IN, Section.OUT
TWO_LISTS = """\
Inclusion Criteria:

* Chordoma of the sacrum
* Able to lie still for an MRI scan

Exclusion Criteria:

* Radiation to the spine before
* Pregnancy
"""


def sides(text: str) -> list[tuple[str, str]]:
    """The sections as side and body, of a text that is split."""
    eligibility = split(text)
    assert not eligibility.whole, eligibility.why_whole
    return [(section.side, section.body) for section in eligibility.sections]


def under(first: str, second: str) -> str:
    return f"{first}\n\n* Chordoma\n\n{second}\n\n* Pregnancy\n"


# Two lists ------------------------------------------------------------------------------------------------------------


def test_the_registrys_two_headings_give_two_lists():
    eligibility = split(TWO_LISTS)

    assert eligibility == Eligibility(
        form="A",
        whole=False,
        text=TWO_LISTS,
        sections=(
            Section(IN, "Inclusion Criteria", body="* Chordoma of the sacrum\n* Able to lie still for an MRI scan"),
            Section(OUT, "Exclusion Criteria", body="* Radiation to the spine before\n* Pregnancy"),
        ),
    )


def test_windows_line_ends_change_nothing_but_the_text_as_written():
    written = TWO_LISTS.replace("\n", "\r\n")

    assert split(written).sections == split(TWO_LISTS).sections
    assert split(written).text == written


def test_nested_lists_numbers_and_escapes_stay_as_written():
    list_ = "3. One of these:\n\n   * Chordoma\n   * Age \\> 18\n4. Able to walk"

    assert sides(f"Inclusion Criteria:\n\n{list_}\n\nExclusion Criteria:\n\n1. Pregnancy") == [
        (IN, list_),
        (OUT, "1. Pregnancy"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Inclusion criteria:", "Exclusion criteria:"),
        ("Inclusion Criteria", "Exclusion Criteria"),
        ("INCLUSION CRITERIA :", "EXCLUSION CRITERIA :"),
        ("Key Inclusion Criteria:", "Key Exclusion Criteria:"),
        ("Inclusion:", "Exclusion:"),
        ("Inclusions", "Exclusions"),
        ("**Inclusion Criteria:**", "**Exclusion Criteria:**"),
        ("# Inclusion Criteria", "# Exclusion Criteria"),
        ("-INCLUSION CRITERIA:", "EXCLUSION CRITERIA:"),
        ("• Inclusion Criteria:", "• Exclusion Criteria:"),
        ("Inclusion Criteriar:", "Exclusion Criterion:"),
        ("Inclusion Criteria：", "Exclusion Criteria："),
        ("Inclusion criteria includes:", "Exclusion criteria are as follows:"),
        ("Inclusion Criteria (all of these):", "Exclusion Criteria (any of these):"),
        ("Inclusion Criteria for all groups:", "Exclusion Criteria for all groups:"),
        ("Inclusion Criteria:", "Non-inclusion criteria:"),
        ("Inclusion criteria:", "    Exclusion Criteria:"),
    ],
)
def test_headings_worded_otherwise_give_two_lists(first, second):
    assert split(under(first, second)).form == "B"
    assert sides(under(first, second)) == [(IN, "* Chordoma"), (OUT, "* Pregnancy")]


def test_headings_without_empty_lines_around_them_are_headings():
    text = "Inclusion Criteria:\nChordoma\nAge over 18\nExclusion Criteria:\n- Pregnancy\n- A pacemaker"

    assert sides(text) == [(IN, "Chordoma\nAge over 18"), (OUT, "- Pregnancy\n- A pacemaker")]


def test_a_heading_at_the_margin_right_after_an_item_ends_the_list():
    text = "Inclusion Criteria:\n* Chordoma\nExclusion Criteria:\n* Pregnancy\nDonor Inclusion Criteria:\n* Age over 18"

    assert sides(text) == [(IN, "* Chordoma"), (OUT, "* Pregnancy"), (IN, "* Age over 18")]


def test_a_heading_that_is_the_first_item_of_its_list_is_a_heading():
    text = "* INCLUSION CRITERIA:\n* Chordoma\n* Age over 18\n\nEXCLUSION CRITERIA:\n\n* Pregnancy"

    assert sides(text) == [(IN, "* Chordoma\n* Age over 18"), (OUT, "* Pregnancy")]


def test_a_heading_that_slipped_into_the_last_item_still_ends_the_list():
    text = "Inclusion Criteria:\n\n1. Chordoma\n2. Able to walk\n\n   Exclusion Criteria\n3. Pregnancy\n4. A pacemaker"

    assert sides(text) == [(IN, "1. Chordoma\n2. Able to walk"), (OUT, "3. Pregnancy\n4. A pacemaker")]


def test_a_list_that_lay_under_an_item_comes_to_the_margin():
    text = "* Inclusion Criteria:\n\n    * Chordoma\n    * Age over 18\n\n* Exclusion Criteria:\n\n    * Pregnancy"

    assert sides(text) == [(IN, "* Chordoma\n* Age over 18"), (OUT, "* Pregnancy")]


def test_words_on_the_heading_line_belong_to_its_list():
    text = "Inclusion Criteria: 1. Chordoma\n2. Age over 18\n\nExclusion Criteria: none"

    assert sides(text) == [(IN, "1. Chordoma\n2. Age over 18"), (OUT, "none")]


def test_a_sentence_that_announces_the_list_is_kept_apart_from_it():
    lead_in = "People can take part only if all of the following apply:"
    section = split(TWO_LISTS.replace("* Chordoma of", f"{lead_in}\n\n* Chordoma of")).sections[0]

    assert section.lead_in == lead_in
    assert section.body.startswith("* Chordoma of the sacrum")


def test_a_criterion_above_a_list_is_no_announcement():
    section = split(TWO_LISTS.replace("* Chordoma of", "Age over 18.\n\n* Chordoma of")).sections[0]

    assert section.lead_in == ""
    assert section.body.startswith("Age over 18.\n\n* Chordoma")


def test_an_announcement_that_says_its_side_raises_no_doubt():
    text = TWO_LISTS.replace("* Radiation", "Nobody can be included who does not meet these:\n\n* Radiation")

    assert split(text).sections[1].lead_in == "Nobody can be included who does not meet these:"


def test_the_same_label_over_a_list_on_both_sides_raises_no_doubt():
    label = "About earlier treatments of the tumor and the spine\n\n* "
    text = TWO_LISTS.replace("* Able", f"\n{label}Able").replace("* Pregnancy", f"\n{label}Pregnancy")

    assert [body.count(label) for _side, body in sides(text)] == [1, 1]


def test_words_before_the_first_heading_are_kept_and_shown_to_editors():
    eligibility = split(f"Two hospitals take part.\n\n{TWO_LISTS}")

    assert eligibility.preamble == "Two hospitals take part."
    assert eligibility.sections == split(TWO_LISTS).sections
    assert eligibility.flags == (Eligibility.TEXT_BEFORE_HEADINGS,)


# Several lists --------------------------------------------------------------------------------------------------------


def test_each_cohort_keeps_its_heading_and_its_side():
    text = """\
Inclusion Criteria (All Cohorts):

* Chordoma

Inclusion criteria specific to Cohort A1:

* Earlier surgery

Part 2 additional exclusion criteria:

* Pregnancy

Donor Exclusion Criteria

* Active infection
"""
    eligibility = split(text)

    assert eligibility.form == "C"
    assert [(section.side, section.title, section.qualifier) for section in eligibility.sections] == [
        (IN, "Inclusion Criteria (All Cohorts)", "All Cohorts"),
        (IN, "Inclusion criteria specific to Cohort A1", "specific to Cohort A1"),
        (OUT, "Part 2 additional exclusion criteria", "Part 2 additional"),
        (OUT, "Donor Exclusion Criteria", "Donor"),
    ]


def test_a_heading_over_other_headings_of_its_side_stands_empty():
    text = under("Inclusion Criteria:", "Exclusion Criteria:\n\nExclusion criteria for both groups are:")

    assert [(section.side, section.qualifier, section.body) for section in split(text).sections] == [
        (IN, "", "* Chordoma"),
        (OUT, "", ""),
        (OUT, "for both groups", "* Pregnancy"),
    ]


def test_each_group_of_people_keeps_its_lists():
    patients = under("Inclusion Criteria:", "Exclusion Criteria:")
    volunteers = "Inclusion Criteria:\n\n* No pain\n\nExclusion Criteria:\n\n* A pacemaker"
    eligibility = split(f"Patients\n\n{patients}\nHealthy volunteers:\n\n{volunteers}")

    assert eligibility.preamble == ""
    assert [(section.group, section.side, section.body) for section in eligibility.sections] == [
        ("Patients", IN, "* Chordoma"),
        ("Patients", OUT, "* Pregnancy"),
        ("Healthy volunteers", IN, "* No pain"),
        ("Healthy volunteers", OUT, "* A pacemaker"),
    ]


@pytest.mark.parametrize(
    "subheading",
    [
        "* Additional exclusion criteria for part 2:\n\n  * A pacemaker",
        "  Exclusion criteria during surgery:\n* A pacemaker",
    ],
)
def test_a_heading_inside_a_list_of_its_own_side_stays_in_the_list(subheading):
    text = f"{TWO_LISTS}\n{subheading}"

    assert split(text).form == "A"
    assert sides(text)[1][1].endswith(subheading)


# Shown whole ----------------------------------------------------------------------------------------------------------

IN_LIST = "Inclusion Criteria:\n\n* Chordoma\n* Age over 18\n"
OUT_LIST = "Exclusion Criteria:\n\n* Pregnancy\n* A pacemaker\n"
# What is in doubt: the text, and its form.
DOUBTFUL = {
    Eligibility.NO_TEXT: {"only spaces": (" \n", "")},
    Eligibility.TOO_LONG: {"far beyond the registry's limit": (TWO_LISTS * 2000, "G")},
    Eligibility.NO_HEADING: {
        "a bare list": ("* Chordoma\n* No earlier radiation", "G"),
        "headings of old cancer records": ("DISEASE CHARACTERISTICS:\n\n* Chordoma\n\nAge:\n\n* Any", "G"),
        "a sentence about criteria": ("See the protocol for inclusion criteria of part 2.", "G"),
    },
    Eligibility.ONE_SIDE: {
        "inclusion only": (IN_LIST, "E"),
        "exclusion only": (f"* Chordoma\n\n{OUT_LIST}", "F"),
        # Shapes in which real texts were seen to go wrong, here and below.
        "exclusion in the same paragraph": (
            "Inclusion Criteria: chordoma, age 18. Exclusion Criteria: pregnancy.",
            "E",
        ),
        "exclusion after marks that are no emphasis": (f"{IN_LIST}\n\\*\\* Exclusion Criteria: pregnancy", "E"),
    },
    Eligibility.EXCLUSION_FIRST: {"two lists": (f"{OUT_LIST}\n{IN_LIST}", "D")},
    Eligibility.COMBINED_HEADING: {
        "alone": ("Inclusion/Exclusion Criteria:\n\n* Chordoma", "G"),
        "below two lists": (f"{TWO_LISTS}\nInclusion and Exclusion Criteria for part 2\n\n* Consent", "A"),
    },
    Eligibility.HEADING_INSIDE_A_LINE: {
        "after a criterion": (f"Inclusion Criteria:\n\n* Chordoma. Exclusion criteria: pregnancy\n\n{OUT_LIST}", "A"),
        "a short one": (f"Inclusion Criteria:\n\n* Age 25 to 74 Exclusion\n* Pregnancy\n\n{OUT_LIST}", "A"),
        "a short one with a colon": (f"Inclusion Criteria:\n\n* Chordoma; exclusion: pregnancy\n\n{OUT_LIST}", "A"),
        "its own side, after a criterion": (f"{TWO_LISTS}* Radiation Exclusion Criteria", "A"),
        "the criteria named last": (f"{TWO_LISTS}* Does not meet the inclusion criteria", "A"),
    },
    Eligibility.HEADING_INSIDE_A_LIST: {
        "after a criterion": ("Inclusion Criteria:\n\n* Owns a telephone Exclusion Criteria\n* Pregnancy", "B"),
        "amid a test, and again below": (
            f"Inclusion Criteria:\n\n1. A test:\n\n   1. Yes\n\n      Exclusion Criteria:\n   2. No\n\n{OUT_LIST}",
            "C",
        ),
        "the list comes back from under it": (
            "Inclusion Criteria:\n\n* Chordoma\n* Exclusion Criteria:\n\n  * Pregnancy\n* Able to walk",
            "B",
        ),
        "inclusion under exclusion": (
            f"{TWO_LISTS}* Inclusion Criteria: YES\n\n  * Chordoma\n\n{OUT_LIST}",
            "C",
        ),
    },
    Eligibility.UNCLEAR_HEADING: {
        "after a criterion": ("Inclusion Criteria:\n\nOwns a telephone Exclusion Criteria:\n\nPregnancy", "B"),
        "misspelt": (f"{TWO_LISTS}\nExlusion criteria for donors:\n\n* Infection", "A"),
        "of another kind": (f"{TWO_LISTS}\nWithdrawal criteria:\n\n* Wish to stop", "A"),
        "a criterion like a heading": (f"{TWO_LISTS}\nInclusion criteria not met\n\nPregnancy", "A"),
        "a sentence on the other side": (f"{TWO_LISTS}\nInclusion criteria of part 2 will be published later.", "A"),
        "in the middle of a sentence": (
            f"Inclusion Criteria:\n\nChordoma, and none of the\nexclusion criteria of part 1\n\n{OUT_LIST}",
            "A",
        ),
        "a group or an exclusion": (
            f"{IN_LIST}\nExclusion Criteria:\n\nPain.\n\nHealthy volunteers\n\n{TWO_LISTS}",
            "C",
        ),
        "a group or an inclusion": (f"{IN_LIST}\nHealthy volunteers\n\n{OUT_LIST}", "A"),
        "a note between two groups": (
            f"{TWO_LISTS}\nFor people treated before.\n\n{IN_LIST}\n{OUT_LIST}",
            "C",
        ),
    },
    Eligibility.TURNED_LIST: {
        "to exclusion": (f"{IN_LIST}\nPatients will not be eligible if:\n\n* They had radiation\n\n{OUT_LIST}", "A"),
        "to inclusion": (f"{TWO_LISTS}\nPatients must meet all of these:\n\n* Able to walk", "A"),
    },
    Eligibility.REQUIREMENT_UNDER_EXCLUSION: {
        "an illness that must not be": (f"{TWO_LISTS}* No visual or other impairment", "A"),
        "a history that must not be": (f"{TWO_LISTS}* No history of stroke", "A"),
        "a number": (f"{TWO_LISTS}* Not more than two operations", "A"),
    },
    Eligibility.EMPTY_SIDE: {
        "exclusion": (f"{IN_LIST}\nExclusion Criteria:\n\n-\n", "A"),
        "inclusion": (f"Inclusion Criteria:\n\n{OUT_LIST}", "A"),
    },
    Eligibility.SAME_WORDS_ON_BOTH_SIDES: {"a criterion": (f"{TWO_LISTS}* Able to lie still for an MRI scan", "A")},
}


@pytest.mark.parametrize(
    ("text", "form", "why"),
    [
        pytest.param(text, form, why, id=f"{why}: {name}")
        for why, texts in DOUBTFUL.items()
        for name, (text, form) in texts.items()
    ],
)
def test_a_text_in_doubt_is_shown_whole_with_the_reason(text, form, why):
    eligibility = split(text)

    assert (eligibility.whole, eligibility.why_whole, eligibility.form) == (True, why, form)
    assert eligibility.text == text
    assert eligibility.sections == ()
    assert eligibility.preamble == ""


# What editors and readers are told ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Other protocol-defined inclusion/exclusion criteria may apply.",
        "Other exclusion criteria also apply",
        "Further criteria are specified in the protocol.",
        "This information is not intended to contain all considerations.",
    ],
)
def test_readers_learn_that_the_list_is_not_complete(words):
    assert split(f"{TWO_LISTS}\n{words}").more_apply
    assert not split(TWO_LISTS).more_apply


@pytest.mark.parametrize(
    ("item", "flag"),
    [
        ("* Met the inclusion criteria of an earlier study", Eligibility.NAMES_THE_CRITERIA),
        ("* No telephone", Eligibility.NEGATED_EXCLUSION),
    ],
)
def test_editors_see_what_to_look_at(item, flag):
    eligibility = split(TWO_LISTS + item)

    assert eligibility.flags == (flag,)
    assert not eligibility.whole


# For every text -------------------------------------------------------------------------------------------------------

HEADINGS = [
    "Inclusion Criteria:",
    "Exclusion Criteria:",
    "Inclusion criteria for Cohort A",
    "Donor Exclusion Criteria",
    "**Exclusion criteria:** none",
    "* INCLUSION CRITERIA:",
    "   Exclusion Criteria",
    "Inclusion/Exclusion Criteria",
    "Healthy volunteers",
    "Any of the following:",
]
MARKS = ["* ", "  * ", "1. ", "    ", "> ", "\t", "- ", "# ", "", "\r", "\\*", "•"]
LINES = st.one_of(
    st.sampled_from(HEADINGS),
    st.builds(str.__add__, st.sampled_from(MARKS), st.text(max_size=30)),
)
TEXTS = st.one_of(
    st.text(),
    st.builds(str.join, st.sampled_from(["\n", "\n\n"]), st.lists(LINES, max_size=14)),
)


def words(*markdown: str) -> list[str]:
    return re.findall(r"[^\W_]+", to_plain(" ".join(markdown)))


@given(TEXTS)
def test_any_text_is_split_or_whole_and_no_word_is_lost(text):
    eligibility = split(text)

    assert eligibility == split(text)
    assert eligibility.text == text
    assert eligibility.whole == bool(eligibility.why_whole) == (not eligibility.sections)
    if not eligibility.whole:
        parts = [eligibility.preamble]
        group = ""
        for section in eligibility.sections:
            parts += [section.group if section.group != group else "", section.title, section.lead_in, section.body]
            group = section.group
        assert words(*parts) == words(text.replace("\0", "\ufffd"))


HEADING_FORMS = ["{} Criteria:", "{} criteria", "Key {} Criteria:", "* {} Criteria:", "   {} Criteria:"]
ITEM_FORMS = ["* {}", "1. {}", "- {}", "{}", "  * {}", "* a test\n\n  * {}"]
GLUED = ["", "", "", " Exclusion Criteria", ". Inclusion criteria: see below"]


@st.composite
def lists_of(draw: st.DrawFn, name: str, criterion: str) -> str:
    """A list of criteria that all say which side they are on, in one of the forms that texts have."""
    form, end = draw(st.sampled_from(ITEM_FORMS)), draw(st.sampled_from(["\n", "\n\n"]))
    items = [form.format(f"{criterion} of kind {kind}") for kind in draw(st.lists(st.integers(0, 9), min_size=1))]
    return draw(st.sampled_from(HEADING_FORMS)).format(name) + end + end.join(items) + draw(st.sampled_from(GLUED))


@given(
    st.sampled_from(["\n", "\n\n"]),
    st.lists(st.one_of(lists_of("Inclusion", "chordoma"), lists_of("Exclusion", "radiation")), max_size=6),
)
@example("\n", ["Inclusion Criteria:\n* chordoma", "Exclusion Criteria:\n* radiation Exclusion Criteria"])
def test_no_criterion_ever_stands_on_the_other_side(end, lists):
    for section in split(end.join(lists)).sections:
        shown = f"{section.title} {section.lead_in} {section.body}"
        assert ("radiation" if section.side == IN else "chordoma") not in shown


@pytest.mark.parametrize(
    "unit", ["* adult with a tumor (≥ 18 years)\n", "x\n", "inclusion criteria: ", "other criteria ", "[", "- ", "\\*("]
)
def test_ten_times_the_longest_text_takes_seconds_at_most(unit):
    text = f"Inclusion Criteria:\n\n{unit * (190_000 // len(unit))}\n\nExclusion Criteria:\n\n* Pregnancy"
    started = time.process_time()

    split(text)

    assert time.process_time() - started < 10


def test_lists_deeper_than_the_parser_goes_are_read_to_the_end():
    deep = "\n".join(f"{'  ' * level}* level{level}" for level in range(60))

    assert [line.text.lstrip("* ") for line in read_lines(deep)] == [f"level{level}" for level in range(60)]
