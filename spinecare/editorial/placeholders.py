"""Phone numbers inside text. Editors write a placeholder; readers see the number of the day, and can tap it.

So a number that changes on the emergency card, or on the contact, changes in every sentence that names it.
"""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.utils.html import escape, format_html

from .context import SafetyContext, safety_for

EMERGENCY_NUMBER = "{emergency_number}"
TEAM_LINE = "{team_line}"
# Where a number stands as plain text: inside a tag, and inside what takes no link.
PLAIN = re.compile(r"(<(title|script|textarea|a|button)\b.*?</\2>|<[^>]*>)", re.DOTALL)


def fill_in(text: str, safety: SafetyContext) -> str:
    """Put the numbers in place of the placeholders."""
    return text.replace(EMERGENCY_NUMBER, safety.emergency_number).replace(TEAM_LINE, safety.team_line_number)


def fill_in_html(request: HttpRequest, html: str) -> str:
    """The same for a whole page, with links to dial. Where no number is asked for, nothing is looked up."""
    if EMERGENCY_NUMBER not in html and TEAM_LINE not in html:
        return html
    safety = safety_for(request)
    filled, end = [], 0
    for plain in PLAIN.finditer(html):
        filled += [_linked(html[end : plain.start()], safety), _as_text(plain[0], safety)]
        end = plain.end()
    return "".join([*filled, _linked(html[end:], safety)])


def _as_text(html: str, safety: SafetyContext) -> str:
    html = html.replace(EMERGENCY_NUMBER, escape(safety.emergency_number))
    return html.replace(TEAM_LINE, escape(safety.team_line_number))


def _linked(html: str, safety: SafetyContext) -> str:
    if safety.card:
        html = html.replace(EMERGENCY_NUMBER, _link(safety.card.dial, safety.card.number))
    if safety.team_line:
        html = html.replace(TEAM_LINE, _link(safety.team_line.dial, safety.team_line.phone))
    return _as_text(html, safety)


def _link(address: str, number: str) -> str:
    return format_html('<a class="number" href="{}">{}</a>', address, number)
