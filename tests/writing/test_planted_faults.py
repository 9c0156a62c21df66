"""A page in which every fault was planted once, and a page with none."""

from __future__ import annotations

import pytest

from spinecare.editorial.writing.advice import Severity
from spinecare.editorial.writing.rules import RULES
from spinecare.editorial.writing.wording import WORDINGS, message_of

from .drafts import advice_for, in_short, names, page, section

LONG = (
    "You may stay in the hospital for a few days after this, and then you go home with a list of things to watch for, "
    "and a number to call at night."
)
HARD = "Individualized rehabilitation considerations necessitate comprehensive interdisciplinary collaboration."
# Rule, and the words that tell its place. A page cannot have both one-sided faults, so the second has its own test.
PLANTED = {
    "long-sentence": "You may stay in the hospital",
    "passive": "The tumor was removed",
    "jargon": "The lesion can press",
    "absolute-claim": "It causes no damage",
    "praise": "We use state-of-the-art machines",
    "number-outside-fact": "It helped 57 in 100",
    "benefits-alone": "Benefits",
    "link-text": "click here",
    "in-short-grade": "In short",
}
FAULTY = page(
    in_short(f"<ul><li>{HARD}</li></ul>"),
    section(
        f"<p>{LONG}</p><p>The tumor was removed last year.</p><p>The lesion can press on a nerve.</p>"
        "<p>It causes no damage to you.</p><p>We use state-of-the-art machines for this.</p>"
        '<p>It helped 57 in 100 people to walk.</p><p>To learn about scans, <a href="/scans/">click here</a>.</p>'
        '<figure class="picture"><img src="a.png" alt="scan_0042.jpg"><figcaption>A scan.</figcaption></figure>'
    ),
    section(
        '<p>You may walk again, as <data class="fact" value="walk">57 in 100</data> did.</p>', "benefits", "Benefits"
    ),
)
CLEAN = page(
    in_short("<ul><li>Your team will talk with you.</li><li>Call us if you feel weak.</li></ul>"),
    section(
        "<p>Ask your team what they hope for. They can tell you what may help.</p>"
        '<p>A <a href="/scans/">scan of your back</a> can show the tumor. Only your team can tell what it means.</p>'
        "<p>It is not a cure. Never stop your pills on your own. Is there a cure? Ask them.</p>"
        "<p>Say: “I was told that this is the best care and the only cure.” Your nurse knows what to do.</p>"
        '<p>Call <a class="number" href="tel:112">112</a> at once.</p>'
        "<p>Call 911, or our 24-hour line at 555-010-0199. T8 is a bone. The trial SC.24 began in 2015.</p>"
        '<p>An <button class="term" popovertarget="t">ependymoma</button><span popover id="t">A lesion; only 1 in 9, '
        "state-of-the-art.</span> grows in the cord.</p>"
        '<figure class="picture"><img src="a.png" alt="A bright spot beside the spine."></figure>'
    ),
    section(
        '<ul><li>You may walk, as <data class="fact" value="w">57 in 100</data> did.</li></ul>', "benefits", "Benefits"
    ),
    section("<ul><li>You may feel weak for a while.</li></ul>", "harms-common", "Common harms"),
    '<section id="registry" class="part part--trial_about" data-quoted><h2>About</h2>'
    "<p>The only cure, 100%.</p></section>",
    opening='<p class="page__summary">What it is, and what it can do for you.</p>',
)


def test_each_planted_fault_is_found_once_and_in_its_place() -> None:
    found = {}
    for advice in advice_for(FAULTY):
        assert advice.rule not in found, f"{advice.rule} twice: {found.get(advice.rule)} and {advice.excerpt}"
        found[advice.rule] = advice.element.get_text(" ", strip=True)
    picture = found.pop("picture-description")
    assert picture == ""
    assert found.keys() == PLANTED.keys()
    assert not {rule: found[rule] for rule, words in PLANTED.items() if not found[rule].startswith(words)}


def test_a_clean_page_brings_nothing() -> None:
    assert [(advice.rule, advice.excerpt) for advice in advice_for(CLEAN, known_terms=["ependymoma"])] == []


def test_a_page_that_is_hard_throughout_says_so_once() -> None:
    assert names(page(section(f"<p>{HARD}</p>"))).count("reading-grade") == 1


def test_the_harms_alone_are_found_as_well() -> None:
    assert names(page(section("<p>You may feel weak.</p>", "harms-serious", "Serious harms"))) == ["harms-alone"]


def test_each_missing_part_is_named() -> None:
    found = advice_for(CLEAN, known_terms=["ependymoma"], missing=["Rare harms", "Daily life"])
    assert [(each.rule, each.details["part"]) for each in found] == [
        ("missing-part", "Rare harms"),
        ("missing-part", "Daily life"),
    ]


def test_a_part_on_harm_needs_a_source_somewhere() -> None:
    harms = "<p>You may feel weak{}.</p>"
    for words, sources, expected in [
        ("", False, ["unsourced-part", "unsourced-part"]),
        ("", True, []),
        (' <a href="#source-one">1</a>', False, []),
        (' in <data class="fact" value="weak">3 in 100</data>', False, []),
    ]:
        text = harms.format(words)
        html = page(section(text, "benefits", "Benefits"), section(text, "harms-rare", "Rare harms"), sources=sources)
        assert names(html) == expected, words


def test_every_rule_has_words_and_was_planted_somewhere() -> None:
    assert WORDINGS.keys() == RULES.keys()
    elsewhere = {
        "term-not-marked",
        "picture-description",
        "reading-grade",
        "harms-alone",
        "missing-part",
        "unsourced-part",
    }
    assert RULES.keys() == PLANTED.keys() | elsewhere


@pytest.mark.parametrize("html", [FAULTY, page(section(f"<p>{HARD}</p>"))])
def test_every_message_has_its_blanks_filled(html: str) -> None:
    messages = [message_of(advice) for advice in advice_for(html, missing=["Rare harms"])]
    assert messages
    assert not [message for message in messages if "%(" in message]


def test_what_must_be_mended_before_signing() -> None:
    musts = {name for name, known in RULES.items() if known.severity is Severity.MUST}
    assert musts == {"absolute-claim", "number-outside-fact", "missing-part", "unsourced-part"}
