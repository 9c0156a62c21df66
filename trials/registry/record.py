"""What a registry record says, as plain values. One record of ClinicalTrials.gov's API version 2 becomes one `Record`.

Field names follow the registry's data structure. Nothing is required but the number and the status: what the registry
does not say is an empty string, an empty tuple or None. Words the registry may add later are kept as written.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class PartialDate:
    """A date as exact as the registry gives it.

    text: as written, such as "2024-03". first_day: the first day it may mean, for sorting. precision: "day", "month" or
    "year". kind: "ACTUAL", "ESTIMATED" or "" where the registry does not say.
    """

    text: str
    first_day: datetime.date
    precision: str
    kind: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who can be asked, or who answers for the study. Any of it may be empty."""

    name: str = ""
    role: str = ""
    phone: str = ""
    phone_extension: str = ""
    email: str = ""
    affiliation: str = ""


@dataclass(frozen=True)
class Site:
    """A place where the study takes part. The registry gives a site no number, and its point is the city's center.

    latitude and longitude are in degrees. country is as written; country_code is ISO 3166-1 alpha-2, or "".
    """

    facility: str = ""
    status: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    country_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    contacts: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Intervention:
    kind: str
    name: str
    description: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arm:
    """A group of participants, and what is done in it."""

    label: str
    kind: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    measure: str
    description: str = ""
    time_frame: str = ""


@dataclass(frozen=True)
class Record:
    """One study as the registry describes it.

    Ages are in days. maximum_age_days is the last day that still counts: "17 Years" reaches to the day before the 18th
    birthday. None means no limit. Texts called markup in the registry are CommonMark, unchanged.
    """

    nct_id: str
    status: str
    aliases: tuple[str, ...] = ()
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""
    lead_sponsor: str = ""
    collaborators: tuple[str, ...] = ()
    last_known_status: str = ""
    why_stopped: str = ""
    verified: PartialDate | None = None
    start: PartialDate | None = None
    primary_completion: PartialDate | None = None
    completion: PartialDate | None = None
    first_posted: PartialDate | None = None
    last_updated: PartialDate | None = None
    has_results: bool = False
    study_type: str = ""
    phases: tuple[str, ...] = ()
    patient_registry: bool = False
    allocation: str = ""
    intervention_model: str = ""
    primary_purpose: str = ""
    masking: str = ""
    enrollment: int | None = None
    enrollment_kind: str = ""
    brief_summary: str = ""
    detailed_description: str = ""
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    mesh_terms: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    primary_outcomes: tuple[Outcome, ...] = ()
    eligibility: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    minimum_age_days: int | None = None
    maximum_age_days: int | None = None
    sex: str = ""
    gender_description: str = ""
    healthy_volunteers: bool | None = None
    study_population: str = ""
    central_contacts: tuple[Person, ...] = ()
    officials: tuple[Person, ...] = ()
    sites: tuple[Site, ...] = ()
    removed_countries: tuple[str, ...] = ()
    expanded_access_nct_id: str = ""
    data_date: str = ""


@dataclass(frozen=True)
class Issue:
    """Something in a record that was not as expected. The raw record keeps it.

    path: where, such as "protocolSection.designModule.phases.0". problem: one of the names below. value: as written,
    cut short.
    """

    path: str
    problem: str
    value: str = ""

    MISSING = "missing"
    WRONG_TYPE = "wrong type"
    UNKNOWN_VALUE = "unknown value"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class Reading:
    """What came of reading one raw record.

    nct_id: None when even the number cannot be read. record: None when number or status cannot be read; whoever holds
    an older reading keeps it then.
    """

    nct_id: str | None
    record: Record | None
    issues: tuple[Issue, ...] = ()
