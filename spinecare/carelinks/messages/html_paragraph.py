"""A message as one HTML paragraph, to be pasted into an email.

Mail programs drop styles, or turn some of the colors around in the dark. So it has none: it takes the letters and
colors of the email it is pasted into. One paragraph with line breaks stays together where several would be spread.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .message import Message
from .sentences import Kind, Line, sentences

LINE_BREAK = SafeString("<br>\n")
GAP = SafeString("<br>\n<br>\n")
# The address is the words of its own link: nobody is asked to trust what they cannot read.
SETTINGS = {Kind.WORDS: "{}", Kind.NAME: "<strong>{}</strong>", Kind.ADDRESS: '<a href="{0}">{0}</a>'}


def html_paragraph(message: Message) -> SafeString:
    """The words of the plain text, with the pages' names in bold and the address as a link."""
    blocks = (_joined(LINE_BREAK, map(_set, block)) for block in sentences(message).blocks())
    return format_html("<p>{}</p>", _joined(GAP, blocks))


def _set(line: Line) -> SafeString:
    return format_html(SETTINGS[line.kind], line.text)


def _joined(between: SafeString, parts: Iterable[SafeString]) -> SafeString:
    return format_html_join(between, "{}", ((part,) for part in parts))
