"""A made-up record of the registry with something in every field that is read."""

from __future__ import annotations

import copy
from typing import Any


def record() -> dict[str, Any]:
    """A copy of one's own to spoil."""
    return copy.deepcopy(RECORD)


RECORD: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT99992001",
            "nctIdAliases": ["NCT99992002"],
            "orgStudyIdInfo": {"id": "MADE-UP-1"},
            "briefTitle": "SAMPLE: Gentle radiation  for a made-up tumor",
            "officialTitle": "SAMPLE: A Made-up Trial of Gentle Radiation",
            "acronym": "GENTLE",
        },
        "statusModule": {
            "statusVerifiedDate": "2026-03",
            "overallStatus": "UNKNOWN",
            "lastKnownStatus": "RECRUITING",
            "whyStopped": "No \\> 10 people came",
            "expandedAccessInfo": {"hasExpandedAccess": True, "nctId": "NCT99992003"},
            "startDateStruct": {"date": "2025-01", "type": "ACTUAL"},
            "primaryCompletionDateStruct": {"date": "2027-06-30", "type": "ESTIMATED"},
            "completionDateStruct": {"date": "2028"},
            "studyFirstPostDateStruct": {"date": "2024-12-01", "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": "2026-03-15", "type": "ESTIMATED"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Sample Institute (made up)", "class": "OTHER"},
            "collaborators": [{"name": "Sample Hospital A", "class": "OTHER"}, {"class": "OTHER"}],
        },
        "descriptionModule": {"briefSummary": "What\n\n* is tried", "detailedDescription": "How."},
        "conditionsModule": {"conditions": ["Chordoma", "Tumor of Spine"], "keywords": ["radiation"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE1", "PHASE2"],
            "patientRegistry": False,
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "NONE"},
            },
            "enrollmentInfo": {"count": 40, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {
                    "label": "Gentle",
                    "type": "EXPERIMENTAL",
                    "description": "Five days",
                    "interventionNames": ["Radiation: Gentle radiation"],
                },
                {"label": "Usual", "type": "ACTIVE_COMPARATOR"},
            ],
            "interventions": [
                {
                    "type": "RADIATION",
                    "name": "Gentle radiation",
                    "description": "In small parts",
                    "armGroupLabels": ["Gentle"],
                    "otherNames": ["Soft rays"],
                }
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Pain", "description": "From 0 to 10", "timeFrame": "6 months"}],
            "secondaryOutcomes": [{"measure": "Sleep"}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Chordoma\n\nExclusion Criteria:\n\n* None",
            "healthyVolunteers": False,
            "sex": "FEMALE",
            "genderBased": True,
            "genderDescription": "Women",
            "minimumAge": "6 Months",
            "maximumAge": "17 Years",
            "studyPopulation": "People seen in a clinic",
        },
        "contactsLocationsModule": {
            "centralContacts": [
                {
                    "name": "Sam Sample",
                    "role": "CONTACT",
                    "phone": "555-0101",
                    "phoneExt": "12",
                    "email": "sam@example.org",
                },
            ],
            "overallOfficials": [
                {"name": "Dr. Made Up", "affiliation": "Sample Institute", "role": "PRINCIPAL_INVESTIGATOR"}
            ],
            "locations": [
                {
                    "facility": "Sample Hospital A",
                    "status": "RECRUITING",
                    "city": "Houston",
                    "state": "Texas",
                    "zip": "77030",
                    "country": "United States",
                    "contacts": [{"role": "CONTACT", "phone": "555-0102"}],
                    "geoPoint": {"lat": 29.76328, "lon": -95.36327},
                },
                {"city": "Seoul", "country": "Korea, Republic of"},
            ],
        },
    },
    "derivedSection": {
        "miscInfoModule": {"versionHolder": "2026-04-01", "removedCountries": ["Canada"]},
        "conditionBrowseModule": {
            "meshes": [{"id": "D002817", "term": "Chordoma"}],
            "ancestors": [{"id": "D009369", "term": "Neoplasms"}, {"id": "D002817", "term": "Chordoma"}],
        },
    },
    "hasResults": True,
}
