"""What a trial's page shows of its registry record: the sections, the lines at the top, and what to know first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spinecare.core.parts import Section

from ..wording import ages, dates, notices, phases, status
from ..wording.about import Rows, about
from ..wording.asking import asking
from ..wording.contacts import Contact, reachable
from ..wording.joining import facts, joining
from ..wording.notices import Notice
from ..wording.sites import Where, is_offered, summary, where
from .freshness import Freshness
from .study import Study

FROM_THE_REGISTRY = _("From the registry")
# The sheet for the doctor holds the nearest of a few; more would push the rest off the paper.
TOWNS_ON_PAPER = 12
CONTACTS_ON_PAPER = 4
# The registry has no entry under this number any more.
NOT_THERE = (Study.State.GONE, Study.State.MERGED)


@dataclass(frozen=True)
class StatusLine:
    """tone: see `trials.wording.status`."""

    label: str
    tone: str


@dataclass(frozen=True)
class Source:
    """registry_address is "" for a made-up record, which the registry does not have."""

    nct_id: str
    processed_on: str
    registry_address: str


@dataclass(frozen=True)
class Current:
    rows: Rows
    notes: tuple[Notice, ...]


@dataclass(frozen=True)
class Places:
    """is_open: whether somebody can join there, or soon can."""

    where: Where
    is_open: bool
    registry_address: str


@dataclass(frozen=True)
class DoctorSheet:
    """What a doctor asks first, for the top of the printed page."""

    title: str
    rows: Rows
    contacts: tuple[Contact, ...]
    towns: tuple[str, ...]
    more_towns: int
    address: str


def registry_address(study: Study) -> str:
    """Where the registry shows the study. "" for a made-up one."""
    return "" if study.is_sample else study.registry_address


def can_ask(study: Study) -> bool:
    """Whether it makes sense to ask the study team about taking part."""
    return status.can_ask(study.status) and study.state not in NOT_THERE


def status_line(study: Study) -> StatusLine:
    """How it stands in a few words. What the registry no longer has is open to nobody."""
    if study.state == Study.State.GONE:
        return StatusLine(gettext("No longer in the registry"), status.UNSURE)
    if study.state == Study.State.MERGED:
        return StatusLine(gettext("Now part of another entry"), status.UNSURE)
    return StatusLine(status.label(study.status), status.tone(study.status))


def registry_sections(study: Study, freshness: Freshness) -> Iterator[Section]:
    """The sections below the editors' words, each with words that are not ours to judge."""
    record, address, is_open = study.record, registry_address(study), can_ask(study)
    places = Places(where(record, is_open=is_open, is_sample=study.is_sample), is_open, address)
    whom = asking(record, places.where, is_open=is_open, registry_address=address, is_sample=study.is_sample)
    source = Source(study.nct_id, _day(freshness), address)
    for anchor, heading, template, value in (
        ("who-can-join", _("Who can join"), "trial_joining", joining(record, study.eligibility)),
        ("where", _("Where"), "trial_sites", places),
        ("who-to-ask", _("Who to ask"), "trial_asking", whom),
        ("about-the-trial", _("About the trial"), "trial_about", about(record)),
        ("how-current", _("How current this is"), "trial_current", _current(study, freshness)),
        ("source", _("Source"), "trial_source", source),
    ):
        yield Section(anchor, heading, template, value, FROM_THE_REGISTRY, quoted=True)


def at_a_glance(study: Study) -> Rows:
    """The facts at the top besides the status, each in one line."""
    record = study.record
    return (
        (gettext("Phase"), phases.short(record.phases, record.study_type)),
        (gettext("Who"), ", ".join(filter(None, (ages.of_record(record), ages.sex_words(record.sex))))),
        (gettext("Where"), summary(record, is_open=can_ask(study))),
        (gettext("Registry number"), study.nct_id),
    )


def notices_of(study: Study, freshness: Freshness) -> list[Notice]:
    """What a reader must know first. Nothing about a study that looks for people and that we know to be current."""
    found = (
        _about_the_entry(study),
        notices.of_status(study.record, registry_address(study)),
        *_about_its_age(study, freshness),
    )
    return [notice for notice in found if notice]


def _about_the_entry(study: Study) -> Notice | None:
    if study.state == Study.State.GONE:
        return notices.gone(registry_address(study))
    if study.state == Study.State.MERGED and study.merged_into:
        return notices.merged(study.merged_into.nct_id, registry_address(study.merged_into))
    return None


def _about_its_age(study: Study, freshness: Freshness) -> Iterator[Notice]:
    """Only what could still be acted upon can mislead by being old. A made-up record never changes."""
    if study.is_stale:
        yield notices.not_refreshed(freshness.data_date)
    elif freshness.is_old and not study.is_sample and study.state not in NOT_THERE:
        yield notices.copy_is_old(freshness.known_on, registry_address(study))
    # An unconfirmed status says so already.
    may_mislead = can_ask(study) and study.status != status.UNCONFIRMED
    if may_mislead and study.verified_on and dates.is_old(study.verified_on, localdate()):
        yield notices.not_checked(study.verified_on)


def _current(study: Study, freshness: Freshness) -> Current:
    record = study.record
    rows = (
        (
            gettext("Checked by the study team"),
            dates.plain(record.verified) if record.verified else gettext("not stated"),
        ),
        (gettext("Updated in the registry"), dates.plain(record.last_updated) if record.last_updated else ""),
        (gettext("First posted there"), dates.plain(record.first_posted) if record.first_posted else ""),
        (gettext("Our copy is as of"), _day(freshness)),
    )
    return Current(tuple((label, words) for label, words in rows if words), tuple(_about_its_age(study, freshness)))


def _day(freshness: Freshness) -> str:
    return date_format(freshness.data_date or freshness.known_on, "DATE_FORMAT")


def doctor_sheet(study: Study) -> DoctorSheet:
    """Title, number, who can join, whom to ring: what a doctor needs before the rest of the paper."""
    record = study.record
    offered = [site for site in record.sites if is_offered(record, site)]
    people = [*record.central_contacts, *(person for site in offered for person in site.contacts)]
    is_open = can_ask(study)
    towns = where(record, is_open=is_open).towns
    return DoctorSheet(
        title=record.brief_title,
        rows=(
            (gettext("Registry number"), study.nct_id),
            (gettext("Status"), status_line(study).label),
            (gettext("Phase"), phases.short(record.phases, record.study_type)),
            *facts(record),
            (gettext("Where"), summary(record, is_open=is_open)),
            (gettext("Responsible"), record.lead_sponsor),
        ),
        contacts=reachable(people, is_sample=study.is_sample)[:CONTACTS_ON_PAPER] if is_open else (),
        towns=towns[:TOWNS_ON_PAPER],
        more_towns=max(0, len(towns) - TOWNS_ON_PAPER),
        address=registry_address(study),
    )
