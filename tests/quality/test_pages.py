"""The starter's clinical pages are at their targets, and what is kept about them belongs to them as they stand."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from spinecare.editorial.page_text import text_of
from spinecare.starter.documents import CONTENT_DIR, read_documents
from spinecare.starter.quality.records import RATINGS, file_name, readers
from spinecare.starter.quality.report import clinical_pages, report_on
from tests.pages.site_parts import page_at, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports():
    return [report_on(page) for page in clinical_pages()]


def test_every_page_is_easy_enough_to_read(reports) -> None:
    too_hard = {report.address: report.reading for report in reports if not report.readable}
    assert not too_hard


def test_every_number_on_a_clinical_page_is_a_fact(reports) -> None:
    untraced = {report.address: report.untraced for report in reports if report.untraced}
    assert not untraced


def test_every_part_of_every_page_is_filled(reports) -> None:
    assert not [report.address for report in reports if report.parts != report.parts_filled]


def test_two_readers_have_scored_every_page_as_it_stands(reports) -> None:
    assert len(readers()) == 2
    assert not [report.address for report in reports if len(report.ratings) < 2]
    assert not {report.address for report in reports if report.outdated}


def test_every_page_is_at_its_targets(reports) -> None:
    assert not [report.address for report in reports if not report.on_target]


def test_nothing_is_kept_about_a_page_that_is_gone() -> None:
    known = {file_name(document.address) for document in read_documents(CONTENT_DIR)} | {"reader.toml"}
    kept = {path.name for path in RATINGS.rglob("*.toml")}
    assert kept <= known


def test_the_text_measured_is_the_readers_own() -> None:
    text = text_of(page_at("/treatments/surgery/"))
    assert text.in_short
    words = " ".join(text.all)
    assert "{emergency_number}" not in words
    assert "What the picture shows" not in words
    assert "Sample text" not in words


@pytest.mark.parametrize(
    ("old", "new"),
    [("Poor sleep, mood change", "No harm"), ("What decides the plan", "Who is in charge")],
    ids=["a table", "a heading"],
)
def test_whatever_a_reader_judged_belongs_to_the_fingerprint(old: str, new: str) -> None:
    page = page_at("/treatments/")
    before = report_on(page).fingerprint
    stored = json.dumps(page.sections.get_prep_value())
    assert old in stored, "the page has changed: choose other words"
    page.sections = json.loads(stored.replace(old, new))
    publish(page)
    assert report_on(page_at("/treatments/")).fingerprint != before


def test_the_command_prints_a_row_for_each_page_and_who_scored() -> None:
    out = StringIO()
    call_command("page_quality", stdout=out)
    table = out.getvalue()
    assert all(f"\n{page.url_path.removeprefix('/home')}" in table for page in clinical_pages())
    assert "Reader first:" in table


def test_the_command_shows_the_text_it_measured() -> None:
    out = StringIO()
    call_command("page_quality", "/emergency/", "--text", stdout=out)
    assert "fingerprint: " in out.getvalue()


def test_the_command_names_what_is_wrong() -> None:
    page = page_at("/treatments/surgery/")
    page.daily_life = "<p>It works in 99 in 100 people.</p>"
    page.save_revision().publish()
    out = StringIO()
    call_command("page_quality", "/treatments/surgery/", "--faults", stdout=out)
    assert "a number outside a Fact: “It works in 99 in 100 people.”" in out.getvalue()
    assert "scored an earlier text" in out.getvalue()


def test_the_command_refuses_an_address_without_a_clinical_page() -> None:
    with pytest.raises(CommandError, match="/nowhere/"):
        call_command("page_quality", "/nowhere/")
