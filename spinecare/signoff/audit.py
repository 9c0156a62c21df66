"""The whole story of one signed text, as a file for whoever must show how it came about."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page

from .content import digest
from .models import Change, SignOff

# A revision says who edited and when; the log entry of the same moment would say it again.
SAID_BY_REVISIONS = ("wagtail.edit",)
# A spreadsheet runs what begins with one of these.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `event`: revision, decision, note, or the name of an action in Wagtail's log."""

    at: datetime.datetime
    event: str
    what: str
    who: str = ""
    role: str = ""
    revision: int | None = None
    digest: str = ""
    checked: tuple[str, ...] = ()
    remarks: str = ""
    review_due: datetime.date | None = None


@dataclass(frozen=True)
class AuditFile:
    """All that is known about one text, the oldest first."""

    title: str
    kind: str
    address: str
    made_at: datetime.datetime
    entries: tuple[Entry, ...]

    def as_json(self) -> str:
        return json.dumps(asdict(self), cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)

    def as_csv(self) -> str:
        """One line for each entry, safe to open in a spreadsheet."""
        names = [field.name for field in fields(Entry)]
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(["title", *names])
        for entry in self.entries:
            table.writerow([_cell(self.title), *(_cell(getattr(entry, name)) for name in names)])
        return text.getvalue()


def audit_file(target: models.Model) -> AuditFile:
    """What happened to a text. It need not be there any more: an object with its number will do."""
    happened = [*_revisions(target), *_decisions(target), *_notes(target), *_actions(target)]
    return AuditFile(
        title=_title(target),
        kind=str(target._meta.verbose_name),
        address=target.url or "" if isinstance(target, Page) and target.url_path else "",
        made_at=timezone.now(),
        entries=tuple(sorted(happened, key=lambda entry: entry.at)),
    )


def _revisions(target: models.Model) -> Iterator[Entry]:
    for revision in target.revisions.select_related("user").order_by("created_at", "pk").iterator():
        yield Entry(
            at=revision.created_at,
            event="revision",
            what=revision.content.get("change_note") or "",
            who=get_user_display_name(revision.user),
            revision=revision.pk,
            digest=digest(revision.content),
        )


def _decisions(target: models.Model) -> Iterator[Entry]:
    for each in SignOff.about(target):
        yield Entry(
            at=each.at,
            event="decision",
            what=str(each.get_decision_display()),
            who=each.by_name,
            role=each.role,
            revision=each.revision_number,
            digest=each.digest,
            checked=tuple(each.checked),
            remarks=each.remarks,
            review_due=each.review_due,
        )


def _notes(target: models.Model) -> Iterator[Entry]:
    for each in Change.about(target).select_related("sign_off"):
        # A note has a day and no hour; where it came with a signature, it came at that moment.
        midnight = timezone.make_aware(datetime.datetime.combine(each.on, datetime.time()))
        at = each.sign_off.at if each.sign_off else midnight
        revision = each.sign_off.revision_number if each.sign_off else None
        yield Entry(at=at, event="note", what=each.note, revision=revision)


def _actions(target: models.Model) -> Iterator[Entry]:
    """Published, unpublished, sent, taken back, moved: what Wagtail's log kept."""
    for each in log_registry.get_logs_for_instance(target).exclude(action__in=SAID_BY_REVISIONS):
        yield Entry(
            at=each.timestamp,
            event=each.action,
            what=str(each.message),
            who=str(each.user_display_name) if each.user_id else "",
            revision=each.revision_id,
            remarks=str(each.comment or ""),
        )


def _title(target: models.Model) -> str:
    known = SignOff.about(target).first()
    still_there = type(target)._base_manager.filter(pk=target.pk).exists()
    return str(target) if still_there or known is None else known.title


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds")
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
