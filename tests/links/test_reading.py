"""Every link of a page is found, with the words an editor needs to find it too."""

from __future__ import annotations

import pytest
from django.apps import apps
from wagtail import hooks

from spinecare.core.models import CenterSettings
from spinecare.links.found import FoundLink
from spinecare.links.gathering import gather
from spinecare.links.models import Link, LinkUse
from spinecare.links.reading import links_in, links_on
from spinecare.links.targets import Whereto, filed

from .making import section, standard_page, to_address, to_page, uses_on

pytestmark = pytest.mark.django_db


def test_a_link_in_a_section_says_where_it_stands() -> None:
    page = standard_page("About links", to_address("https://example.org/a", "the <b>good</b> site"))
    (found,) = links_on(page)
    block = page.sections[0]
    prose = block.value["content"][0]
    assert found == FoundLink(
        "https://example.org/a",
        "Sections, Section “About”, Text",
        "the good site",
        page.pk,
        f"sections.{block.id}.content.{prose.id}",
    )


def test_the_place_is_the_one_wagtail_knows() -> None:
    """The editor scrolls to it: Wagtail's own list of uses names the same."""
    from wagtail.models import ReferenceIndex

    target = standard_page("Aim")
    page = standard_page("Source", to_page(target.pk))
    page.save_revision().publish()
    known = ReferenceIndex.get_references_to(target).get()
    (found,) = links_on(page)
    assert found.content_path == known.content_path


def test_every_kind_of_place_is_read() -> None:
    target = standard_page("Aim")
    table = {
        "columns": [{"type": "text", "heading": "A"}, {"type": "rich_text", "heading": "Where"}],
        "rows": [{"values": ["words", to_page(target.pk, "in a table")]}],
        "caption": "",
    }
    page = standard_page("All", to_page(target.pk, "in prose"))
    content = page.sections.stream_block.child_blocks["section"].child_blocks["content"]
    page.sections = [
        (
            "section",
            {
                "heading": "About",
                "content": [
                    ("note", {"title": "N", "text": _rich(to_page(target.pk, "in a box"))}),
                    ("table", content.child_blocks["table"].to_python(table)),
                    ("steps", [{"when": "", "title": "S", "text": _rich(to_page(target.pk, "in a step"))}]),
                ],
            },
        )
    ]
    assert [found.text for found in links_on(page)] == ["in a box", "in a table", "in a step"]
    assert {found.target for found in links_on(page)} == {f"page:{target.pk}"}


def _rich(html: str):
    from wagtail.rich_text import RichText

    return RichText(html)


def test_a_chosen_page_is_a_link_even_when_it_is_gone() -> None:
    home = apps.get_model("home", "HomePage").objects.get()
    target = standard_page("Soon gone")
    home.tasks = [("task", {"title": "Go", "text": "There", "page": target})]
    home.save()
    gone = target.pk
    target.delete()
    home = type(home).objects.get(pk=home.pk)
    assert any(
        found.target == f"page:{gone}" and found.place == "What people come to do, Task “Go”, Page"
        for found in links_on(home)
    )


def test_what_other_rooms_mark_in_links_of_their_own_is_theirs() -> None:
    page = standard_page("Marked", '<p><a linktype="fact" id="3">14 in 100</a> <a id="x">anchor</a></p>')
    assert list(links_on(page)) == []


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://Example.org", (Whereto.EXTERNAL, "https://Example.org/")),
        ("https://example.org/a#b", (Whereto.EXTERNAL, "https://example.org/a")),
        ("https://example.org/a b?q=é", (Whereto.EXTERNAL, "https://example.org/a%20b?q=%C3%A9")),
        ("//example.org/x", None),
        ("/treatments/?a=1#b", (Whereto.INTERNAL, "/treatments/?a=1")),
        ("page:5", (Whereto.INTERNAL, "page:5")),
        ("mailto:a@example.org", None),
        ("tel:5550100", None),
        ("#harms", None),
        ("", None),
        ("javascript:alert(1)", None),
    ],
)
def test_what_a_link_is_filed_under(written: str, address: tuple[Whereto, str] | None, settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://spinecare.example"
    if written.startswith("//"):
        address = (Whereto.EXTERNAL, "https://example.org/x")
    assert filed(written) == address


def test_an_address_of_this_site_written_out_is_internal(settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://spinecare.example"
    assert filed("https://spinecare.example/trials/") == (Whereto.INTERNAL, "/trials/")


def test_gathering_again_changes_nothing_and_mends_what_changed() -> None:
    page = standard_page("Changing", to_address("https://example.org/old"))
    gather()
    before = set(LinkUse.objects.values_list("pk", flat=True))
    gather()
    assert set(LinkUse.objects.values_list("pk", flat=True)) == before
    page.sections = section(to_address("https://example.org/new"))
    page.save()
    gather()
    assert [use.link.address for use in uses_on(page)] == ["https://example.org/new"]
    assert not Link.objects.filter(address="https://example.org/old").exists()


def test_drafts_are_not_read() -> None:
    page = standard_page("Draft", to_address("https://example.org/draft"), live=False)
    gather()
    assert uses_on(page) == []


def test_menus_and_the_foot_are_read_once_for_all_pages() -> None:
    center = CenterSettings.load()
    center.footer_text = to_address("https://example.org/foot")
    center.save()
    gather()
    use = LinkUse.objects.get(link__address="https://example.org/foot")
    assert use.page is None
    assert use.place == "Every page: Text at the foot of every page"
    assert f"/{center.pk}/" in use.edit_url


def test_other_rooms_can_add_theirs() -> None:
    found = FoundLink("https://example.org/source", "Sources: a study", edit_url="/admin/somewhere/")
    with hooks.register_temporarily("more_links", lambda: [found]):
        gather()
    assert LinkUse.objects.get(link__address="https://example.org/source").place == "Sources: a study"


def test_the_whole_sample_site_is_read() -> None:
    gather()
    assert LinkUse.objects.exclude(page=None).values("page").distinct().count() > 20
    assert set(links_in(CenterSettings.load()))
