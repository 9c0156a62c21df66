"""Links from a list: all of its rows, or none of them and what is wrong with each.

A row that was taken in before makes nothing new, so a list can be mended and taken in again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..making import Chosen, Wishes, make_link
from ..models import Alias, CareLink, Destination, Placement
from ..resolving import chosen

COLUMNS = ("path", "alias", "section", "used in", "kind", "owner")
NEEDED = ("path",)


class ListRefused(Exception):
    """The list cannot be taken in. problems: what is wrong, each with the number of its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One line of the list, as it is written there."""

    number: int
    path: str
    alias: str = ""
    section: str = ""
    used_in: str = ""
    kind: str = ""
    owner: str = ""


@dataclass(frozen=True)
class TakenIn:
    """The link of a row. is_new: it was made for it."""

    row: Row
    link: CareLink
    is_new: bool


def read_rows(text: str) -> list[Row]:
    """The rows of a CSV file with a line of names at its top. Spreadsheets write commas, semicolons or tabs."""
    lines = text.splitlines()
    if not lines:
        raise ListRefused([_("The file is empty.")])
    separator = max(",;\t", key=lines[0].count)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    names = [name.strip().lower() for name in next(reader)]
    _refuse_odd_names(names)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(reader.line_num, names, cells))
    except csv.Error as error:
        raise ListRefused([_at(reader.line_num, str(error))]) from error
    return rows


def take_in(rows: Iterable[Row]) -> list[TakenIn]:
    """Make what is not there yet. Raises ListRefused, and makes nothing, when any row is wrong."""
    done, problems = [], []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    done.append(_take_in(row))
            except ValidationError as error:
                problems += [_at(row.number, message) for message in error.messages]
        if problems:
            raise ListRefused(problems)
    return done


def _take_in(row: Row) -> TakenIn:
    page = chosen(row.path, row.section)
    place = _place(row)
    link = _link_there(row, page, place)
    is_new = link is None
    if link is None:
        link = make_link([page], Wishes(alias=row.alias))
    if place and not link.placements.filter(kind=place.kind, name=place.name).exists():
        place.link = link
        place.full_clean()
        place.save()
    return TakenIn(row, link, is_new)


def _link_there(row: Row, page: Chosen, place: Placement | None) -> CareLink | None:
    """The link an earlier time has made for such a row. Raises ValidationError for a name that leads elsewhere."""
    same = _leading_to(page)
    if row.alias:
        alias = Alias.objects.filter(name=row.alias.strip().lower()).first()
        if alias and not same.filter(pk=alias.link_id).exists():
            raise ValidationError(_("The name “%(name)s” leads elsewhere."), params={"name": alias.name})
        return alias.link if alias else None
    if place:
        same = same.filter(placements__kind=place.kind, placements__name=place.name)
    return same.order_by("pk").first()


def _leading_to(page: Chosen) -> QuerySet[CareLink]:
    """Links to this page alone, and to this place on it, with nothing said beside."""
    lists = CareLink.objects.filter(items__position__gt=0)
    destinations = Destination.objects.of(page.page)
    plain = CareLink.objects.filter(heading="", note="", discreet=False).exclude(pk__in=lists)
    return plain.filter(items__destination__in=destinations, items__anchor=page.anchor)


def _place(row: Row) -> Placement | None:
    """Where the row says that its link is used, not yet saved."""
    if not row.used_in:
        if row.kind or row.owner:
            raise ValidationError(_("“used in” is empty, so nobody can be told what “kind” and “owner” belong to."))
        return None
    return Placement(kind=_kind(row.kind), name=row.used_in, owner=_owner(row.owner))


def _kind(text: str) -> Placement.Kind:
    """A kind by its key or its words, such as “letter” or “Letter template”."""
    for kind in Placement.Kind:
        if text.lower() in (kind.value, str(kind.label).lower()):
            return kind
    known = ", ".join(kind.value for kind in Placement.Kind)
    raise ValidationError(
        _("“kind” is “%(text)s”, and must be one of: %(known)s."), params={"text": text, "known": known}
    )


def _owner(text: str) -> AbstractBaseUser:
    """Somebody with an account, by its name or mail address."""
    people = get_user_model().objects.filter(is_active=True)
    found = people.filter(username__iexact=text) or people.filter(email__iexact=text).exclude(email="")
    if len(found) != 1:
        raise ValidationError(_("“owner” is “%(text)s”: no account has this name or address."), params={"text": text})
    return found[0]


def _refuse_odd_names(names: list[str]) -> None:
    problems = [_("The column “%(name)s” is missing.") % {"name": name} for name in NEEDED if name not in names]
    problems += [
        _("The column “%(name)s” is there twice.") % {"name": name} for name in COLUMNS if names.count(name) > 1
    ]
    unknown = [name for name in names if name and name not in COLUMNS]
    problems += [_("Nothing is known of a column “%(name)s”.") % {"name": name} for name in unknown]
    if problems:
        raise ListRefused([_at(1, problem) for problem in problems])


def _row(number: int, names: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise ListRefused([_at(number, _("There are more cells than columns."))])
    found = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    return Row(number, *(found.get(name, "") for name in COLUMNS))


def _at(number: int, problem: str) -> str:
    return _("line %(number)d: %(problem)s") % {"number": number, "problem": problem}
