"""Everything in real registry records is read as it was meant, and spoiling them stops nothing."""

from __future__ import annotations

import copy
import html
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trials.registry.mutations import mutations, places
from tests.trials.registry.test_reading import JSON
from trials.registry import vocabulary
from trials.registry.countries import code_of
from trials.registry.differences import differences
from trials.registry.digest import content_digest, words_digest
from trials.registry.files import BadEntry, studies_in
from trials.registry.markup import to_html, to_plain
from trials.registry.places import place_words
from trials.registry.reading import read_record
from trials.registry.record import Record

pytestmark = pytest.mark.conformance

FOLDERS = ("records", "records_partial", "converted_from_xml", "records_versions", "pages")
# Issues that are right to be raised: (folder/file, path of the issue) and why. There are none.
EXPLAINED: dict[tuple[str, str], str] = {}
SEED = 20260401
SAMPLE_SIZE = 6
LARGEST_SAMPLED = 12_000
MARKUP = {
    "briefSummary",
    "description",
    "detailedDescription",
    "eligibilityCriteria",
    "genderDescription",
    "studyPopulation",
    "whyStopped",
}
TAG = re.compile(r'</?(?:p|ul|ol|li|em|strong)>|<br>|<ol start="\d+">')
# The type of the registry's list of enums, and ours.
ENUMS = {
    "Status": vocabulary.STATUSES,
    "RecruitmentStatus": vocabulary.SITE_STATUSES,
    "DateType": vocabulary.DATE_KINDS,
    "StudyType": vocabulary.STUDY_TYPES,
    "Phase": vocabulary.PHASES,
    "DesignAllocation": vocabulary.ALLOCATIONS,
    "InterventionalAssignment": vocabulary.INTERVENTION_MODELS,
    "PrimaryPurpose": vocabulary.PRIMARY_PURPOSES,
    "DesignMasking": vocabulary.MASKINGS,
    "EnrollmentType": vocabulary.ENROLLMENT_KINDS,
    "ArmGroupType": vocabulary.ARM_KINDS,
    "InterventionType": vocabulary.INTERVENTION_KINDS,
    "Sex": vocabulary.SEXES,
    "OfficialRole": vocabulary.OFFICIAL_ROLES,
    "ContactRole": vocabulary.CONTACT_ROLES,
}


def studies(folder: Path) -> Iterator[tuple[str, Any]]:
    """Every record there is, with the file it is in."""
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.json")):
            for raw in studies_in(path):
                yield f"{name}/{path.name}", raw


def read(folder: Path) -> Iterator[tuple[Any, Record]]:
    for _where, raw in studies(folder):
        record = read_record(raw).record
        assert record is not None
        yield raw, record


@pytest.fixture(scope="module")
def sample(trial_records: Path) -> list[Any]:
    """Some records, always the same: spoiling a large one in every place takes minutes."""
    paths = sorted(path for path in (trial_records / "records").glob("*.json") if path.stat().st_size < LARGEST_SAMPLED)
    return [json.loads(path.read_text()) for path in random.Random(SEED).sample(paths, SAMPLE_SIZE)]


def test_every_record_is_read_without_an_issue_nobody_explained(
    trial_records: Path, record_property: Callable[[str, object], None]
) -> None:
    count: Counter[str] = Counter()
    unexplained = []
    used = set()
    for where, raw in studies(trial_records):
        before = json.dumps(raw)
        reading = read_record(raw)
        assert json.dumps(raw) == before
        assert not isinstance(raw, BadEntry)
        assert reading.record is not None, where
        for issue in reading.issues:
            used.add((where, issue.path))
            if (where, issue.path) not in EXPLAINED:
                unexplained.append((where, issue))
        count[where.split("/")[0]] += 1
        count["sites"] += len(reading.record.sites)
        count["contacts"] += sum(len(site.contacts) for site in reading.record.sites)
    assert unexplained == []
    assert used == set(EXPLAINED)
    assert all(count[name] for name in FOLDERS)
    read_records = sum(count[name] for name in FOLDERS)
    record_property(
        "counted",
        f"{read_records} records read ({', '.join(f'{count[name]} in {name}' for name in FOLDERS)}), with "
        f"{count['sites']} sites and {count['contacts']} contacts at sites; {len(EXPLAINED)} issues, all explained",
    )


def test_every_field_of_a_record_is_filled_by_some_real_record(
    trial_records: Path, record_property: Callable[[str, object], None]
) -> None:
    """A field that stayed empty everywhere would be read from the wrong place."""
    filled: Counter[str] = Counter()
    for _raw, record in read(trial_records):
        filled.update(name for name, value in vars(record).items() if value not in ("", (), None))
        filled.update(f"site.{name}" for site in record.sites for name, value in vars(site).items() if value)
        people = [person for site in record.sites for person in site.contacts]
        people += [*record.central_contacts, *record.officials]
        filled.update(f"person.{name}" for person in people for name, value in vars(person).items() if value)
    assert {field.name for field in fields(Record)} <= set(filled)
    assert len([name for name in filled if name.startswith("site.")]) == 10
    assert len([name for name in filled if name.startswith("person.")]) == 6
    rare = sorted((number, name) for name, number in filled.items())[:4]
    record_property("counted", f"least often filled: {', '.join(f'{name} ({number})' for number, name in rare)}")


def test_sites_texts_and_ages_come_out_as_many_as_went_in(trial_records: Path) -> None:
    """Counted in the raw records, by other means."""
    for raw, record in read(trial_records):
        protocol = raw["protocolSection"]
        locations = protocol.get("contactsLocationsModule", {}).get("locations", [])
        eligibility = protocol.get("eligibilityModule", {})
        assert len(record.sites) == len(locations)
        assert [site.latitude is not None for site in record.sites] == ["geoPoint" in site for site in locations]
        assert [bool(site.country_code) for site in record.sites] == ["country" in site for site in locations]
        assert record.eligibility == eligibility.get("eligibilityCriteria", "")
        assert (record.minimum_age_days is None) == ("minimumAge" not in eligibility)
        assert (record.maximum_age_days is None) == ("maximumAge" not in eligibility)
        if record.minimum_age_days is not None and record.maximum_age_days is not None:
            assert record.minimum_age_days <= record.maximum_age_days
        assert len(record.arms) == len(protocol.get("armsInterventionsModule", {}).get("armGroups", []))
        assert record.enrollment == protocol.get("designModule", {}).get("enrollmentInfo", {}).get("count")


def test_every_country_in_sites_and_removed_countries_is_known(
    trial_records: Path, record_property: Callable[[str, object], None]
) -> None:
    names: set[str] = set()
    for _raw, record in read(trial_records):
        names |= {site.country for site in record.sites if site.country} | set(record.removed_countries)
        assert all(place_words(site) for site in record.sites if site.city)
    assert [name for name in sorted(names) if not code_of(name)] == []
    codes = {code_of(name) for name in names}
    record_property("counted", f"{len(names)} names of {len(codes)} countries, all known")


def test_our_words_are_those_of_the_registry(trial_records: Path) -> None:
    listed = json.loads((trial_records / "meta" / "studies_enums.json").read_text())
    values = {enum["type"]: {value["value"] for value in enum["values"]} for enum in listed}
    assert {name: set(ours) for name, ours in ENUMS.items()} == {name: values[name] for name in ENUMS}


def test_every_text_becomes_safe_html_and_loses_no_letter(
    trial_records: Path, record_property: Callable[[str, object], None]
) -> None:
    count = 0
    for where, raw in studies(trial_records):
        for text in texts(raw["protocolSection"]):
            page = to_html(text)
            assert "<" not in TAG.sub("", page), where
            assert letters(html.unescape(TAG.sub("", page))) == letters(to_plain(text)), where
            count += 1
    record_property("counted", f"{count} texts laid out as HTML")


def texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else ((name, item) for item in value):
            yield from texts(inner, key)
    elif name in MARKUP:
        yield value


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


def test_a_real_update_is_told_apart_from_a_mere_new_data_date(trial_records: Path) -> None:
    """The one pair on hand: sites were reordered, countries renamed, and a full stop removed from a description."""
    before = json.loads((trial_records / "records_versions" / "NCT03549754__2025-06-04.json").read_text())
    after = json.loads((trial_records / "records" / "NCT03549754.json").read_text())
    assert content_digest(before) != content_digest(after)
    assert [difference.path for difference in differences(before, after, only_words=True)] == [
        "protocolSection.descriptionModule.detailedDescription"
    ]
    found = {difference.path for difference in differences(before, after)}
    assert "protocolSection.statusModule.statusVerifiedDate" in found
    assert not any("versionHolder" in path for path in found)
    # Of its 55 sites most moved within the list, and many have a new point.
    assert len([path for path in found if "locations" in path]) < 40
    again = copy.deepcopy(before)
    again["derivedSection"]["miscInfoModule"]["versionHolder"] = "2099-01-01"
    assert content_digest(again) == content_digest(before)
    assert words_digest(again) == words_digest(before)


@pytest.mark.slow
def test_spoiling_real_records_in_every_place_stops_nothing(
    sample: list[Any], record_property: Callable[[str, object], None]
) -> None:
    count = 0
    for raw in sample:
        nct_id = read_record(raw).nct_id
        for where, spoiled in mutations(raw):
            before = json.dumps(spoiled)
            reading = read_record(spoiled)
            assert json.dumps(spoiled) == before
            # Only what lies on the way to the number can hide it.
            if "nctId" not in where and len(where) > 2:
                assert reading.nct_id == nct_id, where
            count += 1
    record_property("counted", f"{count} spoiled forms of {len(sample)} records read")


@settings(deadline=None)
@given(data=st.data())
def test_any_json_anywhere_in_a_real_record_stops_nothing(sample: list[Any], data: st.DataObject) -> None:
    raw = json.loads(json.dumps(data.draw(st.sampled_from(sample))))
    holder = raw
    *way, last = data.draw(st.sampled_from([where for where in places(raw) if where]))
    for key in way:
        holder = holder[key]
    holder[last] = data.draw(JSON)
    before = json.dumps(raw)
    read_record(raw)
    assert json.dumps(raw) == before
    content_digest(raw)
    words_digest(raw)
