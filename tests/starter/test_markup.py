"""The starter's Markdown, as Wagtail stores it."""

from __future__ import annotations

import pytest

from spinecare.starter.markup import Markup, MarkupError, pieces_of

PAGES = {"/treatments/surgery/": 7}


@pytest.fixture
def markup() -> Markup:
    return Markup("/here/", PAGES.get)


def test_prose_becomes_rich_text(markup: Markup) -> None:
    assert markup.prose("Some **bold** words.\n\n- one\n- two") == (
        "<p>Some <b>bold</b> words.</p><ul><li>one</li><li>two</li></ul>"
    )


def test_a_link_to_a_page_holds_the_page_and_not_its_address(markup: Markup) -> None:
    assert markup.inline("See [surgery](/treatments/surgery/).") == 'See <a linktype="page" id="7">surgery</a>.'


def test_a_link_to_no_page_is_refused(markup: Markup) -> None:
    with pytest.raises(MarkupError, match="/nowhere/"):
        markup.prose("See [this](/nowhere/).")


def test_html_in_a_file_is_shown_and_not_run(markup: Markup) -> None:
    loose = Markup("/here/", PAGES.get)
    assert "<script>" not in loose.inline("<script>alert(1)</script>")


def test_an_item_has_a_name_and_words(markup: Markup) -> None:
    [block] = markup.items("- **Poor sleep.** Take it early.\n- **Hunger.** It is\n  common.", "harms")
    assert [item["value"] for item in block["value"]] == [
        {"title": "Poor sleep", "text": "<p>Take it early.</p>"},
        {"title": "Hunger", "text": "<p>It is common.</p>"},
    ]


def test_an_item_without_a_name_is_refused(markup: Markup) -> None:
    with pytest.raises(MarkupError, match="must begin with"):
        markup.items("- Poor sleep.", "harms")


def test_steps_have_a_time_where_there_is_one(markup: Markup) -> None:
    [block] = markup.steps("### The first week | Rest\nShort walks.\n\n### Going home\nWith help.", "after")
    assert [item["value"] for item in block["value"]] == [
        {"when": "The first week", "title": "Rest", "text": "<p>Short walks.</p>"},
        {"when": "", "title": "Going home", "text": "<p>With help.</p>"},
    ]


def test_ids_come_from_the_place(markup: Markup) -> None:
    again = Markup("/here/", PAGES.get)
    elsewhere = Markup("/there/", PAGES.get)
    text = "- **A.** b"
    assert markup.items(text, "x")[0]["id"] == again.items(text, "x")[0]["id"]
    assert markup.items(text, "x")[0]["id"] != elsewhere.items(text, "x")[0]["id"]
    assert markup.items(text, "x")[0]["id"] != markup.items(text, "y")[0]["id"]


CONTENT = """Words.

::: warning Call now
Say when.
:::

Table: Scores
| Score | Meaning |
|---|---|
| **A** | none |

::: diagram dose-depth

More words.
"""


def test_free_content_keeps_its_order() -> None:
    assert [piece.kind for piece in pieces_of(CONTENT)] == ["prose", "warning", "table", "diagram", "prose"]


def test_a_table_has_a_caption_headers_and_rows(markup: Markup) -> None:
    table = markup.content(CONTENT, "x")[2]["value"]
    assert table["caption"] == "Scores"
    assert [column["heading"] for column in table["columns"]] == ["Score", "Meaning"]
    assert table["rows"] == [{"values": ["<p><b>A</b></p>", "<p>none</p>"]}]


def test_a_diagram_takes_one_line_and_is_kept_by_name(markup: Markup) -> None:
    prose, diagram, more = markup.content("Words.\n\n::: diagram dose-depth\n\nMore words.", "x")
    assert (prose["type"], more["type"]) == ("prose", "prose")
    assert diagram["type"] == "diagram"
    assert diagram["value"] == {"diagram": "dose-depth", "caption": ""}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("::: diagram lost", "no diagram called lost"),
        ("::: alarm Loud\nText\n:::", "no box called alarm"),
        ("Table: T\n| a | b |\n|---|---|\n| one |", "differ in length"),
        ("Table: T\n| a | b |\n|---|---|\n| 1 | 2 |\nglued on", "empty line after the table"),
    ],
)
def test_mistakes_are_named(markup: Markup, text: str, message: str) -> None:
    with pytest.raises(MarkupError, match=message):
        markup.content(text, "x")
