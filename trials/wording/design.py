"""How a study is built, in words: its type, what it is for, its groups, what is tested in it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..registry.record import Record
from .as_written import as_written

_TYPES = {
    "INTERVENTIONAL": _("Trial: the plan decides what is done with those who take part."),
    "OBSERVATIONAL": _("Observational study: the study team observes, and does not decide on treatment."),
    "EXPANDED_ACCESS": _("Expanded access: a way to get a treatment that is still being tested, outside a trial."),
}
_PURPOSES = {
    "TREATMENT": _("to treat"),
    "PREVENTION": _("to prevent"),
    "DIAGNOSTIC": _("to find out what somebody has"),
    "SUPPORTIVE_CARE": _("to ease symptoms and side effects"),
    "SCREENING": _("to find illness early"),
    "HEALTH_SERVICES_RESEARCH": _("to learn how care is best given"),
    "BASIC_SCIENCE": _("to understand how something works"),
    "DEVICE_FEASIBILITY": _("to learn whether a device can work"),
}
_ALLOCATIONS = {
    "RANDOMIZED": _("Chance decides who is in which group."),
    "NON_RANDOMIZED": _("There are several groups. Chance does not decide who is in which."),
}
_MASKINGS = {
    "NONE": _("Everybody knows who gets what."),
    "SINGLE": _("One side, such as those who take part, is not told who gets what."),
    "DOUBLE": _("Two sides, such as those who take part and their doctors, are not told who gets what."),
    "TRIPLE": _("Those who take part and most of the study team are not told who gets what."),
    "QUADRUPLE": _("Those who take part and the study team are not told who gets what."),
}
_ARM_KINDS = {
    "EXPERIMENTAL": _("gets what is tested"),
    "ACTIVE_COMPARATOR": _("gets another treatment, to compare"),
    "PLACEBO_COMPARATOR": _("gets a look-alike without the active part, to compare"),
    "SHAM_COMPARATOR": _("gets a procedure that only seems real, to compare"),
    "NO_INTERVENTION": _("gets nothing from the trial, to compare"),
}
_INTERVENTION_KINDS = {
    "BEHAVIORAL": _("behavior"),
    "BIOLOGICAL": _("biological treatment"),
    "COMBINATION_PRODUCT": _("combined product"),
    "DEVICE": _("device"),
    "DIAGNOSTIC_TEST": _("test"),
    "DIETARY_SUPPLEMENT": _("food supplement"),
    "DRUG": _("medicine"),
    "GENETIC": _("gene treatment"),
    "PROCEDURE": _("procedure or operation"),
    "RADIATION": _("radiation"),
}
ESTIMATED = "ESTIMATED"
OTHER = "OTHER"
NOT_APPLICABLE = "NA"


def kind_of_study(record: Record) -> str:
    """A sentence about what sort of study it is, and what for."""
    words = str(_TYPES.get(record.study_type) or as_written(record.study_type))
    purpose = _PURPOSES.get(record.primary_purpose)
    aim = gettext("What is tested is meant %(purpose)s.") % {"purpose": purpose} if purpose else ""
    registry = gettext("It is a register: it collects what happens to many people.") if record.patient_registry else ""
    return " ".join(filter(None, (words, aim, registry)))


def who_decides(record: Record) -> str:
    """Whether chance decides, and who knows. "" where the registry says nothing of use."""
    return " ".join(
        str(words) for words in (_ALLOCATIONS.get(record.allocation), _MASKINGS.get(record.masking)) if words
    )


def people(record: Record) -> str:
    """How many take part. "" where nobody knows."""
    if record.enrollment is None:
        return ""
    counted = ngettext("%(number)d person", "%(number)d people", record.enrollment) % {"number": record.enrollment}
    return gettext("%(people)s planned") % {"people": counted} if record.enrollment_kind == ESTIMATED else counted


def arm_kind(kind: str) -> str:
    """What a group gets. "" for the kind that says nothing."""
    return "" if kind in ("", OTHER) else str(_ARM_KINDS.get(kind) or as_written(kind))


def intervention_kind(kind: str) -> str:
    """What sort of thing is tested. "" for the kind that says nothing."""
    return "" if kind in ("", OTHER) else str(_INTERVENTION_KINDS.get(kind) or as_written(kind))
