"""Bring one registry record into the database: read it, compare it with what we have, and write only what differs."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from ..models import Candidate, RegistryQuery, Study, StudyAlias, StudySite, StudySnapshot, SyncRun, TrialPage
from ..models.study import OPEN
from ..registry.dates import day_of
from ..registry.digest import content_digest, words_digest
from ..registry.eligibility import split
from ..registry.places import place_words
from ..registry.reading import read_record
from ..registry.record import Issue, PartialDate, Reading, Record, Site
from ..registry.storable import storable

# Far beyond any person's age, and well within what a column holds.
OLDEST_IN_DAYS = 1_000_000
# Longer texts find nothing more, and PostgreSQL indexes only so much of one.
INDEXED_LETTERS = 20_000


class Result(enum.StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Plan:
    """What applying a raw record would do. before: the record we have now, or None."""

    raw: Any
    reading: Reading
    study: Study | None
    digest: str
    result: Result

    @property
    def nct_id(self) -> str:
        return self.reading.nct_id or ""

    @property
    def before(self) -> Any:
        return self.study.raw if self.study else None

    @property
    def closes(self) -> bool:
        """Whether a study that looked for people would no longer do so."""
        record = self.reading.record
        return bool(self.study and record and self.study.status == OPEN and record.status != OPEN)


@dataclass(frozen=True)
class Outcome:
    """What applying a record did."""

    nct_id: str
    result: Result
    issues: tuple[Issue, ...] = ()


def plan(raw: Any, *, state: str | None = None, known: dict[str, Study] | None = None) -> Plan:
    """Say what `apply` would do, without writing anything.

    state: where the registry now has it, when that was learned too. known: studies already at hand, by number.
    """
    raw = storable(raw)
    reading = read_record(raw)
    if reading.nct_id is None:
        return Plan(raw, reading, None, "", Result.FAILED)
    study = known.get(reading.nct_id) if known is not None else Study.objects.filter(nct_id=reading.nct_id).first()
    digest = content_digest(raw)
    return Plan(raw, reading, study, digest, _result(reading, study, digest, state))


def _result(reading: Reading, study: Study | None, digest: str, state: str | None) -> Result:
    if reading.record is None:
        return Result.FAILED
    if study is None:
        return Result.CREATED
    as_before = study.content_digest == digest and not study.is_stale and not study.missing_on
    return Result.UNCHANGED if as_before and state in (None, study.state) else Result.CHANGED


def apply(
    raw: Any,
    *,
    run: SyncRun | None,
    data_timestamp: str,
    state: str | None = None,
    found_by: Iterable[RegistryQuery] = (),
) -> Outcome:
    """Bring one record in, in a transaction of its own. Whatever the record holds, this does not fail.

    A record that cannot be read is kept as a snapshot, and what we had before still stands. It never writes a page.
    """
    with transaction.atomic():
        intended = plan(raw, state=state)
        if intended.result is Result.FAILED:
            _keep_unreadable(intended, run, data_timestamp)
        elif intended.result is not Result.UNCHANGED:
            _write(intended, run, data_timestamp, state)
        if intended.result is not Result.FAILED:
            _offer(intended.nct_id, found_by)
    issues = () if intended.result is Result.UNCHANGED else intended.reading.issues
    return Outcome(intended.nct_id, intended.result, issues)


def _keep_unreadable(intended: Plan, run: SyncRun | None, data_timestamp: str) -> None:
    if not intended.nct_id:
        return
    study = intended.study or Study(nct_id=intended.nct_id, fetched_at=timezone.now(), data_timestamp=data_timestamp)
    latest = study.pk and study.snapshots.order_by("-pk").first()
    if study.is_stale and latest and latest.content_digest == intended.digest:
        return
    if study.pk is None:
        study.raw = intended.raw
    study.is_stale = True
    study.save()
    _take_snapshot(study, intended, run, data_timestamp)


def _write(intended: Plan, run: SyncRun | None, data_timestamp: str, state: str | None) -> None:
    record = intended.reading.record
    study = intended.study or Study(nct_id=intended.nct_id)
    is_news = study.content_digest != intended.digest
    _copy_values(study, record, data_timestamp)
    study.raw, study.content_digest = intended.raw, intended.digest
    study.words_digest = words_digest(intended.raw)
    study.data_timestamp, study.fetched_at = data_timestamp, timezone.now()
    study.state = state or (Study.State.LISTED if study.state in _NOT_THERE else study.state)
    study.merged_into, study.missing_on, study.is_stale = None, [], False
    study.save()
    if is_news:
        _take_snapshot(study, intended, run, data_timestamp)
    _replace_sites(study, record)
    _remember_aliases(study, record)
    for page in TrialPage.objects.filter(study=study):
        insert_or_update_object(page)


# It has answered with a record of its own, so these no longer hold.
_NOT_THERE = (Study.State.GONE, Study.State.MERGED)


def _copy_values(study: Study, record: Record, data_timestamp: str) -> None:
    study.opened_on = _opened_on(study, record, data_timestamp)
    study.status = record.status
    study.study_type, study.sex = record.study_type, record.sex
    study.phases = " ".join(record.phases)
    study.brief_title, study.acronym = record.brief_title[:INDEXED_LETTERS], record.acronym[:INDEXED_LETTERS]
    study.minimum_age_days, study.maximum_age_days = _age(record.minimum_age_days), _age(record.maximum_age_days)
    study.countries = " ".join(sorted({site.country_code for site in offered(record) if site.country_code}))
    study.conditions = "\n".join(record.conditions)
    study.search_words = _search_words(record)
    study.eligibility_form = split(record.eligibility).form
    study.has_results = record.has_results
    study.verified_on = _first_day(record.verified)
    study.registry_updated_on = _first_day(record.last_updated)
    study.first_posted_on = _first_day(record.first_posted)
    _fit_columns(study)


def _fit_columns(study: Study) -> None:
    """Cut what is longer than its column. The raw record keeps it whole."""
    for field in study._meta.concrete_fields:
        if isinstance(field, models.CharField) and field.max_length and field.name != "nct_id":
            setattr(study, field.name, (getattr(study, field.name) or "")[: field.max_length])


def _first_day(date: PartialDate | None) -> datetime.date | None:
    return date.first_day if date else None


def _age(days: int | None) -> int | None:
    return None if days is None else min(days, OLDEST_IN_DAYS)


def _opened_on(study: Study, record: Record, data_timestamp: str) -> datetime.date | None:
    """Since when it looks for people, as far as we know: a study we see open for the first time opened at its start."""
    if record.status != OPEN:
        return None
    if study.opened_on:
        return study.opened_on
    day = day_of(data_timestamp) or timezone.localdate()
    known_before = bool(study.status)
    earlier = None if known_before else _first_day(record.start) or _first_day(record.first_posted)
    return min(earlier, day) if earlier else day


def _search_words(record: Record) -> str:
    interventions = [name for each in record.interventions for name in (each.name, *each.other_names)]
    words = [
        record.official_title, record.acronym, *record.aliases, *record.conditions, *record.keywords,
        *record.mesh_terms, *interventions, record.lead_sponsor,
    ]  # fmt: skip
    return "\n".join(filter(None, words))[:INDEXED_LETTERS]


def offered(record: Record) -> list[Site]:
    """The sites a reader could go to: of a study that looks for people only those that do, of any other all."""
    if record.status != OPEN:
        return list(record.sites)
    return [site for site in record.sites if site.status in (OPEN, "")]


def _replace_sites(study: Study, record: Record) -> None:
    """Sites have no number of their own, so they are compared, and replaced, as a set."""
    open_to_readers = {id(site) for site in offered(record)}
    fresh = [
        StudySite(
            study=study,
            position=position,
            status=site.status[:100],
            city=site.city,
            state=site.state,
            country_code=site.country_code,
            latitude=site.latitude,
            longitude=site.longitude,
            place_words=place_words(site)[:INDEXED_LETTERS],
            is_offered=id(site) in open_to_readers,
        )
        for position, site in enumerate(record.sites)
    ]
    if [_values(site) for site in fresh] != [_values(site) for site in study.sites.order_by("position")]:
        study.sites.all().delete()
        StudySite.objects.bulk_create(fresh)


def _values(site: StudySite) -> list[Any]:
    return [getattr(site, field.attname) for field in StudySite._meta.concrete_fields if not field.primary_key]


def _remember_aliases(study: Study, record: Record) -> None:
    """Numbers the study had before lead to it, and an entry of ours with such a number has become part of it."""
    for alias in record.aliases:
        if alias != study.nct_id:
            StudyAlias.objects.update_or_create(nct_id=alias, defaults={"study": study})
    older = Study.objects.filter(nct_id__in=record.aliases).exclude(pk=study.pk)
    older.exclude(state=Study.State.MERGED, merged_into=study).update(state=Study.State.MERGED, merged_into=study)


def _take_snapshot(study: Study, intended: Plan, run: SyncRun | None, data_timestamp: str) -> None:
    StudySnapshot.objects.create(
        study=study,
        run=run,
        raw=intended.raw,
        content_digest=intended.digest,
        words_digest=words_digest(intended.raw),
        data_timestamp=data_timestamp,
        taken_at=timezone.now(),
    )


def _offer(nct_id: str, found_by: Iterable[RegistryQuery]) -> None:
    """Put a new study before the editors, and note which of their queries found it."""
    candidate = Candidate.objects.filter(study__nct_id=nct_id).first()
    if candidate is None:
        study = Study.objects.get(nct_id=nct_id)
        has_page = TrialPage.objects.filter(study=study).exists()
        decision = Candidate.Decision.ACCEPTED if has_page else Candidate.Decision.WAITING
        candidate = Candidate.objects.create(study=study, found_at=timezone.now(), decision=decision)
    noted = set(candidate.found_by.values_list("pk", flat=True))
    candidate.found_by.add(*(query for query in found_by if query.pk not in noted))
