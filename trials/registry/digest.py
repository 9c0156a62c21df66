"""Digests of raw records: to see whether a record changed, and whether the part changed that plain words rest on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .markup import to_plain
from .paths import at

# What an editor reads to write about a study. Sites, contacts, status and dates are shown from the record itself.
WORDS = (
    "protocolSection.identificationModule.briefTitle",
    "protocolSection.identificationModule.officialTitle",
    "protocolSection.descriptionModule",
    "protocolSection.conditionsModule.conditions",
    "protocolSection.designModule.studyType",
    "protocolSection.designModule.phases",
    "protocolSection.designModule.designInfo",
    "protocolSection.armsInterventionsModule",
    "protocolSection.outcomesModule.primaryOutcomes",
    "protocolSection.eligibilityModule",
)


def content_digest(raw: Any) -> str:
    """SHA-256 of a record, in hexadecimal. The same for the same content, in whatever order its keys come."""
    return _digest(without_data_date(raw))


def words_digest(raw: Any) -> str:
    """SHA-256 of the parts in `WORDS`, as somebody reads them.

    The registry has changed its markup once in all records. That must not look like new words in each of them.
    """
    return _digest(_as_read(words(raw)))


def words(raw: Any) -> dict[str, Any]:
    """The parts in `WORDS`, by their paths, without those that the record does not have."""
    parts = ((path, at(raw, path)) for path in WORDS)
    return {path: part for path, part in parts if part is not None}


def without_data_date(raw: Any) -> Any:
    """The record without `versionHolder`, which is the date of all the registry's data and moves in every record."""
    derived = at(raw, "derivedSection")
    misc = at(raw, "derivedSection.miscInfoModule")
    if not isinstance(misc, dict):
        return raw
    misc = {name: value for name, value in misc.items() if name != "versionHolder"}
    return {**raw, "derivedSection": {**derived, "miscInfoModule": misc}}


def _as_read(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(to_plain(value).split())
    if isinstance(value, list):
        return [_as_read(item) for item in value]
    if isinstance(value, dict):
        return {name: _as_read(item) for name, item in value.items()}
    return value


def _digest(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()
