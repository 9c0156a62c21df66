"""Advice in the preview beside the form: written onto the page as attributes, for the checks panel to report.

The panel runs axe on the preview and reports what its checks find. The check in `static/js/writing-checks.js`
only looks for these attributes: so there is one set of rules, here and at sign-off. Readers' pages never carry them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.userbar import Userbar
from wagtail.models import Page

from .draft import Draft
from .figures import Figures
from .rules import Look, Unmarked, advice_on
from .wording import message_of

RULES_ATTRIBUTE = "data-advice"
MESSAGE_ATTRIBUTE = "data-advice-{}"
FIGURES_ATTRIBUTE = "data-writing-figures"


def is_beside_the_form(request: HttpRequest) -> bool:
    """Whether this is the preview in the editor's side panel, and not a page somebody reads."""
    return getattr(request, "is_preview", False) and getattr(request, "in_preview_panel", False)


def annotate(
    request: HttpRequest,
    html: str,
    page: Page,
    known_terms: frozenset[str] = frozenset(),
    unmarked: Iterable[Unmarked] = (),
) -> str:
    """The HTML of a preview with the advice on it, and with the script that the panel talks to."""
    if not is_beside_the_form(request):
        return html
    soup = BeautifulSoup(html, "html.parser")
    if isinstance(soup.main, Tag) and soup.body:
        missing = tuple(str(part.heading) for part in getattr(page, "missing_parts", ()))
        look = Look(Draft(soup.main), known_terms, missing, tuple(unmarked))
        _write_advice(look)
        soup.main[FIGURES_ATTRIBUTE] = json.dumps(_figures(look.figures), ensure_ascii=False)
        bar = Userbar(object=page).render_html({"request": request})
        soup.body.append(BeautifulSoup(bar, "html.parser"))
    return str(soup)


def _write_advice(look: Look) -> None:
    messages: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    elements: dict[int, Tag] = {}
    for advice in advice_on(look):
        elements[id(advice.element)] = advice.element
        messages[id(advice.element)][advice.rule].append(message_of(advice))
    for number, (key, element) in enumerate(elements.items(), start=1):
        # The panel finds a place by its id; without one it would use what it hides from view again.
        element.attrs.setdefault("id", f"advice-{number}")
        element[RULES_ATTRIBUTE] = " ".join(messages[key])
        for rule, said in messages[key].items():
            element[MESSAGE_ATTRIBUTE.format(rule)] = " ".join(said)


def _figures(figures: Figures) -> list[dict[str, str]]:
    """The figures an author always sees, beside the panel's own."""
    graded = ((_("Reading grade"), figures.whole), (_("Grade of “In short”"), figures.in_short))
    shown = [{"label": label, "value": f"{each.flesch_kincaid:.1f}"} for label, each in graded if each]
    longest = {"label": _("Longest sentence"), "value": _("%(words)s words") % {"words": figures.longest_sentence}}
    return [*shown, longest]
