"""The registry's markup: CommonMark that other people wrote, turned into safe HTML or into plain text.

What it links to is not ours to vouch for, so links and pictures stay the text they were written as.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# Left as they are written: a line that begins with ">" is far more often "more than" than a quotation, deep indents are
# sloppy lists and not code, and a line of hyphens under another no heading.
NOT_MEANT = ["autolink", "backticks", "blockquote", "code", "fence", "image", "lheading", "link", "reference"]

# The registry escapes the "&" of entities that came to it from HTML, as in "\&gt; 18 years".
ESCAPED_ENTITY = re.compile(r"(?<!\\)\\(?=&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")


class Renderer(RendererHTML):
    """Headings as bold paragraphs, so that a text stays in its place in the page. Ruled lines say nothing and go."""

    def heading_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "<p><strong>"

    def heading_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</strong></p>\n"

    def hr(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return ""


_markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}, renderer_cls=Renderer).disable(NOT_MEANT)


def to_html(text: str) -> str:
    """Safe HTML of p, ul, ol, li, em, strong and br. Numbered lists keep the number they start with."""
    tokens = _markdown.parse(ESCAPED_ENTITY.sub("", text))
    # The parser leaves out what lies deeper than it goes; then no lists are better than lost words.
    if any(token.level >= _markdown.options.maxNesting - 1 for token in tokens):
        return _paragraphs(text)
    return _markdown.renderer.render(tokens, _markdown.options, {})


def to_plain(text: str) -> str:
    """The text without the backslashes and entities that stand for characters, for where there is no HTML."""
    return unescapeAll(ESCAPED_ENTITY.sub("", text))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(to_plain(part))}</p>\n" for part in re.split(r"\n\s*\n", text) if part.strip())
