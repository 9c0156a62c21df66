"""From a raw record of the registry's API version 2 to a `Record`, whatever the raw record holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from . import ages, countries, vocabulary
from .dates import read_date
from .fields import Fields
from .numbers import canonical
from .record import Arm, Intervention, Issue, Outcome, PartialDate, Person, Reading, Record, Site

# What the registry writes for a number of people that nobody knows.
UNKNOWN_ENROLLMENT = 99_999_999

Entry = TypeVar("Entry", Arm, Intervention, Outcome, Person, Site)


def read_record(raw: Any) -> Reading:
    """Read a record field by field. It never raises and never changes `raw`; what cannot be used becomes an issue."""
    issues: list[Issue] = []
    study = Fields.of(raw, issues)
    protocol = study.struct("protocolSection")
    identification = protocol.struct("identificationModule")
    state = protocol.struct("statusModule")
    nct_id = _number(identification, "nctId")
    status = state.word("overallStatus", vocabulary.STATUSES)
    _require(identification, "nctId")
    _require(state, "overallStatus")
    record = None
    if nct_id and status:
        record = _record(nct_id, status, study, protocol, identification, state)
    return Reading(nct_id or None, record, tuple(issues))


def _record(nct_id: str, status: str, study: Fields, protocol: Fields, identification: Fields, state: Fields) -> Record:
    """The record, once its number and status are known."""
    sponsors = protocol.struct("sponsorCollaboratorsModule")
    description = protocol.struct("descriptionModule")
    conditions = protocol.struct("conditionsModule")
    design = protocol.struct("designModule")
    design_info = design.struct("designInfo")
    enrollment = design.struct("enrollmentInfo")
    arms = protocol.struct("armsInterventionsModule")
    outcomes = protocol.struct("outcomesModule")
    eligibility = protocol.struct("eligibilityModule")
    contacts = protocol.struct("contactsLocationsModule")
    derived = study.struct("derivedSection")
    misc = derived.struct("miscInfoModule")
    minimum_age, minimum_age_days = _minimum_age(eligibility)
    maximum_age, maximum_age_days = _maximum_age(eligibility)
    data_date = _date(misc, "versionHolder")
    return Record(
        nct_id=nct_id,
        status=status,
        aliases=_aliases(identification),
        brief_title=identification.line("briefTitle"),
        official_title=identification.line("officialTitle"),
        acronym=identification.line("acronym"),
        lead_sponsor=sponsors.struct("leadSponsor").line("name"),
        collaborators=tuple(filter(None, (sponsor.line("name") for sponsor in sponsors.structs("collaborators")))),
        last_known_status=state.word("lastKnownStatus", vocabulary.STATUSES),
        why_stopped=state.text("whyStopped"),
        verified=_date(state, "statusVerifiedDate"),
        start=_date_with_kind(state.struct("startDateStruct")),
        primary_completion=_date_with_kind(state.struct("primaryCompletionDateStruct")),
        completion=_date_with_kind(state.struct("completionDateStruct")),
        first_posted=_date_with_kind(state.struct("studyFirstPostDateStruct")),
        last_updated=_date_with_kind(state.struct("lastUpdatePostDateStruct")),
        has_results=study.flag("hasResults") or False,
        study_type=design.word("studyType", vocabulary.STUDY_TYPES),
        phases=design.words("phases", vocabulary.PHASES),
        patient_registry=design.flag("patientRegistry") or False,
        allocation=design_info.word("allocation", vocabulary.ALLOCATIONS),
        intervention_model=design_info.word("interventionModel", vocabulary.INTERVENTION_MODELS),
        primary_purpose=design_info.word("primaryPurpose", vocabulary.PRIMARY_PURPOSES),
        masking=design_info.struct("maskingInfo").word("masking", vocabulary.MASKINGS),
        enrollment=_enrollment(enrollment),
        enrollment_kind=enrollment.word("type", vocabulary.ENROLLMENT_KINDS),
        brief_summary=description.text("briefSummary"),
        detailed_description=description.text("detailedDescription"),
        conditions=conditions.lines("conditions"),
        keywords=conditions.lines("keywords"),
        mesh_terms=_mesh_terms(derived.struct("conditionBrowseModule")),
        arms=_telling(_arm(arm) for arm in arms.structs("armGroups")),
        interventions=_telling(_intervention(entry) for entry in arms.structs("interventions")),
        primary_outcomes=_telling(_outcome(outcome) for outcome in outcomes.structs("primaryOutcomes")),
        eligibility=eligibility.text("eligibilityCriteria"),
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        minimum_age_days=minimum_age_days,
        maximum_age_days=maximum_age_days,
        sex=eligibility.word("sex", vocabulary.SEXES),
        gender_description=eligibility.text("genderDescription"),
        healthy_volunteers=eligibility.flag("healthyVolunteers"),
        study_population=eligibility.text("studyPopulation"),
        central_contacts=_telling(_contact(person) for person in contacts.structs("centralContacts")),
        officials=_telling(_official(person) for person in contacts.structs("overallOfficials")),
        sites=_telling(_site(site) for site in contacts.structs("locations")),
        removed_countries=misc.lines("removedCountries"),
        expanded_access_nct_id=_number(state.struct("expandedAccessInfo"), "nctId"),
        data_date=data_date.text if data_date else "",
    )


def _telling(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Without the entries that say nothing."""
    return tuple(entry for entry in entries if any(vars(entry).values()))


def _require(fields: Fields, name: str) -> None:
    written = fields.values.get(name)
    if written is None or (isinstance(written, str) and not written.strip()):
        fields.report(name, Issue.MISSING)


def _number(fields: Fields, name: str) -> str:
    """A registry number, or ""."""
    return _canonical(fields, name, fields.line(name))


def _canonical(fields: Fields, name: str, written: str) -> str:
    number = canonical(written)
    if written and number is None:
        fields.report(name, Issue.UNREADABLE, written)
    return number or ""


def _aliases(identification: Fields) -> tuple[str, ...]:
    written = identification.placed_lines("nctIdAliases")
    return tuple(filter(None, (_canonical(identification, where, alias) for where, alias in written)))


def _date(fields: Fields, name: str, kind: str = "") -> PartialDate | None:
    written = fields.line(name)
    date = read_date(written, kind)
    if written and date is None:
        fields.report(name, Issue.UNREADABLE, written)
    return date


def _date_with_kind(struct: Fields) -> PartialDate | None:
    return _date(struct, "date", struct.word("type", vocabulary.DATE_KINDS))


def _minimum_age(eligibility: Fields) -> tuple[str, int | None]:
    """The lowest age as written, and the first day of it."""
    written = _age_text(eligibility, "minimumAge")
    return written, ages.days(written)


def _maximum_age(eligibility: Fields) -> tuple[str, int | None]:
    """The highest age as written, and the last day of it."""
    written = _age_text(eligibility, "maximumAge")
    return written, ages.last_day(written)


def _age_text(eligibility: Fields, name: str) -> str:
    """An age as written, "" for no limit. One that cannot be read is still there for people to see."""
    written = eligibility.line(name)
    if written == ages.NO_LIMIT:
        return ""
    if written and ages.days(written) is None:
        eligibility.report(name, Issue.UNREADABLE, written)
    return written


def _enrollment(info: Fields) -> int | None:
    count = info.count("count")
    return None if count == UNKNOWN_ENROLLMENT else count


def _mesh_terms(browse: Fields) -> tuple[str, ...]:
    """The subject headings of the conditions and those above them, each once."""
    terms = (entry.line("term") for name in ("meshes", "ancestors") for entry in browse.structs(name))
    return tuple(dict.fromkeys(filter(None, terms)))


def _arm(arm: Fields) -> Arm:
    return Arm(
        label=arm.line("label"),
        kind=arm.word("type", vocabulary.ARM_KINDS),
        description=arm.text("description"),
        interventions=arm.lines("interventionNames"),
    )


def _intervention(intervention: Fields) -> Intervention:
    return Intervention(
        kind=intervention.word("type", vocabulary.INTERVENTION_KINDS),
        name=intervention.line("name"),
        description=intervention.text("description"),
        other_names=intervention.lines("otherNames"),
    )


def _outcome(outcome: Fields) -> Outcome:
    return Outcome(
        measure=outcome.line("measure"),
        description=outcome.text("description"),
        time_frame=outcome.line("timeFrame"),
    )


def _contact(person: Fields) -> Person:
    return Person(
        name=person.line("name"),
        role=person.word("role", vocabulary.CONTACT_ROLES),
        phone=person.line("phone"),
        phone_extension=person.line("phoneExt"),
        email=person.line("email"),
    )


def _official(person: Fields) -> Person:
    return Person(
        name=person.line("name"),
        role=person.word("role", vocabulary.OFFICIAL_ROLES),
        affiliation=person.line("affiliation"),
    )


def _site(site: Fields) -> Site:
    country = site.line("country")
    latitude, longitude = _point(site.struct("geoPoint"))
    return Site(
        facility=site.line("facility"),
        status=site.word("status", vocabulary.SITE_STATUSES),
        city=site.line("city"),
        state=site.line("state"),
        zip=site.line("zip"),
        country=country,
        country_code=_country_code(site, country),
        latitude=latitude,
        longitude=longitude,
        contacts=_telling(_contact(person) for person in site.structs("contacts")),
    )


def _country_code(site: Fields, country: str) -> str:
    """From the registry's own code where it gives one, else from the name."""
    for name, written in (("countryCode", site.line("countryCode")), ("country", country)):
        code = countries.code_of(written)
        if code:
            return code
        if written:
            site.report(name, Issue.UNKNOWN_VALUE, written)
    return ""


def _point(point: Fields) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees; half a point is none."""
    latitude, longitude = point.number("lat", -90, 90), point.number("lon", -180, 180)
    return (latitude, longitude) if latitude is not None and longitude is not None else (None, None)
