"""The reports of the desk: what they list, whom they let in, and choosing who looks after texts."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page

from spinecare.desk.looking_after import APPOINT
from spinecare.editorial.models import Contact
from spinecare.users.models import User
from tests.pages.site_parts import new_treatment, page_at
from tests.signoff.people import (
    ADMINISTRATOR,
    AUTHOR,
    CLINICAL_REVIEWER,
    CONTENT_EDITOR,
    LINK_STEWARD,
    person,
    signed_in,
)

from .making import days, put_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return person("edna", CONTENT_EDITOR, first_name="Edna", last_name="Editor")


@pytest.fixture
def author() -> User:
    return person("arthur", AUTHOR)


@pytest.fixture
def clocks(editor, author) -> dict[str, Page]:
    """One text of each state."""
    today = timezone.localdate()
    return {
        "overdue": put_clock(page_at("/treatments/surgery/"), today - days(1), editor),
        "due-soon": put_clock(page_at("/treatments/proton-therapy/"), today + days(30), author, editor),
        "in-date": put_clock(page_at("/treatments/bone-cement/"), today + days(300), author),
        "unsigned": page_at("/treatments/corticosteroids/"),
    }


def report(client: Client, name: str = "reviews", **asked: str) -> BeautifulSoup:
    answer = client.get(reverse(f"desk:{name}"), asked)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(client: Client, name: str = "reviews", **asked: str) -> list[str]:
    return [cell.get_text(strip=True) for cell in report(client, name, **asked).select("td .title-wrapper")]


def row(soup: BeautifulSoup, title: str) -> Tag:
    return next(each for each in soup.select("tbody tr") if title in each.get_text())


# --- Reviews ------------------------------------------------------------------------------------------------------


def test_each_state_can_be_asked_for(editor, clocks) -> None:
    client = signed_in(editor)
    for state, page in clocks.items():
        listed = titles(client, state=state, q=page.title)
        assert page.title in listed, state
        for other in clocks.keys() - {state}:
            assert clocks[other].title not in titles(client, state=state, q=clocks[other].title)
    assert clocks["in-date"].title not in titles(client)
    assert titles(client)[:2] == ["Surgery", "Proton therapy"]
    assert "Bone cement" in titles(client, state="all", q="bone")


def test_it_can_be_narrowed_to_kinds_and_people(editor, author, clocks) -> None:
    client = signed_in(editor)
    assert set(titles(client, looked_after_by="me")) == {"Surgery", "Proton therapy"}
    assert titles(client, looked_after_by=str(author.pk)) == ["Proton therapy"]
    unowned = titles(client, looked_after_by="nobody", state="all", kind="treatments.treatmentpage")
    assert "Corticosteroids" in unowned
    assert not {"Surgery", "Proton therapy", "Bone cement"} & set(unowned)
    assert set(titles(client, kind="editorial.contact")) == {str(each) for each in Contact.objects.all()}


def test_it_can_be_sorted(editor, clocks) -> None:
    client = signed_in(editor)
    asked = {"state": "all", "kind": "treatments.treatmentpage"}
    by_title = titles(client, ordering="title", **asked)
    assert by_title == sorted(by_title, key=str.casefold)
    assert titles(client, ordering="-title", **asked) == by_title[::-1]
    for key in ("kind", "owner", "-deputy", "reviewed", "due", "-state", "nonsense"):
        assert set(titles(client, ordering=key, **asked)) == set(by_title)


def test_a_row_says_what_there_is_to_know_and_leads_to_the_editor(editor, clocks) -> None:
    soup = report(signed_in(editor))
    surgery = row(soup, "Surgery")
    assert "Overdue" in surgery.get_text()
    assert "Edna Editor" in surgery.get_text()
    links = [link["href"] for link in surgery.select("a")]
    assert links == [reverse("wagtailadmin_pages:edit", args=[clocks["overdue"].pk]), "/treatments/surgery/"]


def test_a_reviewer_reads_and_neither_edits_nor_appoints(clocks) -> None:
    soup = report(signed_in(person("rita", CLINICAL_REVIEWER)))
    assert [link["href"] for link in row(soup, "Surgery").select("a")] == ["/treatments/surgery/"]
    assert not soup.select("#look-after, input[name=text]")


def test_spreadsheets_have_every_row(editor, clocks) -> None:
    client = signed_in(editor)
    address = reverse("desk:reviews")
    answer = client.get(address, {"export": "csv", "state": "overdue"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0] == "Title,Kind,State,Review due,Reviewed on,Reviewed by,Owner,Deputy,Address"
    assert lines[1].startswith("Surgery,Treatment page,Overdue,")
    assert "Edna Editor,,/treatments/surgery/" in lines[1]
    answer = client.get(address, {"export": "xlsx", "state": "all"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert "Bone cement" in {cells[0].value for cells in sheet.iter_rows(min_row=2)}


@pytest.mark.parametrize("name", ["reviews", "waiting", "calendar"])
@pytest.mark.parametrize(
    ("role", "comes_in"),
    [(AUTHOR, True), (CONTENT_EDITOR, True), (CLINICAL_REVIEWER, True), (ADMINISTRATOR, True), (LINK_STEWARD, False)],
)
def test_who_comes_in(name, role, comes_in) -> None:
    client = signed_in(person("somebody", role))
    answer = client.get(reverse(f"desk:{name}"))
    assert (answer.status_code == 200) is comes_in
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse(f"desk:{name}") in menu) is comes_in
    assert Client().get(reverse(f"desk:{name}")).status_code == 302


def test_the_report_asks_no_more_when_there_are_more(editor, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(editor)
    asked = {"kind": "treatments.treatmentpage", "state": "all"}
    report(client, **asked)
    with CaptureQueriesContext(connection) as before:
        report(client, **asked)
    for number in range(6):
        new_treatment(f"Made-up {number}")
    with django_assert_num_queries(len(before)):
        assert "Made-up 5" in titles(client, **asked)


# --- Looking after texts ------------------------------------------------------------------------------------------


def test_ticked_texts_get_an_owner_and_a_deputy(editor, author, clocks) -> None:
    contact = Contact.objects.get(role="team-line")
    page = clocks["unsigned"]
    keys = [f"treatments.treatmentpage:{page.pk}", f"editorial.contact:{contact.pk}"]
    revisions = page.revisions.count()
    answer = signed_in(editor).post(
        reverse("desk:reviews"), {"text": keys, "owner": str(author.pk), "deputy": str(editor.pk)}, follow=True
    )
    assert "Done for 2 texts." in answer.content.decode()
    for text in (page, contact):
        text.refresh_from_db()
        assert (text.owner, text.deputy) == (author, editor)
        entry = registry.get_logs_for_instance(text).filter(action=APPOINT).get()
        assert (entry.user, entry.data) == (editor, {"owner": "arthur", "deputy": "Edna Editor"})
    assert page.revisions.count() == revisions
    assert page_at("/treatments/surgery/").owner == editor, "a text that was not ticked changed"


def test_one_role_can_be_left_as_it_is_and_the_other_taken_away(editor, clocks) -> None:
    page = clocks["due-soon"]
    signed_in(editor).post(
        reverse("desk:reviews"), {"text": [f"treatments.treatmentpage:{page.pk}"], "owner": "", "deputy": "nobody"}
    )
    page.refresh_from_db()
    assert page.owner.username == "arthur"
    assert page.deputy is None


def test_all_that_the_list_shows(editor, author, clocks) -> None:
    address = f"{reverse('desk:reviews')}?state=all&kind=treatments.treatmentpage&q=surgery"
    shown = titles(signed_in(editor), state="all", kind="treatments.treatmentpage", q="surgery")
    signed_in(editor).post(address, {"everything": "on", "owner": str(author.pk)})
    owned = type(clocks["overdue"]).objects.filter(owner=author).exclude(pk__in=[p.pk for p in clocks.values()])
    assert {page.title for page in owned} == set(shown) - {"Surgery"}
    assert page_at("/treatments/surgery/").owner == author
    assert page_at("/treatments/corticosteroids/").owner != author


@pytest.mark.parametrize("fields", [{}, {"owner": "999999"}, {"owner": "x"}])
def test_a_choice_of_nobody_known_changes_nothing(editor, clocks, fields) -> None:
    key = f"treatments.treatmentpage:{clocks['overdue'].pk}"
    answer = signed_in(editor).post(reverse("desk:reviews"), {"text": [key]} | fields, follow=True)
    assert "Choose an owner or a deputy" in answer.content.decode()
    assert page_at("/treatments/surgery/").owner == editor


@pytest.mark.parametrize("role", [AUTHOR, CLINICAL_REVIEWER, LINK_STEWARD])
def test_only_who_publishes_says_who_looks_after_a_text(role, clocks, editor) -> None:
    """An owner may edit a page, so to choose one is to give a right."""
    somebody = person("somebody", role)
    key = f"treatments.treatmentpage:{clocks['overdue'].pk}"
    signed_in(somebody).post(reverse("desk:reviews"), {"text": [key], "owner": str(somebody.pk)})
    assert page_at("/treatments/surgery/").owner == editor


# --- Waiting for sign-off -----------------------------------------------------------------------------------------


@pytest.fixture
def sent(author) -> Page:
    page = page_at("/treatments/surgery/")
    page.aim = "Something else."
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return page


def test_what_waits_and_on_whom(editor, author, sent) -> None:
    person("rita", CLINICAL_REVIEWER, first_name="Rita")
    soup = report(signed_in(editor), "waiting")
    waiting = row(soup, "Surgery").get_text()
    assert "arthur" in waiting
    assert "Rita" in waiting
    assert titles(signed_in(editor), "waiting", sent_by=str(author.pk)) == ["Surgery"]
    assert titles(signed_in(editor), "waiting", sent_by=str(editor.pk)) == []
    lines = b"".join(signed_in(editor).get(reverse("desk:waiting"), {"export": "csv"}).streaming_content).decode()
    assert "Surgery,Treatment page,arthur," in lines
    assert ",Rita," in lines


def test_what_waits_can_be_narrowed_to_an_owner(editor, author, sent) -> None:
    put_clock(sent, None, editor)
    other = page_at("/treatments/proton-therapy/")
    put_clock(other, None, author)
    other.save_revision(user=author)
    other.get_workflow().start(other, author)
    assert set(titles(signed_in(editor), "waiting")) == {"Surgery", "Proton therapy"}
    assert titles(signed_in(editor), "waiting", owner=str(editor.pk)) == ["Surgery"]


def test_nobody_to_sign_is_said(editor, sent) -> None:
    assert "nobody" in row(report(signed_in(editor), "waiting"), "Surgery").get_text()
