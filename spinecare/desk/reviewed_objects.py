"""Every live text that a clinician signs, with its clock and whoever looks after it: read quickly, in few queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail.models import Page, Site

from spinecare.signoff.content import BOOKKEEPING
from spinecare.signoff.models import Signed
from spinecare.signoff.review_state import State, state_of

from .people import Person, people

CLOCK = ("owner_id", "deputy_id", "reviewed_on", "reviewed_by", "review_due")
URGENCY = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True)
class Reviewed:
    """One live text. `path`: where readers find it, or "" when it has no page of its own."""

    model: type[models.Model]
    pk: int
    title: str
    path: str
    owner: Person | None
    deputy: Person | None
    reviewed_on: datetime.date | None
    reviewed_by: str
    review_due: datetime.date | None
    state: State

    @property
    def kind(self) -> str:
        return capfirst(self.model._meta.verbose_name)

    @property
    def kind_key(self) -> str:
        return self.model._meta.label_lower

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.kind_key}:{self.pk}"

    @property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)

    @property
    def state_label(self) -> str | Promise:
        return self.state.label

    @property
    def urgency(self) -> tuple[int, datetime.date, str]:
        """What to look at first: the most urgent state, in it the earliest day, then the alphabet."""
        return URGENCY[self.state], self.review_due or datetime.date.max, self.title.casefold()

    def is_looked_after_by(self, number: int) -> bool:
        return number in {person.pk for person in (self.owner, self.deputy) if person}


def signed_models() -> list[type[models.Model]]:
    """Every kind of text that is signed, in the order of their names."""
    found = [model for model in apps.get_models() if issubclass(model, Signed)]
    return sorted(found, key=lambda model: str(model._meta.verbose_name))


def reviewed_objects(today: datetime.date | None = None) -> list[Reviewed]:
    """Every live text that needs a signature, the most urgent first."""
    today = today or timezone.localdate()
    rows = [(model, row) for model in signed_models() for row in _rows_of(model)]
    known = people({row[name] for _model, row in rows for name in ("owner_id", "deputy_id")})
    roots = [root.root_path for root in Site.get_site_root_paths()]
    return sorted((_reviewed(model, row, known, roots, today) for model, row in rows), key=lambda each: each.urgency)


def _rows_of(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    return _page_rows(model) if issubclass(model, Page) else _object_rows(model)


def _page_rows(model: type[Page]) -> Iterator[dict[str, Any]]:
    """Pages have long texts and there are many: only the columns that are needed, in one query."""
    ticks = _ticks_of(model)
    clinical = {
        values: model(**dict(zip(ticks, values, strict=True))).needs_sign_off
        for values in product((False, True), repeat=len(ticks))
    }
    for row in model._base_manager.filter(live=True).values("pk", "title", "url_path", *CLOCK, *ticks):
        if clinical[tuple(row[name] for name in ticks)]:
            yield row


def _ticks_of(model: type[models.Model]) -> list[str]:
    """The boxes an editor ticks. Whether a page is clinical may hang on them, and the page itself knows how."""
    fields = model._meta.concrete_fields
    return [each.name for each in fields if isinstance(each, models.BooleanField) and each.name not in BOOKKEEPING]


def _object_rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """Other objects are short and fewer; what one is called, it says itself."""
    for found in model._base_manager.filter(live=True):
        if found.needs_sign_off:
            clock = {name: getattr(found, name) for name in CLOCK}
            yield {"pk": found.pk, "title": str(found), "url_path": ""} | clock


def _reviewed(
    model: type[models.Model],
    row: dict[str, Any],
    known: dict[int, Person],
    roots: list[str],
    today: datetime.date,
) -> Reviewed:
    return Reviewed(
        model=model,
        pk=row["pk"],
        title=row["title"],
        path=_path(row["url_path"], roots),
        owner=known.get(row["owner_id"]),
        deputy=known.get(row["deputy_id"]),
        reviewed_on=row["reviewed_on"],
        reviewed_by=row["reviewed_by"],
        review_due=row["review_due"],
        state=state_of(row["reviewed_on"], row["review_due"], today),
    )


def _path(url_path: str, roots: list[str]) -> str:
    root = next((each for each in roots if url_path.startswith(each)), None)
    return reverse("wagtail_serve", args=[url_path.removeprefix(root)]) if root else ""
