"""The list "Used on" of a fact, as editors see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.text import capfirst
from wagtail.models import Page

from .edit_addresses import EditAddresses
from .models import FactUse
from .uses import texts_of


@dataclass(frozen=True)
class UsedOn:
    """One text that names a fact. The addresses are empty where there is none, or the editor may not go there."""

    title: str
    kind: str
    in_live: bool
    in_draft: bool
    edit_url: str
    live_url: str


def used_on(key: str, user: AbstractBaseUser) -> list[UsedOn]:
    """Where one fact is used, pages first, in the order of their titles."""
    return used_on_by_key([key], user).get(key, [])


def used_on_by_key(keys: Iterable[str], user: AbstractBaseUser) -> dict[str, list[UsedOn]]:
    """The same for many facts at once."""
    uses = list(FactUse.objects.filter(fact_key__in=list(keys)).select_related("content_type"))
    texts = texts_of(uses, whole=False)
    addresses = EditAddresses(user)
    rows = {place: _row_parts(text, addresses) for place, text in texts.items()}
    found: dict[str, list[UsedOn]] = {}
    for use in uses:
        if parts := rows.get((use.content_type_id, use.object_id)):
            title, kind, edit_url, live_url = parts
            row = UsedOn(title, kind, use.in_live, use.in_draft, edit_url, live_url)
            found.setdefault(use.fact_key, []).append(row)
    for listed in found.values():
        listed.sort(key=lambda row: (not row.live_url, row.title.casefold()))
    return found


def _row_parts(text: models.Model, addresses: EditAddresses) -> tuple[str, str, str, str]:
    is_page = isinstance(text, Page)
    title = text.title if is_page else str(text)
    live_url = (text.url or "") if is_page and text.live else ""
    return title, capfirst(str(text._meta.verbose_name)), addresses.of(text), live_url
