"""With two thousand pages the desk answers about as fast as Wagtail's own list of them."""

from __future__ import annotations

import datetime
import statistics
import time

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from spinecare.links.models import MissedAddress
from spinecare.users.models import User
from tests.pages.site_parts import page_at
from tests.signoff.people import CONTENT_EDITOR, person, signed_in
from treatments.models import TreatmentPage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES, TIMES = 2000, 7


@pytest.fixture
def editor() -> User:
    return person("edna", CONTENT_EDITOR)


@pytest.fixture
def many_pages(editor) -> Page:
    """A parent with two thousand treatments below it, due on different days and looked after by somebody."""
    parent, model = page_at("/treatments/"), page_at("/treatments/surgery/")
    last = parent.get_children().order_by("path").last()
    common = {field.attname: getattr(model, field.attname) for field in model._meta.concrete_fields}
    path, pages = last.path, []
    for number in range(PAGES):
        path = Page._inc_path(Page(path=path, depth=last.depth))
        slug = f"made-up-{number}"
        due = datetime.date(2026, 1, 1) + datetime.timedelta(days=number)
        own = {"path": path, "title": slug, "draft_title": slug, "slug": slug, "url_path": f"{parent.url_path}{slug}/"}
        clock = {"reviewed_on": datetime.date(2025, 1, 1), "review_due": due, "deputy_id": editor.pk}
        pages.append((own, clock))
    basic = {field.attname for field in Page._meta.concrete_fields}
    shared = {name: value for name, value in common.items() if name in basic - {"id", "translation_key"}}
    rows = [Page(**shared | own | {"owner_id": editor.pk, "latest_revision_id": None}) for own, _clock in pages]
    Page.objects.bulk_create(rows)
    numbers = dict(Page.objects.filter(slug__startswith="made-up-").values_list("slug", "pk"))
    table = TreatmentPage._meta.db_table
    add_specific_rows(table, model, [(numbers[own["slug"]], clock) for own, clock in pages])
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + PAGES)
    return parent


def add_specific_rows(table: str, model: Page, rows: list[tuple[int, dict]]) -> None:
    """Django's bulk_create does not write the lower table of a page, so its rows are copied from one page's."""
    from django.db import connection

    quote = connection.ops.quote_name
    columns = [field.column for field in model._meta.local_concrete_fields]
    given = {"page_ptr_id", "reviewed_on", "review_due", "deputy_id"}
    chosen = ", ".join("%s" if name in given else quote(name) for name in columns)
    into = f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))})"
    sql = f"{into} SELECT {chosen} FROM {quote(table)} WHERE page_ptr_id = %s"
    values = [
        [*[({"page_ptr_id": number} | clock)[name] for name in columns if name in given], model.pk]
        for number, clock in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


@pytest.fixture
def many_missed() -> None:
    """As many addresses at which readers found nothing as the list keeps."""
    day = datetime.date(2026, 1, 1)
    rows = [MissedAddress(path=f"/missed/{number}", first_day=day, last_day=day) for number in range(PAGES)]
    MissedAddress.objects.bulk_create(rows)


def median_times(client: Client, *addresses: str) -> list[float]:
    """Seconds for each, asked for in turn, so that what else the machine does falls on all alike."""
    taken: list[list[float]] = [[] for _ in addresses]
    for turn in range(TIMES + 1):
        for place, address in enumerate(addresses):
            start = time.perf_counter()
            answer = client.get(address)
            if turn:
                taken[place].append(time.perf_counter() - start)
            assert answer.status_code == 200
    return [statistics.median(times) for times in taken]


def test_the_desk_is_as_fast_as_wagtails_own_list(editor, many_pages, many_missed) -> None:
    client = signed_in(editor)
    own = reverse("wagtailadmin_explore", args=[many_pages.pk])
    ours = {
        "reviews": reverse("desk:reviews"),
        "all reviews, by title": f"{reverse('desk:reviews')}?state=all&ordering=title",
        "the calendar": f"{reverse('desk:calendar')}?month=2026-12",
        "the first page": reverse("wagtailadmin_home"),
        "missed addresses": reverse("missed_addresses:index"),
    }
    reference, *times = median_times(client, own, *ours.values())
    found = {name: round(seconds / reference, 2) for name, seconds in zip(ours, times, strict=True)}
    assert max(found.values()) <= 2, found
