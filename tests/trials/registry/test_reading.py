"""A registry record becomes plain values. Whatever is odd in it spoils nothing else, and is reported."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.registry.reading import read_record
from trials.registry.record import Arm, Intervention, Issue, Outcome, PartialDate, Person, Reading, Record, Site

from .made_up import record
from .mutations import mutations, places

NUMBER = "NCT99992001"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
PLACES = [where for where in places(record()) if where]


def at(raw: Any, dotted: str) -> tuple[Any, Any]:
    """What holds the field at a path, and its key there."""
    *holders, last = [int(key) if key.isdigit() else key for key in dotted.split(".")]
    for key in holders:
        raw = raw[key]
    return raw, last


def with_value(dotted: str, value: Any) -> dict[str, Any]:
    raw = record()
    holder, key = at(raw, f"protocolSection.{dotted}")
    holder[key] = value
    return raw


def read(dotted: str, value: Any) -> tuple[Record, list[tuple[str, str, str]]]:
    """The record read with one value changed, and its issues."""
    reading = read_record(with_value(dotted, value))
    assert reading.record is not None
    return reading.record, [(issue.path, issue.problem, issue.value) for issue in reading.issues]


def test_everything_the_site_shows_is_read() -> None:
    expected = Record(
        nct_id=NUMBER,
        status="UNKNOWN",
        aliases=("NCT99992002",),
        brief_title="SAMPLE: Gentle radiation for a made-up tumor",
        official_title="SAMPLE: A Made-up Trial of Gentle Radiation",
        acronym="GENTLE",
        lead_sponsor="Sample Institute (made up)",
        collaborators=("Sample Hospital A",),
        last_known_status="RECRUITING",
        why_stopped="No \\> 10 people came",
        verified=PartialDate("2026-03", datetime.date(2026, 3, 1), "month"),
        start=PartialDate("2025-01", datetime.date(2025, 1, 1), "month", "ACTUAL"),
        primary_completion=PartialDate("2027-06-30", datetime.date(2027, 6, 30), "day", "ESTIMATED"),
        completion=PartialDate("2028", datetime.date(2028, 1, 1), "year"),
        first_posted=PartialDate("2024-12-01", datetime.date(2024, 12, 1), "day", "ACTUAL"),
        last_updated=PartialDate("2026-03-15", datetime.date(2026, 3, 15), "day", "ESTIMATED"),
        has_results=True,
        study_type="INTERVENTIONAL",
        phases=("PHASE1", "PHASE2"),
        patient_registry=False,
        allocation="RANDOMIZED",
        intervention_model="PARALLEL",
        primary_purpose="TREATMENT",
        masking="NONE",
        enrollment=40,
        enrollment_kind="ESTIMATED",
        brief_summary="What\n\n* is tried",
        detailed_description="How.",
        conditions=("Chordoma", "Tumor of Spine"),
        keywords=("radiation",),
        mesh_terms=("Chordoma", "Neoplasms"),
        arms=(
            Arm("Gentle", "EXPERIMENTAL", "Five days", ("Radiation: Gentle radiation",)),
            Arm("Usual", "ACTIVE_COMPARATOR"),
        ),
        interventions=(Intervention("RADIATION", "Gentle radiation", "In small parts", ("Soft rays",)),),
        primary_outcomes=(Outcome("Pain", "From 0 to 10", "6 months"),),
        eligibility="Inclusion Criteria:\n\n* Chordoma\n\nExclusion Criteria:\n\n* None",
        minimum_age="6 Months",
        maximum_age="17 Years",
        minimum_age_days=182,
        maximum_age_days=6573,
        sex="FEMALE",
        gender_description="Women",
        healthy_volunteers=False,
        study_population="People seen in a clinic",
        central_contacts=(Person("Sam Sample", "CONTACT", "555-0101", "12", "sam@example.org"),),
        officials=(Person("Dr. Made Up", "PRINCIPAL_INVESTIGATOR", affiliation="Sample Institute"),),
        sites=(
            Site(
                facility="Sample Hospital A",
                status="RECRUITING",
                city="Houston",
                state="Texas",
                zip="77030",
                country="United States",
                country_code="US",
                latitude=29.76328,
                longitude=-95.36327,
                contacts=(Person(role="CONTACT", phone="555-0102"),),
            ),
            Site(city="Seoul", country="Korea, Republic of", country_code="KR"),
        ),
        removed_countries=("Canada",),
        expanded_access_nct_id="NCT99992003",
        data_date="2026-04-01",
    )
    assert read_record(record()) == Reading(NUMBER, expected, ())


def test_the_made_up_record_leaves_no_field_of_a_record_unfilled() -> None:
    """So that the tests below reach every field there is."""
    read_whole = read_record(record()).record
    assert [name for name, value in vars(read_whole).items() if value in ("", (), None)] == []


def test_a_record_with_nothing_but_number_and_status_is_as_it_should_be() -> None:
    raw = {
        "protocolSection": {
            "identificationModule": {"nctId": NUMBER},
            "statusModule": {"overallStatus": "WITHHELD"},
        }
    }
    assert read_record(raw) == Reading(NUMBER, Record(NUMBER, "WITHHELD"), ())


def test_null_counts_as_missing() -> None:
    for where in PLACES:
        raw = record()
        holder, key = at(raw, ".".join(map(str, where)))
        holder[key] = None
        problems = {issue.problem for issue in read_record(raw).issues}
        assert problems <= {Issue.MISSING}, where


@pytest.mark.parametrize("raw", [None, True, 3, "text", [], [record()], {}, {"studies": [record()]}])
def test_what_is_no_record_has_no_number(raw: Any) -> None:
    reading = read_record(raw)
    assert reading.nct_id is None
    assert reading.record is None
    assert reading.issues


@pytest.mark.parametrize("value", [None, "", "  ", 5, "NCT", "ISRCTN99992001", "NCT123456789", "\x00"])
def test_without_a_number_there_is_no_record(value: Any) -> None:
    reading = read_record(with_value("identificationModule.nctId", value))
    assert (reading.nct_id, reading.record) == (None, None)
    assert {issue.path for issue in reading.issues} == {"protocolSection.identificationModule.nctId"}


@pytest.mark.parametrize("value", [None, "", " ", ["RECRUITING"]])
def test_without_a_status_the_number_is_still_known(value: Any) -> None:
    reading = read_record(with_value("statusModule.overallStatus", value))
    assert (reading.nct_id, reading.record) == (NUMBER, None)
    assert [issue.path for issue in reading.issues] == ["protocolSection.statusModule.overallStatus"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("statusModule.overallStatus", lambda found: found.status),
        ("statusModule.lastKnownStatus", lambda found: found.last_known_status),
        ("statusModule.startDateStruct.type", lambda found: found.start.kind),
        ("designModule.studyType", lambda found: found.study_type),
        ("designModule.phases.1", lambda found: found.phases[1]),
        ("designModule.designInfo.allocation", lambda found: found.allocation),
        ("designModule.designInfo.interventionModel", lambda found: found.intervention_model),
        ("designModule.designInfo.primaryPurpose", lambda found: found.primary_purpose),
        ("designModule.designInfo.maskingInfo.masking", lambda found: found.masking),
        ("designModule.enrollmentInfo.type", lambda found: found.enrollment_kind),
        ("armsInterventionsModule.armGroups.0.type", lambda found: found.arms[0].kind),
        ("armsInterventionsModule.interventions.0.type", lambda found: found.interventions[0].kind),
        ("eligibilityModule.sex", lambda found: found.sex),
        ("contactsLocationsModule.centralContacts.0.role", lambda found: found.central_contacts[0].role),
        ("contactsLocationsModule.overallOfficials.0.role", lambda found: found.officials[0].role),
        ("contactsLocationsModule.locations.0.status", lambda found: found.sites[0].status),
    ],
)
def test_a_word_the_registry_adds_is_kept_and_reported(path: str, field: Callable[[Record], str]) -> None:
    found, issues = read(path, "BRAND_NEW")
    assert field(found) == "BRAND_NEW"
    assert issues == [(f"protocolSection.{path}", Issue.UNKNOWN_VALUE, "BRAND_NEW")]


def test_a_country_we_do_not_know_is_kept_and_reported() -> None:
    found, issues = read("contactsLocationsModule.locations.1.country", "Atlantis")
    assert (found.sites[1].country, found.sites[1].country_code) == ("Atlantis", "")
    assert issues == [("protocolSection.contactsLocationsModule.locations.1.country", "unknown value", "Atlantis")]


def test_the_registrys_own_country_code_comes_first() -> None:
    found, issues = read("contactsLocationsModule.locations.1", {"country": "Georgia", "countryCode": "US"})
    assert (found.sites[0].country_code, found.sites[1].country_code, issues) == ("US", "US", [])
    found, issues = read("contactsLocationsModule.locations.1", {"country": "Georgia", "countryCode": "??"})
    assert found.sites[1].country_code == "GE"
    assert [problem for _path, problem, _value in issues] == [Issue.UNKNOWN_VALUE]


@pytest.mark.parametrize(
    "text", ["March 2026", "2026-13", "2026-02-30", "26-01-01", "2026-1", "0000", "2026-01-01T09:00"]
)
def test_a_date_that_cannot_be_read_is_none_and_reported(text: str) -> None:
    found, issues = read("statusModule.startDateStruct.date", text)
    assert found.start is None
    assert issues == [("protocolSection.statusModule.startDateStruct.date", Issue.UNREADABLE, text)]


def test_an_age_that_cannot_be_read_is_still_there_to_see() -> None:
    found, issues = read("eligibilityModule.maximumAge", "old enough")
    assert (found.maximum_age, found.maximum_age_days) == ("old enough", None)
    assert issues == [("protocolSection.eligibilityModule.maximumAge", Issue.UNREADABLE, "old enough")]


def test_an_age_limit_of_none_is_no_limit() -> None:
    found, issues = read("eligibilityModule.minimumAge", "N/A")
    assert (found.minimum_age, found.minimum_age_days, issues) == ("", None, [])


@pytest.mark.parametrize(
    ("count", "read_as", "problems"),
    [
        (0, 0, []),
        (99_999_999, None, []),
        (40.0, 40, []),
        (40.5, None, [Issue.UNREADABLE]),
        (-1, None, [Issue.UNREADABLE]),
        (float("nan"), None, [Issue.UNREADABLE]),
        (float("inf"), None, [Issue.UNREADABLE]),
        ("40", None, [Issue.WRONG_TYPE]),
        (True, None, [Issue.WRONG_TYPE]),
    ],
)
def test_how_many_people(count: Any, read_as: int | None, problems: list[str]) -> None:
    found, issues = read("designModule.enrollmentInfo.count", count)
    assert found.enrollment == read_as
    assert [problem for _path, problem, _value in issues] == problems


@pytest.mark.parametrize(
    ("point", "problems"),
    [
        ({"lat": 29.7}, []),
        ({"lat": 91, "lon": 0}, [Issue.UNREADABLE]),
        ({"lat": 0, "lon": -180.5}, [Issue.UNREADABLE]),
        ({"lat": "29", "lon": -95}, [Issue.WRONG_TYPE]),
        ([29.7, -95.3], [Issue.WRONG_TYPE]),
    ],
)
def test_half_a_point_is_no_point(point: Any, problems: list[str]) -> None:
    found, issues = read("contactsLocationsModule.locations.0.geoPoint", point)
    assert (found.sites[0].latitude, found.sites[0].longitude) == (None, None)
    assert [problem for _path, problem, _value in issues] == problems


@pytest.mark.parametrize(("told", "known"), [(True, True), (False, False), (None, None)])
def test_healthy_volunteers_are_welcome_not_welcome_or_not_mentioned(told: bool | None, known: bool | None) -> None:
    found, _issues = read("eligibilityModule.healthyVolunteers", told)
    assert found.healthy_volunteers is known


def test_entries_of_a_list_that_say_nothing_are_left_out() -> None:
    found, issues = read("contactsLocationsModule.locations", [None, {}, {"city": "Lyon"}, "Paris"])
    assert found.sites == (Site(city="Lyon"),)
    assert issues == [("protocolSection.contactsLocationsModule.locations.3", Issue.WRONG_TYPE, "Paris")]


def test_characters_that_no_database_keeps_are_taken_out_and_reported() -> None:
    found, issues = read("descriptionModule.briefSummary", "To\x00day \ud83d")
    assert found.brief_summary == "Today "
    assert issues == [("protocolSection.descriptionModule.briefSummary", Issue.UNREADABLE, "To�day �")]


def test_what_an_issue_shows_is_short() -> None:
    _found, issues = read("statusModule.startDateStruct.date", "x" * 100_000)
    assert len(issues[0][2]) == 200


def test_one_odd_value_spoils_no_other_field() -> None:
    raw = record()
    whole = vars(read_record(raw).record)
    leaves = {
        where for where in PLACES if not isinstance(at(raw, ".".join(map(str, where)))[0][where[-1]], dict | list)
    }
    changed: set[str] = set()
    for where, spoiled in mutations(raw):
        reading = read_record(spoiled)
        if where in leaves and reading.record is not None:
            different = {name for name, value in vars(reading.record).items() if value != whole[name]}
            # An age is kept twice: as written, and in days.
            assert len({name.removesuffix("_days") for name in different}) <= 1, where
            changed |= different
        elif where in leaves:
            assert where[-1] in ("nctId", "overallStatus")
    assert changed == set(whole) - {"nct_id"}


def test_no_spoiled_record_stops_the_reading_or_is_changed_by_it() -> None:
    count = 0
    for where, spoiled in mutations(record()):
        before = json.dumps(spoiled)
        reading = read_record(spoiled)
        assert json.dumps(spoiled) == before, where
        assert isinstance(reading, Reading)
        count += 1
    assert count > 18 * len(PLACES)


@settings(deadline=None)
@given(raw=JSON)
def test_no_json_at_all_stops_the_reading(raw: Any) -> None:
    assert read_record(raw).record is None


@settings(deadline=None)
@given(where=st.sampled_from(PLACES), value=JSON)
def test_no_json_anywhere_in_a_record_stops_the_reading(where: tuple[str | int, ...], value: Any) -> None:
    raw = record()
    holder, key = at(raw, ".".join(map(str, where)))
    holder[key] = value
    before = json.dumps(raw)
    reading = read_record(raw)
    assert json.dumps(raw) == before
    # Every issue can be kept in a database, and says where.
    for issue in reading.issues:
        assert issue.path
        issue.value.encode()
        assert "\x00" not in issue.value
