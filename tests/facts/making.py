"""Facts of the tests' own, and pages that name them."""

from __future__ import annotations

import datetime
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from spinecare.editorial.models import Source
from spinecare.facts.models import Fact, FactUse

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def a_source(key: str = "test-source") -> Source:
    return Source.objects.get_or_create(key=key, defaults={"title": f"Source {key}", "kind": Source.Kind.TRIAL})[0]


def a_fact(key: str = "test-walk", **fields: Any) -> Fact:
    values = {
        "sentence": "After surgery, {value} of the people could walk.",
        "value": "84 in 100 (84%)",
        "rough": "about 8 in 10",
        "population": "101 people",
        "strength": Fact.Strength.STRONG,
    }
    source = fields.pop("source", None) or a_source()
    return Fact.objects.create(key=key, source=source, **(values | fields))


def change(fact: Fact, **fields: Any) -> None:
    """Publish a change, as a command does: it has no author."""
    draft(fact, **fields)
    fact.get_latest_revision().publish()


def draft(fact: Fact, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(fact, name, value)
    fact.save_revision()
    fact.refresh_from_db()


def shown(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def uses(key: str) -> set[tuple[int, bool, bool]]:
    """Where a fact is used: the number of the text, whether readers see it there, whether its draft names it."""
    return set(FactUse.objects.filter(fact_key=key).values_list("object_id", "in_live", "in_draft"))
