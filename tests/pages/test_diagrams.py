"""Diagrams: every drawing can be shown, read aloud, found and used twice, and one that is gone does no harm."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise

from spinecare.core.blocks import DiagramBlock, SectionsBlock
from spinecare.core.diagrams import Diagram, choices, find
from spinecare.editorial.diagrams import DIAGRAMS

every_diagram = pytest.mark.parametrize("diagram", DIAGRAMS, ids=lambda diagram: diagram.name)
block = DiagramBlock()


def shown(name: str, caption: str = "") -> str:
    return block.render(block.to_python({"diagram": name, "caption": caption}))


def figure(name: str, caption: str = "") -> Tag:
    return BeautifulSoup(shown(name, caption), "html.parser").figure


def caption_of(shown_figure: Tag) -> str:
    """The caption without the long description that unfolds under it."""
    return str(shown_figure.figcaption.contents[0]).strip()


def test_every_name_is_taken_once_and_offered_to_editors() -> None:
    assert [name for name, _title in choices()] == [diagram.name for diagram in DIAGRAMS]
    assert len({str(diagram.title) for diagram in DIAGRAMS}) == len(DIAGRAMS)


@every_diagram
def test_its_words_can_be_translated_and_say_enough(diagram: Diagram) -> None:
    for words in (diagram.title, diagram.caption, diagram.description, *diagram.key):
        assert isinstance(words, Promise)
    assert len(str(diagram.caption)) <= 250
    assert len(str(diagram.description).split()) >= 40


@every_diagram
def test_it_is_a_picture_with_a_name_a_caption_and_a_description(diagram: Diagram) -> None:
    shown_figure = figure(diagram.name)
    assert shown_figure.svg["role"] == "img"
    assert shown_figure.svg["aria-label"] == str(diagram.title)
    assert shown_figure.svg["viewbox"]
    assert caption_of(shown_figure) == str(diagram.caption)
    assert str(diagram.description) in shown_figure.details.get_text()


@every_diagram
def test_what_its_numbers_mean_stands_below_it(diagram: Diagram) -> None:
    shown_figure = figure(diagram.name)
    numbers = [text.get_text() for text in shown_figure.svg.select("text.d-number")]
    assert numbers == [str(number) for number, _words in enumerate(diagram.key, 1)]
    assert [item.get_text() for item in shown_figure.select(".diagram__key li")] == [
        str(words) for words in diagram.key
    ]


@every_diagram
def test_the_security_policy_and_dark_pages_can_show_it(diagram: Diagram) -> None:
    drawing = render_to_string(diagram.template, {"title": diagram.title})
    assert not re.search(r"<style|<script|<image|\bstyle=|\bon\w+=|href=|url\(", drawing)
    assert not re.search(r'\b(fill|stroke|color)="', drawing), "colors come from the style sheet"
    assert len(drawing) < 6000


@every_diagram
def test_twice_on_one_page_no_id_is_taken_twice(diagram: Diagram) -> None:
    page = BeautifulSoup(shown(diagram.name) * 2, "html.parser")
    counted = Counter(element["id"] for element in page.find_all(id=True))
    assert [name for name, count in counted.items() if count > 1] == []


def test_an_editors_caption_takes_the_place_of_the_drawings_own() -> None:
    assert caption_of(figure("dose-depth", "Yours & mine")) == "Yours & mine"


@pytest.mark.parametrize("name", ["removed-last-year", "", None])
def test_a_diagram_that_is_gone_leaves_nothing_behind(name: str | None) -> None:
    value = block.to_python({"diagram": name, "caption": "A caption"})
    assert block.render(value).strip() == ""
    assert block.get_searchable_content(value) == []
    assert find(name) is None


def test_a_search_can_find_what_it_shows() -> None:
    value = block.to_python({"diagram": "where-tumors-grow", "caption": ""})
    words = " ".join(block.get_searchable_content(value))
    assert "ring of bone" in words
    assert "Inside the covering, outside the cord" in words


def test_editors_see_one_before_they_choose() -> None:
    assert block.render(block.get_preview_value()).count("<svg") == 1


def test_migrations_hold_the_question_and_not_the_answer() -> None:
    _path, _arguments, keywords = block.child_blocks["diagram"].deconstruct()
    assert keywords["choices"] is choices


def test_a_section_can_hold_one() -> None:
    section = {"heading": "Where", "content": [{"type": "diagram", "value": {"diagram": "spine-regions"}}]}
    stream = SectionsBlock().to_python([{"type": "section", "value": section}])
    assert "<svg" in stream[0].render()


STYLES = (settings.BASE_DIR / "static" / "css" / "site.css").read_text()
# Which color stands on which in the drawings. axe cannot judge words inside a drawing.
WORDS_ON = [
    ("ink", "surface"),
    ("ink", "sand"),
    ("ink-soft", "surface"),
    ("surface", "alert"),
    ("surface", "teal"),
]
SHAPES_ON = [("teal", "surface"), ("teal", "mist"), ("ink-soft", "surface"), ("amber", "surface"), ("alert", "sand")]


def luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("scheme", "place"), [("light", 0), ("dark", -1)])
def test_words_and_shapes_stand_out(scheme: str, place: int) -> None:
    """The first value of a color in the style sheet is for light, the last for dark."""

    def color(name: str) -> str:
        return re.findall(rf"--{name}: (#[0-9a-f]{{6}})\b", STYLES)[place]

    for front, back in WORDS_ON:
        assert contrast(color(front), color(back)) >= 4.5, f"{front} on {back} in {scheme}"
    for front, back in SHAPES_ON:
        assert contrast(color(front), color(back)) >= 3, f"{front} on {back} in {scheme}"
