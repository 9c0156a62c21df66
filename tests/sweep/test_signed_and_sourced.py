"""Every clinical page: when to call, where it comes from, who signed it, and no number that is not a Fact."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from spinecare.editorial.writing.draft import Draft
from spinecare.editorial.writing.rules import Look, advice_on
from spinecare.facts.models import Fact

from .site_map import DOCUMENTS, is_clinical

pytestmark = pytest.mark.django_db
# An article may say that it has nothing clinical in it.
CLINICAL = [each.address for each in DOCUMENTS if is_clinical(each) and each.meta.get("clinical", True)]


@pytest.mark.parametrize("address", CLINICAL)
def test_it_says_when_to_call_who_signed_it_and_what_it_rests_on(client: Client, address: str) -> None:
    assert faults_of(client.get(address).content.decode()) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('data-component="emergency-card"', "", "no emergency card"),
        ('data-component="review"', "", "no review state"),
        ('data-component="sources"', "", "no sources"),
        ("</main>", '<section class="part part--prose"><p>It helps 7 in 10 people.</p></section></main>', "a number"),
    ],
)
def test_the_sweep_sees_what_is_missing(client: Client, old: str, new: str, fault: str) -> None:
    html = client.get("/treatments/surgery/").content.decode()
    assert old in html
    assert any(fault in each for each in faults_of(html.replace(old, new)))


def faults_of(html: str) -> list[str]:
    """What a clinical page lacks, from what its readers get."""
    soup = BeautifulSoup(html, "html.parser")
    faults = []
    if not soup.select('main [data-component="emergency-card"]'):
        faults.append("no emergency card")
    if not soup.select('[data-component="review"]'):
        faults.append("no review state")
    rests_on_nothing = "rests on no study or guideline" in soup.get_text(" ")
    if not soup.select('[data-component="sources"] li') and not rests_on_nothing:
        faults.append("no sources")
    listed = {item["id"].removeprefix("source-") for item in soup.select("#sources li")}
    used = {element["value"] for element in soup.select("data.fact")}
    for key, source in Fact.objects.filter(key__in=used).values_list("key", "source__key"):
        if source not in listed:
            faults.append(f"{key} rests on {source}, which is not listed")
    if "(figure being checked)" in soup.get_text(" "):
        faults.append("a fact that there is not")
    outside = [advice for advice in advice_on(Look(Draft.of(html))) if advice.rule == "number-outside-fact"]
    return [*faults, *(f"a number outside a Fact: {advice.excerpt}" for advice in outside)]
