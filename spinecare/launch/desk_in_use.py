"""The sample site as if people had worked on it for a year, for the pictures in the editors' guide.

It runs inside the site it changes, with `manage.py shell`. The people are roles, not persons; the words they write are
no medicine; the days and counts are made up and stand in no text of the site.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page

from spinecare.desk.reviewed_objects import signed_models
from spinecare.editorial.roles import AUTHOR, CLINICAL_REVIEWER, CONTENT_EDITOR, Role
from spinecare.links.checking import Order, check
from spinecare.links.models import Link, LinkUse, MissedAddress
from spinecare.links.verdict import Outcome, Verdict, record
from spinecare.users.models import User

from .desk_pictures import Person

ROLES: dict[Person, Role] = {
    Person.AUTHOR: AUTHOR,
    Person.EDITOR: CONTENT_EDITOR,
    Person.REVIEWER: CLINICAL_REVIEWER,
}
JOB_TITLE = "consultant spine surgeon"
# Days until the next review: two are late, some are due soon, and most have time. They go round over all texts.
FIRST_DUE = (-40, -9, 12, 25, 41, 57)
SPREAD, LEAST = 300, 61
YEAR = datetime.timedelta(days=365)
MISSED = (("/treatments/protons", 41), ("/visiting-hours", 17), ("/patients/parking", 12), ("/trials/join", 5))
TO_SIGN, TO_EDIT, TO_ADVISE, FACT = "surgery", "proton-therapy", "for-carers", "patchell-walk-after-both"
ADDED, NOTE_FOR_READERS = " Bring your questions to the visit.", "A word on questions at the visit"
WITHDRAWN = "two-radiosurgery-trials-that-disagree"
ELSEWHERE = "https://www.example.org/getting-here"


def put_in_use(password: str) -> None:
    """Do all that, and print where the pictures find what they show."""
    people = {person: _account(person, password) for person in Person}
    _sign_everything(people)
    waiting = _send(people)
    _break_links()
    today = timezone.localdate()
    for path, count in MISSED:
        days = {"first_day": today - datetime.timedelta(days=count), "last_day": today}
        MissedAddress.objects.create(path=path, count=count, **days)
    print(json.dumps(_numbers(waiting)))


def _account(person: Person, password: str) -> User:
    first, _, last = person.label.partition(" ")
    user = User.objects.create_user(person.value, f"{person.value}@example.org", password)
    user.first_name, user.last_name = first, last
    user.job_title = JOB_TITLE if person is Person.REVIEWER else ""
    user.save()
    user.groups.set(Group.objects.filter(name=ROLES[person].name))
    return user


def _sign_everything(people: dict[Person, User]) -> None:
    """As a year of signatures would have left it; nobody reads three hundred texts for a picture."""
    today = timezone.localdate()
    models = sorted(signed_models(), key=lambda model: not issubclass(model, Page))
    rows = [(model, pk) for model in models for pk in model.objects.order_by("pk").values_list("pk", flat=True)]
    for place, (model, pk) in enumerate(rows):
        wait = FIRST_DUE[place] if place < len(FIRST_DUE) else LEAST + place * 7 % SPREAD
        due = today + datetime.timedelta(days=wait)
        # Past the model's own save, which would ask for a signature.
        model.objects.filter(pk=pk).update(
            reviewed_on=due - YEAR,
            reviewed_by=JOB_TITLE,
            review_due=due,
            owner=people[Person.EDITOR if place % 2 else Person.AUTHOR],
            deputy=people[Person.AUTHOR if place % 2 else Person.EDITOR],
        )


def _send(people: dict[Person, User]) -> int:
    """The author sends a page to sign-off. The number of what waits."""
    author = people[Person.AUTHOR]
    page = page_named(TO_SIGN)
    page.summary, page.change_note = page.summary + ADDED, NOTE_FOR_READERS
    page.save_revision(user=author, log_action=True)
    page.get_workflow().start(page, author)
    return page_named(TO_SIGN).current_workflow_task_state.pk


def _break_links() -> None:
    """A page that others lead to is withdrawn, and a site elsewhere has moved a page of its own."""
    page_named(WITHDRAWN).unpublish()
    check(Order(outside=False))
    page = page_named("spine-center")
    moved = Link.objects.create(kind=Link.Kind.EXTERNAL, address=ELSEWHERE)
    LinkUse.objects.create(link=moved, page=page, place="Getting here", text="Directions")
    record(moved, Verdict(Outcome.MOVED, status=301, moved_to=f"{ELSEWHERE}-and-parking"), timezone.now())


def _numbers(waiting: int) -> dict[str, int]:
    """What the addresses of the scenes name in braces."""
    return {
        "waiting": waiting,
        "page": page_named(TO_EDIT).pk,
        "draft": page_named(TO_ADVISE).pk,
        "fact": apps.get_model("facts.Fact").objects.get(key=FACT).pk,
        "candidate": apps.get_model("trials.Candidate").objects.filter(decision="waiting").earliest("pk").pk,
    }


def page_named(slug: str) -> Any:
    return Page.objects.get(slug=slug).specific
