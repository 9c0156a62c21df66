"""The sample records show every form a registry entry takes, and nobody can take one for a real study."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from trials.registry.paths import at
from trials.standin import DATA_TIMESTAMP, sample_records
from trials.standin.samples import FOLDER
from trials.standin.search import STATUSES
from trials.standin.shelf import aliases_of

NUMBER = re.compile(r"NCT\d{8}")
SAMPLE_NUMBER = re.compile(r"NCT9999\d{4}")
RECORDS = {record["protocolSection"]["identificationModule"]["nctId"]: record for record in sample_records()}


def part(record: Any, path: str) -> Any:
    return at(record, f"protocolSection.{path}")


def sites(record: Any) -> list[dict[str, Any]]:
    return part(record, "contactsLocationsModule.locations") or []


def people(record: Any) -> list[dict[str, Any]]:
    central = part(record, "contactsLocationsModule.centralContacts") or []
    return central + [person for site in sites(record) for person in site.get("contacts", [])]


def criteria(record: Any) -> str:
    return part(record, "eligibilityModule.eligibilityCriteria") or ""


def ages(record: Any) -> set[str]:
    eligibility = part(record, "eligibilityModule") or {}
    return {eligibility[name] for name in ("minimumAge", "maximumAge") if name in eligibility}


def values(value: Any) -> Iterator[Any]:
    """Everything written in a record that is not a list or a group."""
    if isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from values(below)
    else:
        yield value


def having(test: Callable[[Any], Any]) -> list[str]:
    return [number for number, record in RECORDS.items() if test(record)]


@pytest.mark.parametrize("number", RECORDS)
def test_nobody_can_take_it_for_real(number: str) -> None:
    record = RECORDS[number]
    title = part(record, "identificationModule.briefTitle")
    assert title.startswith("SAMPLE:")
    assert "made up" in title
    assert SAMPLE_NUMBER.fullmatch(number)
    text = json.dumps(record)
    assert all(SAMPLE_NUMBER.fullmatch(named) for named in NUMBER.findall(text))
    sponsor = part(record, "sponsorCollaboratorsModule.leadSponsor.name")
    assert "made up" in sponsor or sponsor == "[Redacted]"
    assert "No such study exists." in (part(record, "descriptionModule.briefSummary") or "No such study exists.")


@pytest.mark.parametrize("number", RECORDS)
def test_nobody_real_can_be_called_or_written_to(number: str) -> None:
    for person in people(RECORDS[number]):
        assert re.search(r"(^|-)555-01\d\d$", person.get("phone", "555-0100"))
        assert person.get("email", "@example.org").endswith("@example.org")


def test_each_file_has_the_number_of_its_record_and_is_laid_out_for_reading() -> None:
    files = sorted(FOLDER.iterdir())
    assert [path.stem for path in files] == list(RECORDS)
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def test_every_record_is_of_the_day_of_the_data() -> None:
    assert {at(record, "derivedSection.miscInfoModule.versionHolder") for record in RECORDS.values()} == {
        DATA_TIMESTAMP[:10]
    }
    updated = [part(record, "statusModule.lastUpdatePostDateStruct.date") for record in RECORDS.values()]
    assert max(updated) <= DATA_TIMESTAMP


def test_reading_finds_nothing_odd_but_the_one_value_planted() -> None:
    from trials.registry.reading import read_record

    readings = [read_record(record) for record in RECORDS.values()]
    assert [reading.nct_id for reading in readings] == list(RECORDS)
    assert all(reading.record for reading in readings)
    found = [(reading.nct_id, issue.problem, issue.value) for reading in readings for issue in reading.issues]
    assert found == [("NCT99990024", "unknown value", "DIGITAL_TOOL")]


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_there(status: str) -> None:
    assert having(lambda record: part(record, "statusModule.overallStatus") == status)


@pytest.mark.parametrize(
    "phases",
    [
        *(None, [], ["NA"], ["EARLY_PHASE1"], ["PHASE1"], ["PHASE1", "PHASE2"], ["PHASE2"], ["PHASE2", "PHASE3"]),
        *(["PHASE3"], ["PHASE4"]),
    ],
    ids=str,
)
def test_every_form_of_phase_is_there(phases: list[str] | None) -> None:
    assert having(lambda record: part(record, "designModule.phases") == phases and part(record, "designModule"))


@pytest.mark.parametrize("form", ["A", "B", "C", "E", "F", "G", ""])
def test_every_form_of_eligibility_text_is_there(form: str) -> None:
    from trials.registry.eligibility import split

    assert having(lambda record: split(criteria(record)).form == form)


ODD_FORMS: dict[str, Callable[[Any], Any]] = {
    "observational": lambda record: part(record, "designModule.studyType") == "OBSERVATIONAL",
    "patient registry": lambda record: part(record, "designModule.patientRegistry"),
    "expanded access": lambda record: part(record, "designModule.studyType") == "EXPANDED_ACCESS",
    "points to expanded access": lambda record: part(record, "statusModule.expandedAccessInfo.nctId") in RECORDS,
    "unknown, with the last known status": lambda record: part(record, "statusModule.lastKnownStatus"),
    "why it stopped": lambda record: part(record, "statusModule.whyStopped"),
    "results": lambda record: record["hasResults"],
    "month only": lambda record: re.fullmatch(r"\d{4}-\d\d", part(record, "statusModule.startDateStruct.date") or ""),
    "year only": lambda record: re.fullmatch(r"\d{4}", part(record, "statusModule.startDateStruct.date") or ""),
    "date without a kind": lambda record: "type" not in (part(record, "statusModule.startDateStruct") or {"type": ""}),
    "no end date": lambda record: not part(record, "statusModule.completionDateStruct"),
    "verified on a day": lambda record: len(part(record, "statusModule.statusVerifiedDate")) == 10,
    "verified over a year ago, and open": lambda record: (
        part(record, "statusModule.overallStatus") == "RECRUITING"
        and part(record, "statusModule.statusVerifiedDate") < "2025-11"
    ),
    "nobody joined": lambda record: part(record, "designModule.enrollmentInfo.count") == 0,
    "no arms": lambda record: not part(record, "armsInterventionsModule.armGroups"),
    "nothing but number and status": lambda record: not part(record, "designModule"),
    "no official title": lambda record: not part(record, "identificationModule.officialTitle"),
    "longest title": lambda record: len(part(record, "identificationModule.briefTitle")) > 250,
    "alias": aliases_of,
    "letters of other languages": lambda record: "São Paulo" in str(record) and "병원" in str(record),
    "many collaborators": lambda record: len(part(record, "sponsorCollaboratorsModule.collaborators") or []) > 5,
    "removed countries": lambda record: at(record, "derivedSection.miscInfoModule.removedCountries"),
    "no terms of the library": lambda record: not at(record, "derivedSection.conditionBrowseModule"),
    "age in months": lambda record: any(age.endswith("Months") for age in ages(record)),
    "age in weeks": lambda record: any(age.endswith("Weeks") for age in ages(record)),
    "one year, singular": lambda record: "1 Year" in ages(record),
    "no ages": lambda record: not ages(record),
    "children only": lambda record: part(record, "eligibilityModule.stdAges") == ["CHILD"],
    "women only, with a description": lambda record: (
        part(record, "eligibilityModule.sex") == "FEMALE" and part(record, "eligibilityModule.genderDescription")
    ),
    "men only": lambda record: part(record, "eligibilityModule.sex") == "MALE",
    "healthy volunteers": lambda record: part(record, "eligibilityModule.healthyVolunteers") is True,
    "healthy volunteers not said": lambda record: part(record, "eligibilityModule.healthyVolunteers") is None,
    "backslashes in the text": lambda record: "\\>" in criteria(record) and "\\[" in criteria(record),
    "criteria not listed": lambda record: "Other protocol-defined" in criteria(record),
    "nested items": lambda record: "\n   * " in criteria(record) and "\n   1. " in criteria(record),
    "open, but nobody to contact": lambda record: (
        part(record, "statusModule.overallStatus") == "RECRUITING" and not people(record)
    ),
    "open, with sites to contact only": lambda record: (
        part(record, "statusModule.overallStatus") == "RECRUITING"
        and people(record)
        and not part(record, "contactsLocationsModule.centralContacts")
    ),
    "contact without a name": lambda record: any("name" not in person for person in people(record)),
    "contact with mail only": lambda record: any(set(person) == {"role", "email"} for person in people(record)),
    "phone extension": lambda record: any("phoneExt" in person for person in people(record)),
    "no sites": lambda record: not sites(record),
    "more than 40 sites in more than 10 countries": lambda record: (
        len(sites(record)) > 40 and len({site["country"] for site in sites(record)}) > 10
    ),
    "sites that differ in status": lambda record: len({site.get("status") for site in sites(record)}) > 2,
    "site without a status": lambda record: any("status" not in site for site in sites(record)),
    "site without a point": lambda record: any("geoPoint" not in site for site in sites(record)),
    "site without a name": lambda record: any("facility" not in site for site in sites(record)),
    "sites without names of their own": lambda record: any(s.get("facility") == "Research Site" for s in sites(record)),
    "two sites in one city": lambda record: len({site["city"] for site in sites(record)}) < len(sites(record)),
    "one name, two cities": lambda record: (
        len({str(site.get("geoPoint")) for site in sites(record) if site["city"] == "London"}) > 1
    ),
}


@pytest.mark.parametrize("form", ODD_FORMS)
def test_every_odd_form_is_there(form: str) -> None:
    assert having(ODD_FORMS[form])


def test_a_city_has_one_point_everywhere() -> None:
    points: dict[tuple[str, str, str], set[str]] = {}
    for record in RECORDS.values():
        for site in sites(record):
            if "geoPoint" in site:
                city = (site["city"], site.get("state", ""), site["country"])
                points.setdefault(city, set()).add(json.dumps(site["geoPoint"]))
    assert {city: found for city, found in points.items() if len(found) > 1} == {}


@pytest.mark.parametrize("condition", ["Chordoma", "Spinal Metastases", "Spinal Meningioma"])
def test_somebody_of_62_finds_an_open_place_in_or_near_houston(condition: str) -> None:
    from trials.registry.reading import read_record

    age = 62 * 365.25
    near = {"Houston", "The Woodlands", "Sugar Land", "Galveston"}
    found = [
        record.nct_id
        for record in (read_record(raw).record for raw in RECORDS.values())
        if record.status == "RECRUITING"
        and condition in record.conditions
        and (record.minimum_age_days or 0) <= age <= (record.maximum_age_days or age)
        and record.sex == "ALL"
        and any(site.status == "RECRUITING" and site.city in near for site in record.sites)
    ]
    assert found


def test_nothing_in_them_breaks_a_database_or_a_page() -> None:
    for record in RECORDS.values():
        for value in values(record):
            assert not isinstance(value, str) or (value.strip() and "\x00" not in value and "<" not in value[:1])
