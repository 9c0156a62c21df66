"""`manage.py carelink`: links made, taken in, handed out and checked from the command line."""

from __future__ import annotations

import csv
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from spinecare.carelinks import journal, kept, timetable
from spinecare.carelinks.models import Alias, CareLink, Destination, Item, Opened, Placement
from spinecare.core.origin import origin
from tests.pages.site_parts import page_at
from tests.signoff.people import AUTHOR, person

from .conftest import MakeLink
from .ledger import placed

SURGERY, CARERS = "/treatments/surgery/", "/support/for-carers/"

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    """What it says. What happens when a change is sure happens at its end."""
    said = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("carelink", *arguments, stdout=said)
    return said.getvalue().splitlines()


def refused(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    return error.value.returncode, str(error.value)


# --- create -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [SURGERY, "treatments/surgery", f"{origin()}{SURGERY}", f"  {SURGERY}?q=x "])
def test_a_link_is_made_and_printed(path: str) -> None:
    (address,) = run("create", path)
    link = CareLink.objects.get()
    assert address == f"{origin()}/go/{link.code}"
    assert link.items.get().destination.page == page_at(SURGERY).page_ptr
    assert journal.has_code(link.code)


def test_with_everything_said_about_it() -> None:
    (address,) = run(
        "create", SURGERY, "--alias", "steroids", "--section", "harms-serious", "--note", "Read this.", "--discreet"
    )
    link = CareLink.objects.get()
    assert address == f"{origin()}/go/steroids"
    assert (link.note, link.discreet, link.items.get().anchor) == ("Read this.", True, "harms-serious")


def test_several_pages_are_a_list() -> None:
    run("create", CARERS, f"{SURGERY}#harms-serious")
    assert [item.anchor for item in CareLink.objects.get().items.all()] == ["", "harms-serious"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/nowhere/"], "There is no page at “/nowhere/”."),
        (["https://elsewhere.example/treatments/surgery/"], "is not on this site"),
        ([SURGERY, "--section", "no-such-part"], "has no section “no-such-part”"),
        ([SURGERY, "--alias", "No!"], "small letters"),
        ([SURGERY, CARERS, "--section", "harms-serious"], "--section goes with one page"),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], words: str) -> None:
    code, said = refused("create", *arguments)
    assert code == 2
    assert words in said
    assert not CareLink.objects.exists()


def test_a_name_is_given_once() -> None:
    run("create", SURGERY, "--alias", "steroids")
    assert refused("create", CARERS, "--alias", "steroids")[0] == 2
    assert CareLink.objects.count() == 1


@pytest.mark.parametrize("arguments", [[], ["create"], ["import"], ["dance"], ["create", SURGERY, "--sing"]])
def test_what_is_not_understood_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


# --- import -------------------------------------------------------------------------------------------------------

HEAD = "path,alias,section,used in,kind,owner"


@pytest.fixture
def listed(tmp_path: Path):
    def write(*lines: str, head: str = HEAD, encoding: str = "utf-8") -> str:
        file = tmp_path / "links.csv"
        file.write_text("\r\n".join([head, *lines]), encoding=encoding)
        return str(file)

    return write


def counts() -> tuple[int, int, int]:
    return CareLink.objects.count(), Alias.objects.count(), Placement.objects.count()


def test_a_list_is_taken_in_once(listed) -> None:
    olga = person("olga", AUTHOR)
    file = listed(
        f"{SURGERY},surgery-first,,Letter A,letter,olga",
        f"{SURGERY},,harms-serious,Letter B,Letter template,OLGA@example.org",
        "",
        f"{SURGERY},,harms-serious,Leaflet C,leaflet,olga",
        f"{SURGERY}#harms-serious,,,Leaflet C,leaflet,olga",
        f"{origin()}{CARERS},,,,,",
        f"{CARERS},,,,,",
    )
    said = run("import", file)
    assert said[-1] == "Links made: 4. There already: 2."
    assert said[0] == f"{origin()}/go/surgery-first  {SURGERY}"
    assert counts() == (4, 1, 3)
    assert set(Placement.objects.values_list("name", "kind", "owner")) == {
        ("Letter A", "letter", olga.pk),
        ("Letter B", "letter", olga.pk),
        ("Leaflet C", "leaflet", olga.pk),
    }
    assert len(journal.read().lines) == 4
    assert run("import", file)[-1] == "Links made: 0. There already: 6."
    assert counts() == (4, 1, 3)


def test_spreadsheets_write_lists_in_many_ways(listed) -> None:
    run("import", listed(f"{SURGERY}; surgery-first", head="Path;Alias", encoding="utf-8-sig"))
    run("import", listed(f'surgery-second\t"{SURGERY}"', head="alias\tpath"))
    assert sorted(Alias.objects.values_list("name", flat=True)) == ["surgery-first", "surgery-second"]


def test_one_wrong_row_and_nothing_is_taken_in(listed) -> None:
    person("olga", AUTHOR)
    run("create", CARERS, "--alias", "carers")
    before = counts()
    code, said = refused(
        "import",
        listed(
            f"{SURGERY},fine,,Letter A,letter,olga",
            "/nowhere/,,,,,",
            f"{SURGERY},,no-such-part,,,",
            f"{SURGERY},carers,,,,",
            "",
            f"{SURGERY},,,Letter B,paper,olga",
            f"{SURGERY},,,Letter B,letter,nobody",
            f"{SURGERY},,,,letter,olga",
            f"{SURGERY},,,Letter to Mrs Miller,letter,olga",
            f"{SURGERY},no name at all!,,,,",
        ),
    )
    assert code == 1
    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "Nothing was taken in.", "line 3", "line 4", "line 5", "line 7", "line 8", "line 9", "line 10", "line 11",
    ]  # fmt: skip
    for words in (
        "no page at “/nowhere/”",
        "no section",
        "leads elsewhere",
        "must be one of: letter,",
        "no account has",
    ):
        assert words in said, words
    assert counts() == before
    assert len(journal.read().lines) == 1


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", 1, "The file is empty"),
        ("alias,owner\nx,y\n", 1, "line 1: The column “path” is missing"),
        ("path,path\n", 1, "there twice"),
        ("path,patient\n", 1, "Nothing is known of a column “patient”"),
        ("path,alias\n/a/,b,c\n", 1, "line 2: There are more cells than columns"),
        ('path\n"/a/\n', 1, "line 2"),
        ("path\n\xff\n", 2, "cannot be read"),
    ],
)
def test_a_file_that_is_no_list(content: str, code: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_bytes(content.encode("latin-1") if "\xff" in content else content.encode())
    assert refused("import", str(file))[0] == code
    assert words in refused("import", str(file))[1]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused("import", str(tmp_path / "none.csv"))[0] == 2


# --- export -------------------------------------------------------------------------------------------------------


def test_all_links_as_a_list(link_to: MakeLink, tmp_path: Path) -> None:
    link = link_to(CARERS, SURGERY, alias="before-you-come")
    placed(link, "Letter A")
    placed(
        link, "Old letter", since=timezone.localdate().replace(year=2020), until=timezone.localdate().replace(year=2021)
    )
    Opened.objects.create(link=link, day=timezone.localdate(), times=4)
    rows = list(csv.DictReader(run("export")))
    assert rows == [
        {
            "code": link.code,
            "address": f"{origin()}/go/before-you-come",
            "names": "before-you-come",
            "pages": f"{page_at(CARERS).title}; {page_at(SURGERY).title}",
            "opened": "4",
            "used in": "Letter A",
        }
    ]
    assert run("export", str(tmp_path / "out.csv")) == ["Links written: 1."]
    assert list(csv.DictReader((tmp_path / "out.csv").read_text().splitlines())) == rows
    assert refused("export", str(tmp_path / "no" / "such" / "folder.csv"))[0] == 2


# --- check --------------------------------------------------------------------------------------------------------


def test_checking_says_what_leads_nowhere(link_to: MakeLink) -> None:
    link, meant, fine = link_to(SURGERY), link_to(CARERS), link_to("/treatments/corticosteroids/")
    assert run("check") == ["Every link opens its page."]
    for gone in (SURGERY, CARERS):
        page_at(gone).__class__.objects.filter(pk=page_at(gone).pk).update(live=False)
    Destination.objects.filter(items__link=meant).update(answer="explain")
    said = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("carelink", "check", stdout=said)
    assert error.value.returncode == 1
    assert f"{link.code}  “Surgery” is gone: nobody has said" in said.getvalue()
    assert f"{meant.code}  “{page_at(CARERS).title}” is gone: explained" in said.getvalue()
    assert fine.code not in said.getvalue()
    Destination.objects.filter(items__link=link).update(answer="explain")
    assert run("check")[-1] == "Every other link opens its page."


def test_checking_takes_in_what_a_restored_backup_forgot() -> None:
    run("create", SURGERY, "--alias", "steroids")
    code = CareLink.objects.get().code
    Alias.objects.all()._raw_delete("default")
    Item.objects.all()._raw_delete("default")
    CareLink.objects.all()._raw_delete("default")
    assert run("check")[0] == f"{code}  taken in from the journal: the database had forgotten it"
    assert CareLink.objects.get().path == "/go/steroids"


def test_the_schedule_writes_down_anew_what_is_old_or_missing(link_to: MakeLink, tmp_path: Path) -> None:
    kept.forget()
    timetable.what_is_due().do()
    assert timetable.what_is_due() is None
    file = tmp_path / "published" / "care-links" / kept.FILE
    old = file.stat().st_mtime - 601
    os.utime(file, (old, old))
    assert timetable.what_is_due().name == "care links"
