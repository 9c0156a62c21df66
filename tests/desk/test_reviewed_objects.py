"""The list of texts that are signed: all of them, right, and read in few queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from spinecare.desk.reviewed_objects import reviewed_objects, signed_models
from spinecare.editorial.models import Contact
from spinecare.signoff.review_state import State
from spinecare.users.models import User
from tests.pages.site_parts import new_treatment, page_at
from tests.signoff.people import AUTHOR, CONTENT_EDITOR, person

from .making import TODAY, days, put_clock

pytestmark = pytest.mark.django_db


def found(text):
    return next(each for each in reviewed_objects(TODAY) if each.key == f"{text._meta.label_lower}:{text.pk}")


def test_it_lists_exactly_what_the_texts_themselves_say() -> None:
    article = page_at("/knowledge/questions-before-surgery/")
    put_clock(article, None, has_clinical_content=False)
    put_clock(page_at("/treatments/surgery/"), None, live=False)
    every = [text for model in signed_models() for text in model.objects.all()]
    expected = {f"{text._meta.label_lower}:{text.pk}" for text in every if text.live and text.needs_sign_off}
    listed = [text.key for text in reviewed_objects()]
    assert len(listed) == len(set(listed))
    assert set(listed) == expected
    assert any(text.has_clinical_content for text in type(article).objects.all()), "no clinical article to tell apart"


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (-1, State.OVERDUE),
        (0, State.DUE_SOON),
        (60, State.DUE_SOON),
        (61, State.IN_DATE),
        (None, State.UNSIGNED),
    ],
)
def test_state(due: int | None, state: State) -> None:
    text = put_clock(page_at("/treatments/surgery/"), None if due is None else TODAY + days(due))
    assert found(text).state == state
    assert text.is_signed == (state != State.UNSIGNED)


def test_who_looks_after_it_and_where_it_is() -> None:
    owner, deputy = person("olga", AUTHOR, first_name="Olga"), person("dan", CONTENT_EDITOR)
    text = found(put_clock(page_at("/treatments/surgery/"), TODAY, owner, deputy))
    assert (str(text.owner), str(text.deputy)) == ("Olga", "dan")
    assert text.path == "/treatments/surgery/"
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert found(page_at("/treatments/surgery/")).owner is None
    contact = found(put_clock(Contact.objects.get(role="team-line"), TODAY, owner))
    assert contact.path == ""


def test_the_most_urgent_comes_first() -> None:
    for address, due in (("surgery", 20), ("proton-therapy", -2), ("bone-cement", -9)):
        put_clock(page_at(f"/treatments/{address}/"), TODAY + days(due))
    titles = [text.title for text in reviewed_objects(TODAY)][:3]
    assert titles == ["Bone cement", "Proton therapy", "Surgery"]


def test_the_queries_do_not_grow() -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            reviewed_objects()
        return [each["sql"] for each in asked]

    queries()  # Wagtail remembers where the site begins.
    before = queries()
    for number in range(5):
        new_treatment(f"Made-up {number}")
    after = queries()
    assert len(after) == len(before) <= len(signed_models()) + 2
    pages = [sql for sql in after if '"treatments_treatmentpage"' in sql]
    assert pages
    assert not any('"aim"' in sql or "revision" in sql for sql in pages)
    assert Page.objects.filter(title__startswith="Made-up").count() == 5
