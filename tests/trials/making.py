"""Registry records and trial pages for tests: small, made up, and written through the code the sync uses."""

from __future__ import annotations

import copy
from typing import Any

from trials.models import Study, TrialIndexPage, TrialPage
from trials.sync.applying import apply

DATA_TIMESTAMP = "2026-11-20T09:00:00"


def raw_record(
    number: str = "NCT99991001", *, title: str = "SAMPLE: A made-up study", status: str = "RECRUITING", **modules: Any
) -> dict[str, Any]:
    """A record of the registry. `modules` puts whole modules in, such as `eligibilityModule={…}`."""
    protocol: dict[str, Any] = {
        "identificationModule": {"nctId": number, "briefTitle": title},
        "statusModule": {
            "overallStatus": status,
            "statusVerifiedDate": "2026-10",
            "studyFirstPostDateStruct": {"date": "2026-01-15", "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": "2026-10-20", "type": "ACTUAL"},
        },
        "conditionsModule": {"conditions": ["Chordoma"]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
        "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* Earlier radiation",
            "sex": "ALL",
            "minimumAge": "18 Years",
        },
        "contactsLocationsModule": {"locations": [raw_site("Houston", "Texas")]},
    }
    for name, module in modules.items():
        protocol[name] = {**protocol.get(name, {}), **module} if isinstance(module, dict) else module
    return {"protocolSection": protocol, "derivedSection": {}, "hasResults": False}


def raw_site(city: str, state: str = "", country: str = "United States", status: str = "RECRUITING") -> dict[str, Any]:
    return {"facility": "Sample Hospital", "status": status, "city": city, "state": state, "country": country}


def put_study(raw: dict[str, Any] | None = None) -> Study:
    """Bring a record in as a sync does."""
    outcome = apply(copy.deepcopy(raw or raw_record()), run=None, data_timestamp=DATA_TIMESTAMP)
    return Study.objects.get(nct_id=outcome.nct_id)


def put_page(study: Study, *, live: bool = True, **fields: Any) -> TrialPage:
    """An editor's page about a study."""
    values = {
        "title": f"About {study.nct_id}",
        "summary": "A made-up study.",
        "page_is_for": "You.",
        "in_short": "<ul><li>This is a sample.</li></ul>",
        "study": study,
        "written_against": study.version_in_use,
        "live": live,
    }
    page = TrialPage(**(values | fields))
    TrialIndexPage.objects.get().add_child(instance=page)
    if live:
        page.save_revision().publish()
    return TrialPage.objects.get(pk=page.pk)
