"""What each rule takes for a fault, and what it lets pass."""

from __future__ import annotations

import pytest

from spinecare.editorial.writing.advice import Severity
from spinecare.editorial.writing.figures import LONGEST_SENTENCE

from .drafts import advice_for, names, page, paragraph, section


@pytest.mark.parametrize(
    "sentence",
    [
        "Proton therapy is the only treatment that works.",
        "Only our center offers it.",
        "This can cure the tumor.",
        "You will be cured.",
        "It always works.",
        "The tumor never comes back.",
        "There is no risk to you.",
        "It works without side effects.",
        "We guarantee a good result.",
        "It helps 100% of people.",
        "It is completely safe.",
        "The treatment is safe.",
        "The beam is painless.",
        "It kills all of the cells.",
        "Everyone recovers.",
        "We have the most advanced beam.",
        "You get the best care here.",
        "Our team is second to none.",
    ],
)
def test_absolute(sentence: str) -> None:
    assert "absolute-claim" in names(paragraph(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Only your team can tell.",
        "Only a few people need it.",
        "It is by invitation only.",
        "The only known year of a source is 2020.",
        "It helps not only you.",
        "It is not a cure.",
        "It cannot cure the tumor.",
        "It doesn’t cure the tumor.",
        "Can it be cured?",
        "They said: “You are cured.”",
        "More is not always better.",
        "Always carry your card.",
        "Never stop steroids suddenly.",
        "That does not mean there is no risk.",
        "We cannot guarantee it.",
        "Take out as much as is safe.",
        "Ask whether it is safe for you.",
        "Benign does not mean harmless.",
        "Ask which is the best treatment for you.",
    ],
)
def test_not_absolute(sentence: str) -> None:
    assert "absolute-claim" not in names(paragraph(sentence))


def test_an_absolute_claim_is_explained_by_a_fact_in_it_or_a_source_beside_it() -> None:
    bare = "It cures the tumor in people."
    fact = 'It cures the tumor in <data class="fact" value="cured">9 in 10</data> people.'
    source = '<sup class="cite"><a href="#source-one" aria-label="Source 1">1</a></sup>'
    cited = f"{bare} {source} You may ask about it."
    cited_within = f"It cures the tumor{source}. You may ask about it."
    elsewhere = f'{bare} Others had pain, <data class="fact" value="pain">2 in 10</data>{source}.'
    next_one = f"You may ask about it. {source} {bare}"
    assert [names(paragraph(words)) for words in (fact, cited, cited_within)] == [[], [], []]
    assert [names(paragraph(words)) for words in (bare, elsewhere, next_one)] == [["absolute-claim"]] * 3


def test_headings_and_tables_claim_as_well() -> None:
    assert names(page(section("<h3>The only cure</h3><p>Ask us.</p>"))) == ["absolute-claim"]
    assert names(page(section("<table><tr><td>No side effects</td></tr></table>"))) == ["absolute-claim"]


@pytest.mark.parametrize(
    "sentence",
    ["Our world-class team helps.", "It is a breakthrough.", "We are a leading center.", "Top doctors work here."],
)
def test_praise(sentence: str) -> None:
    assert names(paragraph(sentence)) == ["praise"]


@pytest.mark.parametrize(
    "sentence", ["It is not a breakthrough.", "Blood leads to the tumor.", "You can trust us to call."]
)
def test_no_praise(sentence: str) -> None:
    assert names(paragraph(sentence)) == []


@pytest.mark.parametrize(
    "sentence", ["It helps 3 of them.", "Wait 2 weeks.", "About 40% walk.", "Each dose takes 5 minutes."]
)
def test_numbers(sentence: str) -> None:
    assert names(paragraph(sentence)) == ["number-outside-fact"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Call 911.",
        "Our 24-hour line is 555-010-0199.",
        "The tumor is at T8 or L5.",
        "The gene is H3 K27M.",
        "A phase 2 trial in 2014 looked at it.",
        "You may have neurofibromatosis type 1.",
        "Grades 2 and 3 mean pressure on the cord.",
        "It was known on March 3, 2020.",
        "It takes about two weeks.",
    ],
)
def test_numbers_that_claim_nothing(sentence: str) -> None:
    assert "number-outside-fact" not in names(paragraph(sentence))


def test_a_number_in_a_table_is_advice_and_a_sample_page_may_have_any() -> None:
    table = section("<table><tr><td>7 to 12</td></tr></table>")
    assert [each.severity for each in advice_for(page(table))] == [Severity.ADVICE]
    sample = page(section("<p>It had 12 people.</p>"), opening='<p class="page__state--sample">Sample.</p>')
    assert names(sample) == []


def test_a_sentence_may_have_as_many_words_as_the_limit() -> None:
    words = ["on"] * LONGEST_SENTENCE
    assert names(paragraph(" ".join(words) + ".")) == []
    found = advice_for(paragraph(" ".join([*words, "and"]) + "."))
    assert [(each.rule, each.details["words"]) for each in found] == [("long-sentence", str(LONGEST_SENTENCE + 1))]


@pytest.mark.parametrize("sentence", ["The tumor was removed.", "You will be given a card.", "It is often monitored."])
def test_passive(sentence: str) -> None:
    assert names(paragraph(sentence)) == ["passive"]


@pytest.mark.parametrize(
    "sentence", ["The drug is approved.", "This is called a biopsy.", "You are tired.", "Say: “I need to be checked.”"]
)
def test_passives_that_pass(sentence: str) -> None:
    assert names(paragraph(sentence)) == []


def test_jargon_is_said_once_with_the_plainer_word() -> None:
    found = advice_for(paragraph("A resection may help. The second resection is harder."))
    assert [(each.rule, each.details) for each in found] == [("jargon", {"word": "resection", "plainer": "taking out"})]


@pytest.mark.parametrize(
    "words",
    [
        "A resection (taking out) may help. A resection takes time.",
        "Taking it out is called resection.",
        "A resection, which takes it out, may help.",
    ],
)
def test_explained_words_are_no_jargon(words: str) -> None:
    assert names(paragraph(words)) == []


def test_a_word_of_the_glossary_is_no_jargon() -> None:
    html = paragraph("The edema may go.")
    assert names(html) == ["jargon"]
    assert names(html, known_terms=["edema"]) == []


@pytest.mark.parametrize(
    "words", ["click here", "Click here to see our scans", "Here", "Read more →", "this page", "https://a.org/x"]
)
def test_link_text_that_says_nothing(words: str) -> None:
    assert names(paragraph(f'Look: <a href="/x/">{words}</a>.')) == ["link-text"]


@pytest.mark.parametrize("words", ["scans of the spine", "911", "Surgery"])
def test_link_text_that_says_something(words: str) -> None:
    assert names(paragraph(f'Look: <a href="/x/">{words}</a>.')) == []


@pytest.mark.parametrize("attributes", ["", 'alt=""', 'alt="IMG_2031"', 'alt="scan.png"', 'alt="picture"'])
def test_pictures_without_a_description(attributes: str) -> None:
    assert names(page(section(f'<figure><img src="a.png" {attributes}></figure>'))) == ["picture-description"]


def test_pictures_with_a_description_or_as_decoration() -> None:
    assert names(page(section('<figure><img src="a.png" alt="A spine."></figure><img src="b.png" alt="">'))) == []


@pytest.mark.parametrize("heading", ["Risks", "Possible harms", "Side effects of it"])
def test_a_heading_is_enough_for_the_other_side(heading: str) -> None:
    benefits = section("<p>You may walk.</p>", "section-1", "Benefits")
    assert names(page(benefits)) == ["benefits-alone"]
    assert names(page(benefits, section("<p>You may hurt.</p>", "section-2", heading))) == []


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("In 2014 it helped 57 in 100 (57%) of them.", "57 in 100 (57%)"),
        ("It takes 12 to 36 hours.", "12 to 36"),
        ("Of 2,900, most were well.", "2,900"),
        ("It was half, 50%.", "50%"),
    ],
)
def test_the_whole_number_is_named(sentence: str, number: str) -> None:
    assert [each.details["number"] for each in advice_for(paragraph(sentence))] == [number]


def test_each_sentence_with_a_number_is_named() -> None:
    found = advice_for(paragraph("It helped 3 of them. Call 911. Others waited 2 weeks."))
    assert [each.excerpt for each in found] == ["It helped 3 of them.", "Others waited 2 weeks."]
