"""What the gallery shows of trials: the pieces of a trial's page, and trials on the pages of others.

The records are the site's own samples, read as the site reads them. A real entry looks the same, with links.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from trials.models import Study, TrialPage
from trials.models.freshness import Freshness
from trials.models.showing import doctor_sheet, notices_of, registry_sections
from trials.standin.samples import sample_records
from trials.wording import status
from trials.wording.notices import Notice

from .specimens import Shelf, Specimen

REAL_NUMBER = "NCT00000000"
TODAY = datetime.date(2026, 11, 22)
CURRENT = Freshness(TODAY, TODAY, is_old=False)
LONG_AGO = Freshness(datetime.date(2026, 9, 1), None, is_old=True)


def trial_shelves() -> tuple[Shelf, ...]:
    """The shelves that a link within a trial's page leads to are named as the section it names."""
    studies = {raw["protocolSection"]["identificationModule"]["nctId"]: _study(raw) for raw in sample_records()}
    return (
        Shelf("How a trial stands", (*_states(), *_notices(studies))),
        Shelf("Who can join", _sections(studies, "who-can-join")),
        Shelf("Where", _sections(studies, "where")),
        Shelf("Who to ask", _sections(studies, "who-to-ask")),
        Shelf("About the trial", _sections(studies, "about-the-trial")),
        Shelf("How current a trial is", (*_sections(studies, "how-current"), *_sections(studies, "source"))),
        Shelf("A trial on paper", _on_paper(studies)),
        Shelf("Trials on other pages", _elsewhere(studies)),
    )


def _study(raw: Any, number: str = "") -> Study:
    """A record as the database would have it, never stored."""
    record = raw["protocolSection"]
    return Study(
        nct_id=number or record["identificationModule"]["nctId"],
        status=record["statusModule"]["overallStatus"],
        raw=raw,
        fetched_at=timezone.now(),
        data_timestamp="2026-11-20T09:00:00",
    )


def _states() -> tuple[Specimen, ...]:
    return tuple(
        Specimen(
            f"Status {each}", "components/trial_status.html", {"tone": status.tone(each), "label": status.label(each)}
        )
        for each in (*status.KNOWN, "A_STATUS_OF_TOMORROW")
    )


def _notices(studies: dict[str, Study]) -> tuple[Specimen, ...]:
    by_status = {study.status: study for study in studies.values() if study.status != "RECRUITING"}
    shown = [Specimen(f"Notice: {name}", *_notice(study, CURRENT)) for name, study in by_status.items()]
    old = _study(studies["NCT99990001"].raw, REAL_NUMBER)
    gone = _study(old.raw, REAL_NUMBER)
    gone.state = Study.State.GONE
    stale = _study(old.raw, REAL_NUMBER)
    stale.is_stale = True
    return (
        *shown,
        Specimen("Notice: our copy is old", *_notice(old, LONG_AGO)),
        Specimen("Notice: no longer in the registry", *_notice(gone, CURRENT)),
        Specimen("Notice: could not be refreshed", *_notice(stale, CURRENT)),
        Specimen("Our words are behind the registry", "components/out_of_step.html", {"day": TODAY}),
    )


def _notice(study: Study, freshness: Freshness) -> tuple[str, dict[str, Any]]:
    notice: Notice = notices_of(study, freshness)[0]
    return "components/trial_state.html", vars(notice)


def _sections(studies: dict[str, Study], anchor: str) -> tuple[Specimen, ...]:
    """One section of studies in which it takes different forms."""
    forms = {
        "Two lists": studies["NCT99990001"],
        "Lists of several groups": studies["NCT99990006"],
        "Very many sites": studies["NCT99990008"],
        "Nobody can join": studies["NCT99990004"],
        "Shown whole": studies["NCT99990024"],
        "As from the registry, with links": _study(studies["NCT99990001"].raw, REAL_NUMBER),
        "Almost nothing known": studies["NCT99990021"],
    }
    shown = []
    for state, study in forms.items():
        section = next(each for each in registry_sections(study, CURRENT) if each.anchor == anchor)
        shown.append(Specimen(f"{section.heading}: {state}", section.template_name, {"value": section.value}))
    return tuple(shown)


def _on_paper(studies: dict[str, Study]) -> tuple[Specimen, ...]:
    sheet = doctor_sheet(studies["NCT99990008"])
    return (
        Specimen("The offer to print, without scripts", "components/print_offer.html"),
        Specimen("The sheet for the doctor, on paper only", "components/trial_sheet.html", vars(sheet)),
    )


def _elsewhere(studies: dict[str, Study]) -> tuple[Specimen, ...]:
    real = _study(studies["NCT99990001"].raw, REAL_NUMBER)
    template, address = "components/open_trials.html", "/gallery/?type=sample"
    none = {"trials": (), "number": 0, "samples": 0, "address": address}
    return (
        Specimen("Open trials", template, none | {"trials": (_page(real), _page(real)), "number": 6}),
        Specimen("Samples only", template, none | {"trials": (_page(studies["NCT99990001"]),), "samples": 1}),
        Specimen("No open trial", template, none),
        Specimen("How many are open", "components/trial_count.html", {"number": 6, "samples": 2}),
        Specimen("Samples alone", "components/trial_count.html", {"number": 0, "samples": 2}),
    )


def _page(study: Study) -> TrialPage:
    page = TrialPage(id=1, title="A sample trial", summary="What it compares, in a sentence.", study=study)
    page.get_url = lambda request=None, current_site=None: "/gallery/"
    return page
