"""What editors see of facts: the form, what a draft would change, the list and the report."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from spinecare.editorial.roles import CLINICAL_REVIEWER, LINK_STEWARD
from spinecare.facts.models import Fact
from tests.pages.site_parts import new_treatment, page_at

from .making import YESTERDAY, a_fact, draft

pytestmark = pytest.mark.django_db


def someone_in(role: str) -> Client:
    user = get_user_model().objects.create_user("sam", email="sam@example.org", password="a long password")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_form_says_what_to_write_and_where_it_stands(editor_client: Client) -> None:
    fact = a_fact()
    page = new_treatment("A page of ours", in_short="<p>{fact:test-walk}</p>")
    html = read(editor_client, reverse("wagtailsnippets_facts_fact:edit", args=[fact.pk]))
    marks = [box["value"] for box in html.select('[data-w-clipboard-target="value"]')]
    assert marks == ["{fact:test-walk}", "{fact:test-walk|rough}", "{fact:test-walk|sentence}"]
    links = {link["href"] for link in html.select("#panel-child-used_on-section a, section a")}
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in links
    assert page.url in links
    assert reverse("facts:effect", args=[fact.pk]) in links
    assert not html.select("[name=review_due], [name=reviewed_on], [name=owner]")


def test_a_new_fact_has_no_list_yet(editor_client: Client) -> None:
    html = read(editor_client, reverse("wagtailsnippets_facts_fact:add"))
    assert not html.select("[data-w-clipboard-target]")


def test_the_effect_screen_shows_each_sentence_before_and_after(editor_client: Client) -> None:
    fact = a_fact()
    a_fact("test-other", value="7 days")
    new_treatment("Alpha", in_short="<p>Within {fact:test-other}, {fact:test-walk} could <b>walk</b>.</p><p>Else.</p>")
    new_treatment("Beta", summary="Only {fact:test-walk|rough} could.")
    draft(fact, value="86 in 100 (86%)")
    draft(Fact.objects.get(key="test-other"), value="9 days")
    html = read(editor_client, reverse("facts:effect", args=[fact.pk]))
    rows = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in html.select("section tr")]
    assert [
        "In short",
        "Within 7 days, 84 in 100 (84%) could walk.",
        "Within 7 days, 86 in 100 (86%) could walk.",
    ] in rows
    assert ["Summary", "Only about 8 in 10 could.", "Stays the same"] in rows
    assert "Else." not in html.get_text()


def test_the_effect_screen_asks_no_more_for_more_pages(editor_client: Client) -> None:
    fact = a_fact()
    new_treatment("Page 0", in_short="<p>{fact:test-walk}</p>")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert editor_client.get(reverse("facts:effect", args=[fact.pk])).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for number in range(1, 6):
        new_treatment(f"Page {number}", in_short="<p>{fact:test-walk}</p>")
    assert queries() == few


def test_a_page_can_be_seen_with_the_draft_and_readers_see_nothing_of_it(editor_client: Client, client: Client) -> None:
    fact = a_fact()
    page = new_treatment("Alpha", in_short="<p>{fact:test-walk} could walk.</p>")
    draft(fact, value="86 in 100 (86%)")
    html = read(editor_client, reverse("facts:effect", args=[fact.pk]))
    address = reverse("facts:page", args=[fact.pk, page.pk])
    assert html.find("a", href=address)
    assert "86 in 100 (86%) could walk." in read(editor_client, address).get_text()
    assert "84 in 100 (84%) could walk." in read(client, page.url).get_text()
    assert "84 in 100 (84%) could walk." in read(client, page.url + "?facts=draft").get_text()


def test_a_fact_that_was_never_published_can_be_seen_on_its_page(editor_client: Client) -> None:
    fact = a_fact(live=False)
    draft(fact, value="1 in 2")
    page = new_treatment("Alpha", in_short="<p>{fact:test-walk} could walk.</p>")
    html = read(editor_client, reverse("facts:effect", args=[fact.pk]))
    assert "(figure being checked) could walk." in html.get_text()
    shown = read(editor_client, reverse("facts:page", args=[fact.pk, page.pk]))
    assert "1 in 2 could walk." in shown.get_text()


def test_a_page_that_does_not_name_the_fact_has_no_such_preview(editor_client: Client) -> None:
    fact = a_fact()
    page = page_at("/treatments/surgery/")
    assert editor_client.get(reverse("facts:page", args=[fact.pk, page.pk])).status_code == 404


def test_who_may_look(client: Client) -> None:
    fact = a_fact()
    page = new_treatment("Alpha", in_short="<p>{fact:test-walk}</p>")
    addresses = [
        reverse("facts:effect", args=[fact.pk]),
        reverse("facts:page", args=[fact.pk, page.pk]),
        reverse("facts:report"),
    ]
    reviewer = someone_in(CLINICAL_REVIEWER.name)
    for address in addresses:
        assert client.get(address).status_code == 302
        assert reviewer.get(address).status_code == 200
    get_user_model().objects.get(username="sam").delete()
    steward = someone_in(LINK_STEWARD.name)
    for address in addresses:
        assert steward.get(address, follow=True).redirect_chain or steward.get(address).status_code == 403
    assert "/reports/facts/" not in steward.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_can_be_searched_and_filtered(editor_client: Client) -> None:
    Fact.objects.filter(pk=a_fact().pk).update(review_due=YESTERDAY)
    a_fact("test-unused", sentence="Nobody reads {value}.", strength="weak")
    new_treatment("Alpha", in_short="<p>{fact:test-walk}</p>")
    index = reverse("wagtailsnippets_facts_fact:list")
    assert editor_client.get(index).status_code == 200

    def listed(query: str) -> tuple[bool, bool]:
        text = editor_client.get(f"{index}?{query}").content.decode()
        return "test-walk" in text, "test-unused" in text

    assert listed("state=overdue") == (True, False)
    assert listed("state=unused") == (False, True)
    assert listed("state=unsigned&strength=weak&q=reads") == (False, True)
    assert listed("q=Nobody") == (False, True)
    assert listed("q=Nobody&state=unused&ordering=-review_due") == (False, True)
    assert listed("q=Nobody&ordering=value") == (False, True)
    assert listed("q=Nobody&state=due-soon") == (False, False)
    Fact.objects.filter(key="test-unused").update(review_due=timezone.localdate())
    assert listed("state=due-soon") == (False, True)


def test_the_report_lists_pages_and_keys_in_vain(editor_client: Client) -> None:
    Fact.objects.filter(pk=a_fact().pk).update(review_due=YESTERDAY)
    page = new_treatment("Alpha of ours", in_short="<p>{fact:test-walk} {fact:test-no-such}</p>")
    html = read(editor_client, reverse("facts:report") + "?state=overdue")
    row = next(row for row in html.select("table.listing tbody tr") if "84 in 100" in row.get_text())
    assert row.find("a", href=reverse("wagtailadmin_pages:edit", args=[page.pk]))
    unknown = html.find(id="unknown-facts").parent
    assert "test-no-such" in unknown.get_text()
    assert "test-walk" not in unknown.get_text()
    assert "Alpha of ours" in unknown.get_text()


def test_of_a_fact_on_many_pages_the_report_lists_a_few(editor_client: Client) -> None:
    fact = a_fact()
    for name in ("Alpha", "Beta", "Delta", "Gamma", "Kappa", "Omega", "Sigma"):
        new_treatment(f"{name} of ours", in_short="<p>{fact:test-walk}</p>")
    html = read(editor_client, reverse("facts:report") + "?strength=strong")
    row = next(row for row in html.select("table.listing tbody tr") if "84 in 100" in row.get_text())
    assert [name for name in ("Alpha", "Kappa", "Omega", "Sigma") if name in row.get_text()] == ["Alpha", "Kappa"]
    more = row.find("a", href=reverse("facts:effect", args=[fact.pk]))
    assert "and 2 more" in more.get_text()


def test_the_report_as_a_table(editor_client: Client) -> None:
    a_fact()
    new_treatment("Alpha of ours", in_short="<p>{fact:test-walk}</p>")
    answer = editor_client.get(reverse("facts:report") + "?export=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    row = next(row for row in rows if row["Key"] == "test-walk")
    assert row["Value"] == "84 in 100 (84%)"
    assert row["Sentence"] == "After surgery, 84 in 100 (84%) of the people could walk."
    assert row["Used on"] == "Alpha of ours"
    assert row["Number of texts"] == "1"
    assert editor_client.get(reverse("facts:report") + "?export=xlsx").status_code == 200
