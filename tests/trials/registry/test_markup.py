"""The registry's markup becomes safe HTML, and no word of it is lost."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trials.registry.markup import to_html, to_plain

TAG = re.compile(r"<[^>]*>")
ALLOWED = re.compile(r'</?(?:p|ul|ol|li|em|strong)>|<br>|<ol start="\d+">')
MARKS = st.text(alphabet="ab1 *_-#>`[]()<>\\&;:!=~+.\n", max_size=80)


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("One\n\nTwo", "<p>One</p><p>Two</p>"),
        ("* a\n* b\n\n  * c", "<ul><li><p>a</p></li><li><p>b</p><ul><li>c</li></ul></li></ul>"),
        ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("*very* **big**", "<p><em>very</em> <strong>big</strong></p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("# Arm *A*", "<p><strong>Arm <em>A</em></strong></p>"),
        ("Age \\> 18, \\<2 \\[sic\\] 2\\*3", "<p>Age &gt; 18, &lt;2 [sic] 2*3</p>"),
        ("&gt; 18 &amp; \\&gt; 2", "<p>&gt; 18 &amp; &gt; 2</p>"),
        ("> 18 years", "<p>&gt; 18 years</p>"),
        ("Notes\n---", "<p>Notes</p>"),
        ("text\n\n    deep", "<p>text</p><p>deep</p>"),
        ("* a\n\n    * deep", "<ul><li><p>a</p><ul><li>deep</li></ul></li></ul>"),
        ("", ""),
    ],
)
def test_texts_as_they_are_laid_out(text: str, page: str) -> None:
    assert to_html(text).replace("\n", "") == page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[here](javascript:alert(1))",
        "[here](https://example.org)",
        "![picture](https://example.org/x.png)",
        "<https://example.org>",
        "[a]\n\n[a]: https://example.org",
        "```html\n<b>x</b>\n```",
        "`<b>x</b>`",
        "<!-- hidden -->",
        "<p onclick='x'>",
    ],
)
def test_nothing_in_a_text_is_active_and_all_of_it_can_be_read(text: str) -> None:
    page = to_html(text)
    assert ALLOWED.sub("", page).count("<") == 0
    assert letters(html.unescape(TAG.sub("", page))) == letters(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"\> 18 and \<2 \[sic\] \\", "> 18 and <2 [sic] \\"),
        (r"&gt; 18 \&gt; 2 &amp; 3", "> 18 > 2 & 3"),
        (r"C:\new AT&T &copy", r"C:\new AT&T &copy"),
        ("* a\n* b", "* a\n* b"),
    ],
)
def test_plain_text_has_no_backslashes_or_entities(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def test_lists_in_lists_without_end_lose_their_form_but_not_their_words() -> None:
    page = to_html("- " * 12 + "deep\n\nand after \\> it")
    assert page == "<p>- - - - - - - - - - - - deep</p>\n<p>and after &gt; it</p>\n"


@settings(deadline=None)
@given(text=MARKS | st.text())
@example("- " * 30 + "a\n- b")
@example("1. " * 200 + "a")
@example("*" * 500 + "a" + "*" * 500)
def test_any_text_is_safe_and_keeps_its_letters(text: str) -> None:
    page = to_html(text)
    assert ALLOWED.sub("", page).count("<") == 0
    assert letters(html.unescape(TAG.sub("", page))) == letters(to_plain(text))
