"""What changed in a record, in the words of somebody who does not know the registry's field names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.compare import diff_text

from ..registry.differences import Difference, differences
from ..registry.markup import to_plain
from ..wording import phases, status

PARTS = {
    "identificationModule": gettext_lazy("Titles and numbers"),
    "statusModule": gettext_lazy("Status and dates"),
    "sponsorCollaboratorsModule": gettext_lazy("Sponsor"),
    "oversightModule": gettext_lazy("Oversight"),
    "descriptionModule": gettext_lazy("Description"),
    "conditionsModule": gettext_lazy("Conditions"),
    "designModule": gettext_lazy("Design"),
    "armsInterventionsModule": gettext_lazy("Groups and treatments"),
    "outcomesModule": gettext_lazy("What is measured"),
    "eligibilityModule": gettext_lazy("Who can join"),
    "contactsLocationsModule": gettext_lazy("Contacts and places"),
    "referencesModule": gettext_lazy("References"),
    "ipdSharingStatementModule": gettext_lazy("Data sharing"),
}
# Sections of a record. They say nothing to a reader.
SECTIONS = ("protocolSection", "derivedSection", "resultsSection", "annotationSection", "documentSection")
STEPS = re.compile(r"(?:\[.*?\](?=[.\[]|$)|[^.\[])+", re.DOTALL)
NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Texts at least this long are compared word by word, in letters. Far longer ones take too long to compare.
WORTH_COMPARING, TOO_LONG = 60, 20_000


@dataclass(frozen=True)
class Change:
    """One thing that is no longer as it was. compared: both texts in one, with what went and what came, or ""."""

    where: str
    before: str
    after: str
    compared: SafeString | str = ""


def changes(before: Any, after: Any, only_words: bool = False) -> list[Change]:
    """What differs between two raw records; with `only_words` only what plain words rest on."""
    return [_change(each) for each in differences(before, after, only_words=only_words)]


def _change(difference: Difference) -> Change:
    before, after = (_value(difference.path, value) for value in (difference.before, difference.after))
    longest = max(len(before), len(after))
    comparable = before and after and WORTH_COMPARING <= longest <= TOO_LONG
    return Change(_where(difference.path), before, after, _compared(before, after) if comparable else "")


def _value(path: str, value: str) -> str:
    if value and path.lower().endswith("status"):
        return status.label(value)
    if value and path.endswith(".phases"):
        return phases.short([phase.strip() for phase in value.split(",")])
    return to_plain(value)


def _where(path: str) -> str:
    """ "Who can join: eligibility criteria" for "protocolSection.eligibilityModule.eligibilityCriteria"."""
    steps = [step for step in STEPS.findall(path) if step not in SECTIONS]
    if not steps:
        return _("The whole entry")
    part = str(PARTS.get(steps[0]) or _plain_step(steps[0].removesuffix("Module")).capitalize())
    rest = ", ".join(_plain_step(step) for step in steps[1:])
    if not rest or rest == part.lower():
        return part
    return _("%(part)s: %(rest)s") % {"part": part, "rest": rest}


def _plain_step(step: str) -> str:
    """ "arm groups (Arm A)" for "armGroups[Arm A]"."""
    name, bracket, entry = step.partition("[")
    words = NEW_WORD.sub(" ", name).lower().removesuffix(" struct")
    return f"{words} ({entry.removesuffix(']')})" if bracket else words


def _compared(before: str, after: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(before, after)))


def _pieces(before: str, after: str) -> Iterator[SafeString]:
    marks = {"addition": "<ins>{}</ins>", "deletion": "<del>{}</del>", "equal": "{}"}
    for kind, text in diff_text(before, after).changes:
        yield format_html(marks[kind], text)
