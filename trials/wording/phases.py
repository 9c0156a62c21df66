"""How far a treatment has come in its testing, in words. A reader never meets "NA"."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .as_written import as_written

OBSERVATIONAL = "OBSERVATIONAL"
EXPANDED_ACCESS = "EXPANDED_ACCESS"
NOT_APPLICABLE = "NA"

_NAMES = {
    "EARLY_PHASE1": _("Early phase 1"),
    "PHASE1": _("Phase 1"),
    "PHASE2": _("Phase 2"),
    "PHASE3": _("Phase 3"),
    "PHASE4": _("Phase 4"),
}
_PAIRS = {
    ("PHASE1", "PHASE2"): _("Phase 1 and 2"),
    ("PHASE2", "PHASE3"): _("Phase 2 and 3"),
}
_MEANINGS = {
    "EARLY_PHASE1": _("A very small first test in a few people, before phase 1."),
    "PHASE1": _("First tests in people: is it safe, and what dose is right?"),
    "PHASE2": _("Does it seem to work? And more about whether it is safe."),
    "PHASE3": _("It is compared with the usual treatment, in many people."),
    "PHASE4": _("It is already approved. What happens over a longer time?"),
}


def short(phases: Sequence[str], study_type: str = "") -> str:
    """A few words: "Phase 1 and 2". Without phases it is the type of study that tells what it is.

    phases: as the registry writes them, in any order. study_type: as the registry writes it, or "" if not known.
    """
    named = tuple(sorted(set(phases) - {NOT_APPLICABLE}))
    if named in _PAIRS:
        return str(_PAIRS[named])
    if named:
        return gettext(", ").join(str(_NAMES.get(phase) or as_written(phase)) for phase in named)
    if phases:
        return gettext("Phases do not apply")
    return str(_WITHOUT_PHASE.get(study_type, _WITHOUT_PHASE[OBSERVATIONAL]))


def explain(phases: Sequence[str], study_type: str = "") -> str:
    """What that means, in a sentence or two. "" for a phase we have no words for."""
    named = tuple(sorted(set(phases) - {NOT_APPLICABLE}))
    if named:
        meanings = [str(_MEANINGS[phase]) for phase in named if phase in _MEANINGS]
        opening = [gettext("It combines two steps.")] if len(meanings) > 1 else []
        return " ".join([*opening, *meanings])
    if phases:
        return gettext(
            "Phases are steps in testing a drug. They do not apply here, as in many trials of surgery, devices, "
            "radiation or exercise."
        )
    return str(_WITHOUT_PHASE_MEANING.get(study_type, _WITHOUT_PHASE_MEANING[OBSERVATIONAL]))


_WITHOUT_PHASE = {
    OBSERVATIONAL: _("Observational study"),
    EXPANDED_ACCESS: _("Expanded access, not a trial"),
    "INTERVENTIONAL": _("Phase not stated"),
}
_WITHOUT_PHASE_MEANING = {
    OBSERVATIONAL: _("The study team observes. It does not decide who gets which treatment."),
    EXPANDED_ACCESS: _("A way to get a treatment that is still being tested, outside a trial."),
    "INTERVENTIONAL": _("The registry does not say how far the testing has come."),
}
