"""The ledger: where links are used, who answers for it, and what of it an editor sees. Never a patient."""

from __future__ import annotations

import csv
import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from spinecare.carelinks.models import Opened, Placement
from spinecare.carelinks.no_patients import refuse_personal_data
from spinecare.carelinks.reliance import Reliance, Use, relied_on_by
from tests.pages.site_parts import page_at
from tests.signoff.people import AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, person, signed_in

from .conftest import MakeLink
from .ledger import keeper, placed

pytestmark = pytest.mark.django_db

LIST = "/admin/care-links/placements/"
SURGERY, STEROIDS, CARERS = "/treatments/surgery/", "/treatments/corticosteroids/", "/support/for-carers/"
YESTERDAY = datetime.timedelta(days=-1)


@pytest.fixture
def nora() -> Client:
    return signed_in(keeper(first_name="Nora", last_name="Nurse"))


def filled_in(link: str, **fields: object) -> dict[str, object]:
    values = {"link": link, "kind": "letter", "name": "Clinic letter 12", "since": "2026-11-23", "until": ""}
    return {name: value for name, value in (values | fields).items() if value is not None}


# --- Writing it down ----------------------------------------------------------------------------------------------


def test_a_letter_is_written_down(nora: Client, link_to: MakeLink) -> None:
    link, owner = (
        link_to(SURGERY, alias="steroids-at-home"),
        person("olga", AUTHOR, first_name="Olga", last_name="Owner"),
    )
    form = nora.get(f"{LIST}new/?link={link.code}").content.decode()
    assert f'value="{link.code}"' in form
    assert "Olga Owner" in form
    for number, typed in enumerate((link.code.lower(), link.address, "Steroids at home")):
        answer = nora.post(f"{LIST}new/", filled_in(typed, owner=owner.pk, name=f"Letter {number}"))
        assert answer.status_code == 302, answer.content.decode()
    assert [each.link for each in Placement.objects.all()] == [link, link, link]
    listed = nora.get(LIST).content.decode()
    for words in (
        "Letter 0",
        "Letter template",
        link.code,
        "Surgery",
        "Olga Owner",
        date_format(datetime.date(2026, 11, 23), "DATE_FORMAT"),
    ):
        assert words in listed, words


def test_it_is_changed_and_ended(nora: Client, link_to: MakeLink) -> None:
    row = placed(link_to(SURGERY), owner=person("olga", AUTHOR), since=datetime.date(2026, 1, 1))
    form = nora.get(f"{LIST}edit/{row.pk}/").content.decode()
    assert f'value="{row.link.code}"' in form
    ended = timezone.localdate() + YESTERDAY
    changed = filled_in(
        row.link.code, name="Letter 13", owner=row.owner_id, since="2026-01-01", until=ended.isoformat()
    )
    assert nora.post(f"{LIST}edit/{row.pk}/", changed).status_code == 302
    nora.get("/admin/")
    assert "Letter 13" not in nora.get(LIST).content.decode()
    assert "Letter 13" in nora.get(f"{LIST}?use=all").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"link": "K7M4R"}, "never given out this link"),
        ({"name": "Letter to Mrs Miller"}, "something about a person"),
        ({"until": "2026-11-22"}, "before the first one"),
        ({"owner": None}, "required"),
    ],
)
def test_what_is_wrong_is_said(wrong: dict[str, str], words: str, nora: Client, link_to: MakeLink) -> None:
    values = {"link": link_to(SURGERY).code, "owner": person("olga", AUTHOR).pk} | wrong
    answer = nora.post(f"{LIST}new/", filled_in(**values))
    assert words in answer.content.decode()
    assert not Placement.objects.exists()


def test_the_same_is_not_written_down_twice(nora: Client, link_to: MakeLink) -> None:
    row = placed(link_to(SURGERY), owner=person("olga", AUTHOR))
    answer = nora.post(f"{LIST}new/", filled_in(row.link.code, owner=row.owner_id))
    assert "in the ledger for this place already" in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "Letter to jane@example.org", "Jane, 03/04/1961", "born 1961", "1961-03-04", "4.3.61", "MRN 12", "DOB",
        "Letter 4471 0098 12", "Call 555-010-0199", "Mr. Miller's letter", "for Mrs Miller", "date of birth",
        "Patient no 12",
    ],
)  # fmt: skip
def test_what_may_be_about_a_person_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_personal_data(text)
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Clinic letter 12", "Patient leaflet, March 2026", "Leaflet v2.1 (2026)", "Letter 2026-03", "Form 10023",
        "Ward 4/5 discharge email", "Newborn clinic, letter B", "Dr Jones's clinic: first visit", "Steroids 24/7 card",
    ],
)  # fmt: skip
def test_what_papers_are_called_is_not(text: str) -> None:
    refuse_personal_data(text)


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_list_is_searched_filtered_and_taken_away(nora: Client, link_to: MakeLink) -> None:
    olga, otto = person("olga", AUTHOR), person("otto", AUTHOR)
    link = link_to(SURGERY, CARERS)
    placed(link, "Letter A", olga)
    placed(link_to(CARERS), "Leaflet B", otto, kind="leaflet")
    Opened.objects.create(link=link, day=timezone.localdate(), times=7)
    Opened.objects.create(link=link, day=timezone.localdate() + YESTERDAY, times=5)
    for asked, found, left_out in (
        ("?q=surgery", "Letter A", "Leaflet B"),
        (f"?q={link.code.lower()}", "Letter A", "Leaflet B"),
        ("?kind=leaflet", "Leaflet B", "Letter A"),
        (f"?owner={otto.pk}", "Leaflet B", "Letter A"),
        (f"?page={page_at(SURGERY).pk}", "Letter A", "Leaflet B"),
    ):
        listed = nora.get(LIST + asked).content.decode()
        assert found in listed, asked
        assert left_out not in listed, asked
    assert nora.get(f"{LIST}?q=r").content.decode().count(">Letter A<") <= 1
    lines = b"".join(nora.get(f"{LIST}?export=csv").streaming_content).decode().splitlines()
    rows = {row["Used in"]: row for row in csv.DictReader(lines)}
    assert set(rows) == {"Letter A", "Leaflet B"}
    assert rows["Letter A"]["Opened in the last 30 days, at least"] == "12"
    assert rows["Letter A"]["Link"] == link.address
    assert rows["Letter A"]["Pages"] == f"Surgery, {page_at(CARERS).title}"


def test_whoever_may_not_make_links_may_not_look(link_to: MakeLink) -> None:
    row = placed(link_to(SURGERY))
    rhea = signed_in(person("rhea", CLINICAL_REVIEWER))
    for address in (LIST, f"{LIST}new/", f"{LIST}edit/{row.pk}/", f"{LIST}delete/{row.pk}/"):
        assert rhea.get(address).status_code == 302, address
        rhea.post(address, {})
    assert Placement.objects.get() == row
    assert "care-link-placements" not in rhea.get("/admin/").content.decode()
    assert "care-link-placements" in signed_in(keeper()).get("/admin/").content.decode()


# --- Who relies on a page -----------------------------------------------------------------------------------------


def test_who_relies_on_a_page(link_to: MakeLink) -> None:
    olga = person("olga", AUTHOR, first_name="Olga", last_name="Owner")
    one, both, other = link_to(SURGERY), link_to(CARERS, SURGERY), link_to(CARERS)
    placed(one, "Letter A", olga)
    placed(both, "Letter B", olga)
    placed(one, "Leaflet C", None, kind="leaflet")
    placed(both, "Leaflet C", None, kind="leaflet")
    placed(one, "Old letter", olga, until=timezone.localdate() + YESTERDAY)
    placed(other, "Elsewhere", olga)
    Opened.objects.create(link=one, day=timezone.localdate(), times=3)
    Opened.objects.create(link=other, day=timezone.localdate(), times=50)
    reliance = relied_on_by(one.items.get().destination)
    assert reliance.in_words == "2 letters and 1 leaflet"
    assert (reliance.links, reliance.opened) == (2, 3)
    assert reliance.names == ["Leaflet C", "Letter A", "Letter B"]
    assert reliance.owners == ["Olga Owner"]
    assert Use("letter", "Letter A", "Olga Owner", one.code) in reliance.uses


def test_links_of_pages_that_lead_here_count_too(link_to: MakeLink) -> None:
    first, second, last = (link_to(address).items.get().destination for address in (CARERS, STEROIDS, SURGERY))
    placed(first.items.get().link, "Letter A")
    for gone, instead in ((first, second), (second, last), (last, first)):
        gone.answer, gone.leads_to = "lead", instead
        gone.save()
    assert relied_on_by(last).names == ["Letter A"]
    assert relied_on_by(last).links == 3


def test_nobody_relies_on_most_pages(link_to: MakeLink) -> None:
    destination = link_to(SURGERY).items.get().destination
    assert relied_on_by(destination) == Reliance(links=1)
    destination.items.all().delete()
    assert not relied_on_by(destination)


def test_an_editor_sees_who_relies_on_the_page(link_to: MakeLink) -> None:
    link, editor = link_to(SURGERY), signed_in(person("erin", CONTENT_EDITOR))
    address = f"/admin/pages/{page_at(SURGERY).pk}/edit/"
    assert "point here" not in editor.get(address).content.decode(), "a link that stands nowhere is nobody's trouble"
    for name in ("A", "B", "C"):
        placed(link, f"Letter {name}")
    placed(link, "Leaflet D", kind="leaflet")
    assert "3 letters and 1 leaflet point here." in editor.get(address).content.decode()
    assert "point here" not in editor.get(f"/admin/pages/{page_at(CARERS).pk}/edit/").content.decode()


def test_one_letter_points(link_to: MakeLink) -> None:
    editor = person("erin", CONTENT_EDITOR)
    editor.user_permissions.set(keeper().user_permissions.all())
    placed(link_to(SURGERY))
    seen = signed_in(editor).get(f"/admin/pages/{page_at(SURGERY).pk}/edit/").content.decode()
    assert "1 letter points here." in seen
    assert f"{LIST}?page={page_at(SURGERY).pk}" in seen
