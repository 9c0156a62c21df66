"""The question before a page with links goes: on every route, and no way round it."""

from __future__ import annotations

import datetime
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from spinecare.carelinks.desk.on_the_desk import on_the_desk
from spinecare.carelinks.leaving import asking
from spinecare.carelinks.models import CareLink, Destination
from tests.pages.site_parts import page_at
from tests.signoff.people import ADMINISTRATOR, AUTHOR, CONTENT_EDITOR, LINK_STEWARD, person, signed_in
from tests.sweep.edit_form import untouched_form

from .conftest import MakeLink

pytestmark = pytest.mark.django_db

QUESTION = "/admin/care-links/leaving/"
SURGERY, SUPPORT, CARERS = "/treatments/surgery/", "/support/", "/support/for-carers/"


@pytest.fixture
def boss() -> Client:
    return signed_in(person("bea", ADMINISTRATOR))


def admin(page: Page, what: str) -> str:
    return f"/admin/pages/{page.pk}/{what}/"


def bulk(what: str, *pages: Page) -> str:
    return f"/admin/bulk/wagtailcore/page/{what}/?" + "&".join(f"id={page.pk}" for page in pages)


def asked(response: Any) -> list[str]:
    """The pages that the question to which somebody was led is about. None when nothing was asked."""
    if not (response.status_code == 302 and response["Location"].startswith(QUESTION)):
        return []
    html = BeautifulSoup(response.client.get(response["Location"]).content, "html.parser")
    return [each.get_text(strip=True) for each in html.select(".leaving__page h2")]


def answer(client: Client, question: str, link: CareLink, instead: Page | None = None) -> Any:
    name = link.items.first().destination.pk
    said = {f"{name}-answer": "lead", f"{name}-instead": instead.pk} if instead else {f"{name}-answer": "explain"}
    return client.post(question, said)


def go(link: CareLink) -> Any:
    return Client().get(f"/go/{link.code}")


# --- Routes ----------------------------------------------------------------------------------------------------------


def unpublish(client: Client, page: Page) -> Any:
    return client.post(admin(page, "unpublish"))


def delete(client: Client, page: Page) -> Any:
    return client.post(admin(page, "delete"))


def bulk_unpublish(client: Client, page: Page) -> Any:
    return client.post(bulk("unpublish", page_at("/about/"), page))


def bulk_delete(client: Client, page: Page) -> Any:
    return client.post(bulk("delete", page_at("/about/"), page))


ROUTES = (unpublish, delete, bulk_unpublish, bulk_delete)


@pytest.mark.parametrize("route", ROUTES)
def test_asked_first_then_done_and_the_link_leads_there(route: Any, boss: Client, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    page = page_at(CARERS)
    question = route(boss, page)
    assert asked(question) == ["For carers"]
    assert Page.objects.get(pk=page.pk).live
    onward = answer(boss, question["Location"], link, page_at(SURGERY))
    assert onward["Location"] == parse_qs(urlsplit(question["Location"]).query)["next"][0]
    assert boss.get(onward["Location"]).status_code == 200
    assert asked(route(boss, page)) == []
    assert not Page.objects.filter(pk=page.pk, live=True).exists()
    assert go(link)["Location"] == SURGERY


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_without_links_goes_unasked(route: Any, boss: Client, link_to: MakeLink) -> None:
    link_to(SURGERY)
    page = page_at(CARERS)
    assert asked(route(boss, page)) == []
    assert not Page.objects.filter(pk=page.pk, live=True).exists()


def test_deleting_asks_before_it_shows_what_goes(boss: Client, link_to: MakeLink) -> None:
    link_to(CARERS)
    assert asked(boss.get(admin(page_at(CARERS), "delete"))) == ["For carers"]


def test_pages_below_that_go_too_are_asked_about(boss: Client, link_to: MakeLink) -> None:
    link_to(CARERS)
    support = page_at(SUPPORT)
    assert asked(boss.post(admin(support, "unpublish"), {"include_descendants": "on"})) == ["For carers"]
    assert asked(boss.post(bulk("unpublish", support), {"include_descendants": "on"})) == ["For carers"]
    assert asked(boss.post(admin(support, "delete"))) == ["For carers"]
    assert asked(boss.post(bulk("delete", support), {"wagtail_site_name": "SpineCare"})) == ["For carers"]
    assert Page.objects.get(pk=support.pk).live


def test_pages_below_that_stay_are_not(boss: Client, link_to: MakeLink) -> None:
    link_to(CARERS)
    support = page_at(SUPPORT)
    assert asked(boss.post(admin(support, "unpublish"))) == []
    assert not Page.objects.get(pk=support.pk).live


def test_a_page_that_mirrors_another_goes_with_it(boss: Client, link_to: MakeLink) -> None:
    original = page_at("/about/")
    mirror = original.create_alias(parent=page_at("/"), update_slug="mirror", reset_translation_key=True)
    link = link_to("/mirror/")
    assert asked(unpublish(boss, original)) == [mirror.title]
    answer(boss, unpublish(boss, original)["Location"], link)
    assert unpublish(boss, original)["Location"] == f"/admin/pages/{original.get_parent().pk}/"
    assert not Page.objects.get(pk=mirror.pk).live
    assert go(link).status_code == 410


def test_a_page_led_to_in_the_place_of_another_is_asked_about(boss: Client, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    answer(boss, delete(boss, page_at(CARERS))["Location"], link, page_at("/about/"))
    delete(boss, page_at(CARERS))
    assert asked(unpublish(boss, page_at("/about/"))) == ["About"]


def test_a_page_made_to_end_on_a_day(boss: Client, link_to: MakeLink) -> None:
    link = link_to("/about/")
    page = page_at("/about/")
    soon = timezone.localtime() + datetime.timedelta(days=30)
    form = untouched_form(boss, page) | {"expire_at": f"{soon:%Y-%m-%d %H:%M}"}
    question = boss.post(admin(page, "edit"), form)
    assert asked(question) == ["About"]
    onward = answer(boss, question["Location"], link, page_at(SURGERY))
    assert onward["Location"] == admin(page, "edit")
    page = page_at("/about/")
    assert page.expire_at
    assert asked(boss.post(admin(page, "edit"), untouched_form(boss, page))) == []
    Destination.objects.update(answered_at=timezone.now() - datetime.timedelta(days=29))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert go(link)["Location"] == SURGERY


def test_saving_by_itself_is_not_interrupted(boss: Client, link_to: MakeLink) -> None:
    link_to("/about/")
    page = page_at("/about/")
    form = untouched_form(boss, page) | {"expire_at": "2031-01-01 10:00"}
    form.pop("action-publish")
    saved = boss.post(admin(page, "edit"), form, headers={"Accept": "application/json"})
    assert saved.status_code == 200
    assert saved.json()["success"]


def test_an_answer_from_yesterday_is_asked_for_anew(boss: Client, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    answer(boss, delete(boss, page_at(CARERS))["Location"], link)
    Destination.objects.update(answered_at=timezone.now() - datetime.timedelta(days=1))
    assert asked(delete(boss, page_at(CARERS))) == ["For carers"]


def test_a_route_that_forgot_to_ask_ends_in_a_message(boss: Client, link_to: MakeLink) -> None:
    link_to(CARERS)
    page = page_at(CARERS)
    with without_the_question():
        response = boss.post(admin(page, "unpublish"))
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]
    assert Page.objects.get(pk=page.pk).live


def without_the_question() -> Any:
    """The admin as if this room had never heard of the button."""
    return mock.patch.object(asking.Leaving, "open_questions", [])


# --- Answers ---------------------------------------------------------------------------------------------------------


def refused(client: Client, question: str, link: CareLink, instead: Page | None, said: str) -> None:
    name = link.items.first().destination.pk
    sent = {f"{name}-answer": "lead", f"{name}-instead": instead.pk if instead else ""}
    response = client.post(question, sent)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Destination.objects.exclude(answer="").exists()


def test_what_cannot_stand_in_its_place(boss: Client, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    question = boss.post(admin(page_at(SUPPORT), "delete"))["Location"]
    Page.objects.filter(pk=page_at("/about/").pk).update(live=False)
    refused(boss, question, link, None, "Choose the page.")
    refused(boss, question, link, page_at("/about/"), "Readers cannot open this page.")
    refused(boss, question, link, page_at(CARERS), "This page goes too.")
    refused(boss, question, link, page_at("/support/feelings/"), "This page goes too.")
    refused(boss, question, link, page_at(SUPPORT), "This page goes too.")


def test_nothing_said_nothing_saved(boss: Client, link_to: MakeLink) -> None:
    link_to(CARERS)
    question = delete(boss, page_at(CARERS))["Location"]
    assert b"This field is required." in boss.post(question).content
    assert not Destination.objects.exclude(answer="").exists()


def test_it_says_who_relies_on_it_and_what_readers_would_be_offered(boss: Client, link_to: MakeLink) -> None:
    link_to(CARERS)
    link_to(SURGERY, CARERS)
    html = boss.get(delete(boss, page_at(CARERS))["Location"]).content.decode()
    assert "2 links lead here." in html
    assert "offers the nearest one we have: “Support”." in html
    whole = boss.get(boss.post(admin(page_at(SUPPORT), "delete"))["Location"]).content.decode()
    assert "offers the nearest one we have: “Home”." in whole


@pytest.mark.parametrize(
    "onward", ["https://example.org/", "//example.org/admin/", "/treatments/", "javascript:alert(1)"]
)
def test_it_leads_on_within_the_admin_alone(onward: str, boss: Client, link_to: MakeLink) -> None:
    link = link_to(CARERS)
    question = f"{QUESTION}?page={page_at(CARERS).pk}&next={onward}"
    assert answer(boss, question, link)["Location"].startswith(f"{QUESTION}?page=")


# --- Who -------------------------------------------------------------------------------------------------------------


def test_who_may_answer(link_to: MakeLink) -> None:
    link_to(CARERS)
    question = f"{QUESTION}?page={page_at(CARERS).pk}"
    for role, allowed in ((AUTHOR, False), (LINK_STEWARD, False), (CONTENT_EDITOR, True), (ADMINISTRATOR, True)):
        assert (signed_in(person(role.name, role)).get(question).status_code == 200) == allowed, role.name


def test_who_may_say_it_of_pages_that_are_gone(link_to: MakeLink) -> None:
    for role, allowed in ((AUTHOR, False), (LINK_STEWARD, True), (CONTENT_EDITOR, True), (ADMINISTRATOR, True)):
        assert (signed_in(person(role.name, role)).get(QUESTION).status_code == 200) == allowed, role.name


# --- On the desk -----------------------------------------------------------------------------------------------------


def waiting(client: Client) -> int:
    (item,) = on_the_desk(client.get("/admin/").wsgi_request)
    return item.count


def test_what_ended_by_itself_waits_on_the_desk_until_somebody_says(link_to: MakeLink) -> None:
    steward = signed_in(person("stew", LINK_STEWARD))
    link, _other = link_to("/about/"), link_to(SURGERY)
    assert waiting(steward) == 0
    page = page_at("/about/")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + datetime.timedelta(days=1))
    assert waiting(steward) == 1
    page.refresh_from_db()
    page.unpublish(set_expired=True)
    assert waiting(steward) == 1
    assert "About" in steward.get(QUESTION).content.decode()
    answer(steward, QUESTION, link, page_at(SURGERY))
    assert waiting(steward) == 0
    assert go(link)["Location"] == SURGERY
