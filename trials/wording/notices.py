"""What a reader must know about a trial's state before anything else on its page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext

from ..registry.record import Record
from . import dates, status
from .quoted import Quoted


@dataclass(frozen=True)
class Notice:
    """tone: see `status`. quoted: the study team's own words, shown under `quoted_heading`. url: "" for no link."""

    title: str
    text: str
    tone: str = status.UNSURE
    quoted: Quoted | None = None
    quoted_heading: str = ""
    url: str = ""
    link: str = ""


def of_status(record: Record, registry_address: str) -> Notice | None:
    """The state of the study itself. None where it simply looks for people.

    registry_address: where the registry shows it, or "" for a made-up record.
    """
    if record.status == "RECRUITING":
        return None
    notice = Notice(
        title=status.label(record.status),
        text=_text(record),
        tone=status.tone(record.status),
        quoted=Quoted(record.why_stopped),
        quoted_heading=gettext("The reason, as the study team gives it") if record.why_stopped.strip() else "",
    )
    if record.has_results and registry_address:
        link = gettext("Results in the registry. They are written for experts: ask your team what they mean for you.")
        return _linked(notice, f"{registry_address}?tab=results", link)
    return notice


def _text(record: Record) -> str:
    explained = status.explain(record.status)
    if record.status == "UNKNOWN" and record.last_known_status:
        last = gettext("Last reported: “%(status)s”.") % {"status": status.label(record.last_known_status)}
        return f"{explained} {last}"
    if record.status == "NOT_YET_RECRUITING" and record.start:
        start = gettext("Planned start: %(date)s.") % {"date": dates.plain(record.start)}
        return f"{explained} {start}"
    return explained


def gone(registry_address: str) -> Notice:
    notice = Notice(
        title=gettext("No longer in the registry"),
        text=gettext(
            "The registry no longer has an entry under this number. What you see is our last copy. Do not rely on it: "
            "ask your specialist."
        ),
    )
    return _linked(notice, registry_address, gettext("Look for it in the registry"))


def merged(number: str, registry_address: str) -> Notice:
    """number, registry_address: of the entry it became part of."""
    notice = Notice(
        title=gettext("Now part of another entry"),
        text=gettext(
            "In the registry this trial became part of %(number)s. What you see is our last copy of the old entry."
        )
        % {"number": number},
    )
    return _linked(notice, registry_address, gettext("%(number)s in the registry") % {"number": number})


def not_refreshed(data_date: datetime.date | None) -> Notice:
    """Our last try to copy the entry failed, and an older copy stands."""
    as_of = gettext("It is shown as of %(day)s.") % {"day": date_format(data_date, "DATE_FORMAT")} if data_date else ""
    advice = gettext("Ask the study team or look in the registry before you rely on it.")
    text = " ".join(filter(None, (gettext("We could not refresh this entry."), as_of, advice)))
    return Notice(title=gettext("This may be out of date"), text=text)


def copy_is_old(day: datetime.date, registry_address: str) -> Notice:
    notice = Notice(
        title=gettext("This may be out of date"),
        text=gettext("We last compared this page with the registry on %(day)s. Things may have changed since.")
        % {"day": date_format(day, "DATE_FORMAT")},
    )
    return _linked(notice, registry_address, gettext("Look at the registry's own entry"))


def not_checked(month: datetime.date) -> Notice:
    """The study team itself has not looked at its entry for a long time."""
    return Notice(
        title=gettext("Not checked by the study team for over 12 months"),
        text=gettext("It last checked its entry in %(month)s. Ask whether all of this still holds.")
        % {"month": dates.month(month)},
    )


def _linked(notice: Notice, url: str, link: str) -> Notice:
    return replace(notice, url=url, link=link) if url else notice
