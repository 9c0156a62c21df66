"""What the editor of a trial page shows of the registry."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from ..desk.changes import changes
from ..models import Study, TrialPage
from ..registry import markup
from ..registry.dates import day_of
from ..wording import ages, dates, phases, status

register = template.Library()


@register.inclusion_tag("trials/admin/facts.html")
def registry_facts(study: Study) -> dict[str, Any]:
    """What the registry says about a study, in the words readers see."""
    record = study.record
    return {
        "study": study,
        "record": record,
        "status": status.label(study.status),
        "phase": phases.short(study.phase_list, study.study_type),
        "ages": ages.of_record(record),
        "sex": ages.sex_words(study.sex),
        "start": dates.words(record.start) if record.start else "",
        "completion": dates.words(record.completion) if record.completion else "",
        "verified": dates.words(record.verified) if record.verified else "",
        "updated": dates.words(record.last_updated) if record.last_updated else "",
    }


@register.filter
def registry_text(text: str) -> SafeString:
    """The registry's markup as safe HTML."""
    return mark_safe(markup.to_html(text))


@register.filter
def data_day(timestamp: str) -> str:
    """The day of the registry's data, written out, or ""."""
    day = day_of(timestamp)
    return date_format(day, "DATE_FORMAT") if day else ""


@register.filter
def status_words(value: str) -> str:
    return status.label(value)


@register.inclusion_tag("trials/admin/changes.html")
def changes_since_written(page: TrialPage) -> dict[str, Any]:
    """What has changed since the page's words were held against the record, of what words rest on."""
    return {"changes": changes(page.written_against.raw, page.study.raw, only_words=True)}
