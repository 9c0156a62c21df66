"""Phone numbers inside text. Editors write a placeholder; readers see the number of the day.

So a number that changes on the emergency card, or on the contact, changes in every sentence that names it.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.html import escape

from .context import SafetyContext, safety_for

EMERGENCY_NUMBER = "{emergency_number}"
TEAM_LINE = "{team_line}"


def fill_in(text: str, safety: SafetyContext) -> str:
    """Put the numbers in place of the placeholders."""
    return text.replace(EMERGENCY_NUMBER, safety.emergency_number).replace(TEAM_LINE, safety.team_line_number)


def fill_in_html(request: HttpRequest, html: str) -> str:
    """The same for a whole page. Most pages ask for nothing: then nothing is looked up."""
    if EMERGENCY_NUMBER not in html and TEAM_LINE not in html:
        return html
    safety = safety_for(request)
    html = html.replace(EMERGENCY_NUMBER, escape(safety.emergency_number))
    return html.replace(TEAM_LINE, escape(safety.team_line_number))
