"""A record counts as changed when it changed, and plain words as outdated when what they rest on did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from trials.registry.digest import content_digest, words_digest

from .made_up import record
from .mutations import mutations
from .test_reading import JSON, with_value


def reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


def test_a_digest_is_the_same_for_the_same_content_in_any_order_of_keys() -> None:
    assert content_digest(record()) == content_digest(reversed_keys(record()))
    assert words_digest(record()) == words_digest(reversed_keys(record()))
    assert len(content_digest(record())) == 64
    assert content_digest(record()) != words_digest(record())


def test_the_date_of_the_registrys_data_is_no_change() -> None:
    tomorrow = record()
    tomorrow["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-04-02"
    assert content_digest(tomorrow) == content_digest(record())
    assert tomorrow["derivedSection"]["miscInfoModule"]["versionHolder"] == "2026-04-02"


def test_any_other_change_is_one() -> None:
    digest = content_digest(record())
    for where, spoiled in mutations(record()):
        if where and "versionHolder" not in where:
            same = spoiled == record()
            assert (content_digest(spoiled) == digest) == same, where


@pytest.mark.parametrize(
    "path",
    [
        "identificationModule.briefTitle",
        "identificationModule.officialTitle",
        "descriptionModule.briefSummary",
        "descriptionModule.detailedDescription",
        "conditionsModule.conditions.0",
        "designModule.studyType",
        "designModule.phases.0",
        "designModule.designInfo.allocation",
        "armsInterventionsModule.armGroups.0.label",
        "armsInterventionsModule.interventions.0.description",
        "outcomesModule.primaryOutcomes.0.measure",
        "eligibilityModule.eligibilityCriteria",
        "eligibilityModule.maximumAge",
    ],
)
def test_what_plain_words_rest_on_changes_both_digests(path: str) -> None:
    changed = with_value(path, "Something else")
    assert words_digest(changed) != words_digest(record())
    assert content_digest(changed) != content_digest(record())


@pytest.mark.parametrize(
    "path",
    [
        "statusModule.overallStatus",
        "statusModule.lastUpdatePostDateStruct.date",
        "conditionsModule.keywords.0",
        "designModule.enrollmentInfo.count",
        "outcomesModule.secondaryOutcomes.0.measure",
        "contactsLocationsModule.locations.0.status",
        "contactsLocationsModule.centralContacts.0.phone",
        "sponsorCollaboratorsModule.leadSponsor.name",
    ],
)
def test_what_is_shown_from_the_record_itself_leaves_the_words_alone(path: str) -> None:
    changed = with_value(path, "Something else")
    assert words_digest(changed) == words_digest(record())
    assert content_digest(changed) != content_digest(record())


@settings(deadline=None)
@given(raw=JSON)
@pytest.mark.parametrize("digest", [content_digest, words_digest])
def test_any_json_has_a_digest(digest: Callable[[Any], str], raw: Any) -> None:
    assert digest(raw) == digest(raw)


def test_new_markup_for_the_same_words_is_no_news_for_editors() -> None:
    before, after = record(), record()
    before["protocolSection"]["eligibilityModule"]["eligibilityCriteria"] = "Age \\> 18\n\n* Well"
    after["protocolSection"]["eligibilityModule"]["eligibilityCriteria"] = "Age > 18\n* Well"
    assert words_digest(before) == words_digest(after)
    assert content_digest(before) != content_digest(after)
