"""The starter loader: whole the first time, nothing the second, and never over an editor's work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from spinecare.core.models import CenterSettings
from spinecare.editorial.models import EmergencyCard, Source
from spinecare.home.models import StandardPage
from spinecare.starter.documents import CONTENT_DIR, ContentError, read_documents
from spinecare.starter.loader import OccupiedSite, StarterLoader
from spinecare.starter.models import StarterRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the starter's files that a test may change."""
    return Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def page_at(address: str) -> Page:
    return Page.objects.get(url_path=f"/home{address}").specific


def test_a_second_run_writes_nothing(client: Client) -> None:
    assert client.get("/symptoms/").status_code == 200
    before = set(Page.objects.values_list("pk", "latest_revision_id"))
    assert set(StarterLoader().run()) == {"unchanged"}
    assert set(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_every_file_becomes_a_live_page() -> None:
    for document in read_documents():
        assert page_at(document.address).live, document.address


def test_a_changed_file_changes_its_page_alone(content: Path) -> None:
    change(content / "treatments" / "surgery.md", 'headline = "Surgery', 'headline = "Plain surgery')
    outcome = StarterLoader(content).run()
    assert outcome["written"] == 1
    assert page_at("/treatments/surgery/").headline.startswith("Plain surgery")


def test_what_an_editor_has_changed_is_left_alone(content: Path) -> None:
    page = page_at("/treatments/surgery/")
    page.headline = "The editor's headline"
    page.save_revision().publish()
    change(content / "treatments" / "surgery.md", 'headline = "Surgery', 'headline = "Plain surgery')
    outcome = StarterLoader(content).run()
    assert outcome["left alone"] == 1
    assert page_at("/treatments/surgery/").headline == "The editor's headline"


def test_an_editors_draft_is_left_alone(content: Path) -> None:
    page = page_at("/treatments/surgery/")
    page.headline = "Not published yet"
    page.save_revision()
    change(content / "treatments" / "surgery.md", 'headline = "Surgery', 'headline = "Plain surgery')
    StarterLoader(content).run()
    assert page_at("/treatments/surgery/").get_latest_revision_as_object().headline == "Not published yet"


def test_a_changed_emergency_number_is_left_alone(content: Path) -> None:
    card = EmergencyCard.objects.get()
    card.number = "112"
    card.save()
    change(content / "emergency-card.toml", 'heading = "', 'heading = "New: ')
    StarterLoader(content).run()
    card.refresh_from_db()
    assert card.number == "112"
    assert not card.heading.startswith("New")


def test_changed_settings_and_sources_are_left_alone(content: Path) -> None:
    CenterSettings.objects.update(name="Riverside Spine")
    Source.objects.filter(key="patchell-2005").update(title="Checked title")
    change(content / "center.toml", 'tagline = "', 'tagline = "New ')
    change(content / "sources.toml", 'title = "Surgery plus radiation', 'title = "New: surgery plus radiation')
    StarterLoader(content).run()
    assert CenterSettings.load().name == "Riverside Spine"
    assert Source.objects.get(key="patchell-2005").title == "Checked title"


def test_a_deleted_page_stays_deleted() -> None:
    page_at("/support/groups/").delete()
    outcome = StarterLoader().run()
    assert outcome["gone"] == 1
    assert not Page.objects.filter(slug="groups").exists()


def test_a_renamed_page_is_not_made_again() -> None:
    page = page_at("/support/groups/")
    page.slug = "meeting-others"
    page.save_revision().publish()
    StarterLoader().run()
    assert not Page.objects.filter(slug="groups").exists()


def test_a_new_file_becomes_a_page(content: Path) -> None:
    shutil.copy(content / "about" / "privacy.md", content / "about" / "cookies.md")
    StarterLoader(content).run()
    assert page_at("/about/cookies/").live


def test_a_database_with_somebodys_site_is_refused() -> None:
    StarterRecord.objects.all().delete()
    before = Page.objects.count()
    with pytest.raises(OccupiedSite):
        StarterLoader().run()
    with pytest.raises(CommandError, match="already holds a site"):
        call_command("load_starter")
    assert Page.objects.count() == before


def test_one_page_of_somebodys_own_is_enough_to_refuse() -> None:
    StarterRecord.objects.all().delete()
    root = Page.get_first_root_node()
    root.get_children().delete()
    Page.get_first_root_node().add_child(instance=StandardPage(title="Mine", summary="Mine."))
    with pytest.raises(OccupiedSite):
        StarterLoader().run()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("treatments/surgery.md", "+++", "", r"surgery\.md: it must begin with TOML"),
        ("treatments/surgery.md", "order = ", "order == ", r"surgery\.md: its TOML cannot be read"),
        ("treatments/surgery.md", "## Benefits", "## Advantages", r"surgery\.md: .*no part called “Advantages”"),
        ("treatments/surgery.md", "/treatments/", "/treatment/", r"surgery\.md: .*no such page"),
        (
            "treatments/surgery.md",
            'model = "treatments.',
            'model = "treatment.',
            r"surgery\.md: it names no page model",
        ),
        ("treatments/surgery.md", "- patchell-2005 :", "- patchell-2006 :", r"no source called patchell-2006"),
        ("about/privacy.md", "order = ", "colour = 1\norder = ", r"privacy\.md: .*no field colour"),
    ],
)
def test_a_mistake_in_a_file_is_named_and_nothing_is_written(
    content: Path, name: str, old: str, new: str, message: str
) -> None:
    before = set(Page.objects.values_list("pk", "latest_revision_id"))
    change(content / name, old, new)
    with pytest.raises(ContentError, match=message):
        StarterLoader(content).run()
    assert set(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_block_ids_do_not_change_when_a_file_is_loaded_again(content: Path) -> None:
    def ids() -> list[str]:
        return [block.id for block in page_at("/symptoms/").sections]

    before = ids()
    change(content / "symptoms.md", 'summary = "', 'summary = "Now: ')
    StarterLoader(content).run()
    assert page_at("/symptoms/").summary.startswith("Now: ")
    assert ids() == before
