"""An editor sees what changed in a record, each thing once, and no shifting of lists."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings

from trials.registry.differences import Difference, differences
from trials.registry.digest import content_digest, without_data_date, words, words_digest

from .made_up import record
from .mutations import mutations
from .test_reading import JSON, with_value

SITES = "protocolSection.contactsLocationsModule.locations"
HOUSTON = f"{SITES}[Sample Hospital A, Houston, United States]"
ARMS = "protocolSection.armsInterventionsModule.armGroups"


def sites_of(raw: dict[str, Any]) -> list[Any]:
    return raw["protocolSection"]["contactsLocationsModule"]["locations"]


def arms_of(raw: dict[str, Any]) -> list[Any]:
    return raw["protocolSection"]["armsInterventionsModule"]["armGroups"]


def without_nothing(value: Any) -> Any:
    """The same without what says nothing: null, and empty texts, lists and structs."""
    if isinstance(value, dict):
        full = {key: without_nothing(inner) for key, inner in value.items()}
        return {key: inner for key, inner in full.items() if inner not in (None, "", [], {})}
    return [without_nothing(inner) for inner in value] if isinstance(value, list) else value


def test_a_record_does_not_differ_from_itself_on_another_day() -> None:
    tomorrow = record()
    tomorrow["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-04-02"
    assert differences(record(), tomorrow) == []


def test_a_changed_text_is_shown_before_and_after() -> None:
    changed = with_value("statusModule.overallStatus", "COMPLETED")
    expected = [Difference("protocolSection.statusModule.overallStatus", "UNKNOWN", "COMPLETED")]
    assert differences(record(), changed) == expected


def test_a_new_site_in_front_moves_no_other() -> None:
    changed = record()
    sites_of(changed).insert(0, {"facility": "Research Site", "city": "Lyon", "country": "France"})
    expected = [Difference(SITES, "", "facility: Research Site; city: Lyon; country: France")]
    assert differences(record(), changed) == expected
    assert differences(changed, record()) == [Difference(SITES, expected[0].after, "")]


def test_a_site_that_closes_is_named() -> None:
    changed = record()
    sites_of(changed)[0]["status"] = "COMPLETED"
    sites_of(changed).reverse()
    assert differences(record(), changed) == [Difference(f"{HOUSTON}.status", "RECRUITING", "COMPLETED")]


def test_of_two_sites_of_one_name_each_has_its_own_difference() -> None:
    before = record()
    sites_of(before).append(copy.deepcopy(sites_of(before)[0]))
    after = copy.deepcopy(before)
    sites_of(after)[2]["zip"] = "77001"
    assert differences(before, after) == [Difference(f"{HOUSTON}.zip", "77030", "77001")]
    sites_of(after).pop(0)
    assert [difference.after for difference in differences(before, after)] == ["77001", ""]


def test_an_arm_is_found_by_its_label() -> None:
    changed = record()
    arms_of(changed).insert(0, {"label": "New"})
    arms_of(changed)[1]["description"] = "Six days"
    assert differences(record(), changed) == [
        Difference(f"{ARMS}[Gentle].description", "Five days", "Six days"),
        Difference(ARMS, "", "label: New"),
    ]


def test_words_of_a_list_come_and_go_on_their_own() -> None:
    changed = with_value("conditionsModule.conditions", ["Tumor of Spine", "Ependymoma"])
    path = "protocolSection.conditionsModule.conditions"
    assert differences(record(), changed) == [Difference(path, "Chordoma", ""), Difference(path, "", "Ependymoma")]


def test_a_new_order_is_shown_as_a_whole() -> None:
    changed = with_value("conditionsModule.conditions", ["Tumor of Spine", "Chordoma"])
    path = "protocolSection.conditionsModule.conditions"
    assert differences(record(), changed) == [Difference(path, "Chordoma, Tumor of Spine", "Tumor of Spine, Chordoma")]


def test_a_part_that_is_new_is_shown_leaf_by_leaf() -> None:
    changed = record()
    removed = changed["protocolSection"].pop("descriptionModule")
    assert differences(changed, record()) == [
        Difference("protocolSection.descriptionModule.briefSummary", "", removed["briefSummary"]),
        Difference("protocolSection.descriptionModule.detailedDescription", "", removed["detailedDescription"]),
    ]


def test_a_number_and_a_yes_are_shown_as_text() -> None:
    changed = with_value("designModule.enrollmentInfo.count", 41)
    changed["hasResults"] = False
    assert [(difference.before, difference.after) for difference in differences(record(), changed)] == [
        ("40", "41"),
        ("true", "false"),
    ]


def test_only_words_leaves_out_what_plain_words_do_not_rest_on() -> None:
    changed = with_value("descriptionModule.briefSummary", "Other")
    changed["hasResults"] = False
    arms_of(changed)[0]["label"] = "Mild"
    found = differences(record(), changed, only_words=True)
    assert [difference.path for difference in found] == ["protocolSection.descriptionModule.briefSummary", ARMS, ARMS]


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_what_says_nothing_is_as_good_as_missing(nothing: Any) -> None:
    missing = record()
    del missing["protocolSection"]["designModule"]
    assert differences(missing, with_value("designModule", nothing)) == []
    assert differences(with_value("designModule", nothing), missing) == []


@pytest.mark.parametrize("other", [None, [], "text", 3])
def test_something_that_is_no_record_differs_as_a_whole(other: Any) -> None:
    assert differences(record(), other)
    assert differences(other, record())


@pytest.mark.parametrize(
    ("digest", "parts", "only_words"), [(content_digest, without_data_date, False), (words_digest, words, True)]
)
def test_there_are_differences_to_show_when_a_digest_changes(
    digest: Callable[[Any], str], parts: Callable[[Any], Any], only_words: bool
) -> None:
    whole, same = record(), digest(record())
    # Every fifth, to save time. Each place is spoiled in 18 ways, so all ways have their turn.
    for where, spoiled in islice(mutations(record()), 0, None, 5):
        found = differences(whole, spoiled, only_words=only_words)
        if digest(spoiled) == same:
            assert found == [], where
        elif without_nothing(parts(spoiled)) != without_nothing(parts(whole)):
            assert found, where
        assert [difference for difference in found if difference.before == difference.after == ""] == [], where


def test_what_lies_absurdly_deep_is_compared_as_a_whole() -> None:
    deep = json.loads("[" * 500 + "]" * 500)
    found = differences(record(), with_value("designModule.phases", deep))
    assert [difference.path for difference in found].count("protocolSection.designModule.phases") == 3
    deeper = json.loads('{"a":' * 500 + "1" + "}" * 500)
    found = differences(with_value("designModule", deep), with_value("designModule", deeper))
    assert [difference.path for difference in found] == ["protocolSection.designModule"]


@settings(deadline=None)
@given(before=JSON, after=JSON)
def test_any_two_pieces_of_json_can_be_compared(before: Any, after: Any) -> None:
    found = differences(before, after)
    if content_digest(before) == content_digest(after):
        assert found == []
    for difference in found:
        assert isinstance(difference.path + difference.before + difference.after, str)
