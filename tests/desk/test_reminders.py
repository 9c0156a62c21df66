"""Reminders by mail: whom, when, once. Also over a year in which days are missed and mail servers fail."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, models
from django.utils import timezone
from wagtail.models import Page

from spinecare.delivery.daily_round import PATIENCE
from spinecare.desk.models import Reminder, ReminderRound
from spinecare.desk.reminders import sending
from spinecare.desk.reminders.ladder import STEPS
from spinecare.desk.reminders.sending import SomeNotSent, send_reminders
from spinecare.editorial.models import Contact
from spinecare.settings.mail import mail_settings
from spinecare.users.models import User
from tests.pages.site_parts import page_at
from tests.signoff.people import ADMINISTRATOR, AUTHOR, CONTENT_EDITOR, person

from .making import TODAY, days, put_clock

pytestmark = pytest.mark.django_db
CLOSED_PORT = "smtp://127.0.0.1:1"


@pytest.fixture
def owner() -> User:
    return person("olga", AUTHOR, first_name="Olga", last_name="Owner")


@pytest.fixture
def deputy() -> User:
    return person("dan", CONTENT_EDITOR)


@pytest.fixture
def boss() -> User:
    return person("boss", ADMINISTRATOR)


@pytest.fixture
def surgery() -> Page:
    return page_at("/treatments/surgery/")


def outbox() -> dict[tuple[str, ...], str]:
    """What has been sent since the last look, by who got it. Fails when somebody got two."""
    found = Counter(tuple(sorted(letter.to)) for letter in mail.outbox)
    assert not found or max(found.values()) == 1, found
    letters = {tuple(sorted(letter.to)): f"{letter.subject}\n{letter.body}" for letter in mail.outbox}
    mail.outbox.clear()
    return letters


def steps(text: models.Model) -> dict[str, str]:
    about = Reminder.objects.filter(content_type=ContentType.objects.get_for_model(text), object_id=text.pk)
    return {row.step: row.outcome for row in about}


def test_the_owner_then_the_deputy(surgery, owner, deputy) -> None:
    due = TODAY + days(60)
    put_clock(surgery, due, owner, deputy)
    got = {}
    for offset in range(-61, 30):
        send_reminders(due + days(offset))
        got |= {(offset, *to): text for to, text in outbox().items()}
    assert list(got) == [
        (-60, owner.email),
        (-30, owner.email),
        (0, owner.email),
        (14, deputy.email),
        (14, owner.email),
    ]
    first = got[-60, owner.email]
    assert "Hello Olga Owner" in first
    assert "1 text to review" in first
    assert "Surgery" in first
    assert "review due on" in first
    assert f"/admin/pages/{surgery.pk}/edit/" in first
    assert "review was due on" in got[14, deputy.email]


def test_one_letter_lists_all_texts_of_a_person(surgery, owner) -> None:
    contact = Contact.objects.get(role="team-line")
    put_clock(surgery, TODAY, owner)
    put_clock(page_at("/treatments/proton-therapy/"), TODAY + days(20), owner)
    put_clock(contact, TODAY - days(3), owner)
    assert send_reminders(TODAY) == 1
    letter = outbox()[(owner.email,)]
    assert "3 texts to review" in letter
    for words in ("Surgery", "Proton therapy", contact.name, f"/contact/edit/{contact.pk}/"):
        assert words in letter
    assert "&" not in letter.replace("&ref", "")


def test_what_was_missed_comes_as_one_letter(surgery, owner) -> None:
    put_clock(surgery, TODAY - days(2), owner)
    send_reminders(TODAY)
    assert list(outbox()) == [(owner.email,)]
    assert steps(surgery) == {"owner-60": "skipped", "owner-30": "skipped", "owner+0": "sent"}
    send_reminders(TODAY)
    assert outbox() == {}


def test_where_nobody_looks_after_it_the_administrators_are_told(surgery, owner, deputy, boss) -> None:
    alone = page_at("/treatments/proton-therapy/")
    person("nameless", ADMINISTRATOR)
    User.objects.filter(username="nameless").update(email="")
    put_clock(surgery, TODAY)
    put_clock(alone, TODAY - days(14), owner)
    send_reminders(TODAY)
    letters = outbox()
    assert set(letters) == {(boss.email,), (owner.email,)}
    assert "Please choose an owner and a deputy" in letters[boss.email,]
    assert "Please choose an owner" not in letters[owner.email,]
    assert steps(surgery)["owner+0"] == "nobody"
    assert steps(alone)["deputy+14"] == "nobody"
    assert steps(alone)["owner+14"] == "sent"
    assert boss.email in Reminder.objects.get(object_id=surgery.pk, step="owner+0").to


@pytest.mark.parametrize("gone", [{"email": ""}, {"is_active": False}])
def test_the_deputy_stands_in_for_an_owner_who_cannot_be_reached(gone, surgery, owner, deputy, boss) -> None:
    User.objects.filter(pk=owner.pk).update(**gone)
    put_clock(surgery, TODAY, owner, deputy)
    send_reminders(TODAY)
    assert list(outbox()) == [(deputy.email,)]


def test_with_nobody_at_all_it_waits_until_there_is_somebody(surgery, owner) -> None:
    put_clock(surgery, TODAY)
    send_reminders(TODAY)
    assert steps(surgery) == {}
    put_clock(surgery, TODAY, owner)
    send_reminders(TODAY + days(1))
    assert list(outbox()) == [(owner.email,)]


def test_signing_anew_begins_anew(surgery, owner) -> None:
    put_clock(surgery, TODAY, owner)
    send_reminders(TODAY)
    put_clock(surgery, TODAY + days(365), owner)
    send_reminders(TODAY + days(1))
    send_reminders(TODAY + days(306))
    assert len(mail.outbox) == 2


def test_drafts_and_what_is_not_clinical_are_left_alone(surgery, owner) -> None:
    put_clock(surgery, TODAY, owner, live=False)
    article = page_at("/knowledge/questions-before-surgery/")
    put_clock(article, TODAY, owner, has_clinical_content=False)
    send_reminders(TODAY)
    assert outbox() == {}


# --- When mail fails, and when two are at it ----------------------------------------------------------------------


def test_what_could_not_be_sent_is_tried_again(surgery, owner, settings, tmp_path: Path) -> None:
    put_clock(surgery, TODAY, owner)
    working = {
        name: getattr(settings, name) for name in mail_settings(CLOSED_PORT, tmp_path) if hasattr(settings, name)
    }
    for name, value in mail_settings(CLOSED_PORT, tmp_path).items():
        setattr(settings, name, value)
    with pytest.raises(SomeNotSent):
        send_reminders(TODAY)
    assert steps(surgery) == {}
    for name, value in working.items():
        setattr(settings, name, value)
    assert send_reminders(TODAY) is None, "it was tried again at once"
    an_hour_later()
    assert send_reminders(TODAY) == 1
    assert list(outbox()) == [(owner.email,)]


def test_one_bad_address_keeps_nobody_else_waiting(surgery, owner, deputy) -> None:
    put_clock(surgery, TODAY, owner)
    put_clock(page_at("/treatments/proton-therapy/"), TODAY, deputy)
    User.objects.filter(pk=owner.pk).update(email="olga\n@example.org")
    with pytest.raises(SomeNotSent):
        send_reminders(TODAY)
    assert list(outbox()) == [(deputy.email,)]
    User.objects.filter(pk=owner.pk).update(email=owner.email)
    an_hour_later()
    send_reminders(TODAY)
    assert list(outbox()) == [(owner.email,)]


def test_a_second_process_sends_nothing(surgery, owner) -> None:
    put_clock(surgery, TODAY, owner)
    first = ReminderRound.begin(TODAY)
    assert first is not None
    assert send_reminders(TODAY) is None
    assert outbox() == {}


def test_even_where_both_have_begun_each_letter_leaves_once(surgery, owner) -> None:
    put_clock(surgery, TODAY, owner)
    (mine,), (theirs,) = sending.letters_of(TODAY), sending.letters_of(TODAY)
    sending._send(mine, TODAY)
    with pytest.raises(IntegrityError):
        sending._send(theirs, TODAY)
    assert list(outbox()) == [(owner.email,)]


def an_hour_later() -> None:
    for each in ReminderRound.objects.all():
        each.started_at -= PATIENCE
        each.save()


# --- The schedule and the command ---------------------------------------------------------------------------------


def test_the_schedule_sends_once_a_day_from_six(surgery, owner) -> None:
    def at(hour: int, day: int = 0) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(TODAY + days(day), datetime.time(hour)))

    assert not ReminderRound.is_due(at(5))
    assert ReminderRound.is_due(at(6))
    send_reminders(TODAY)
    assert not ReminderRound.is_due(at(23))
    assert ReminderRound.is_due(at(6, day=1))


def test_the_schedule_knows_of_reminders() -> None:
    from wagtail import hooks

    from spinecare.desk.reminders.timetable import what_is_due

    assert what_is_due in hooks.get_hooks("scheduled_work")


def test_a_dry_run_only_says(surgery, owner) -> None:
    put_clock(surgery, TODAY, owner)
    said = StringIO()
    call_command("send_reminders", "--dry-run", "--today", str(TODAY), stdout=said)
    assert said.getvalue() == f"{owner.email}: Surgery\n"
    assert outbox() == {}
    call_command("send_reminders", "--today", str(TODAY), stdout=said)
    assert "Letters sent: 1" in said.getvalue()


def test_the_command_says_when_mail_fails(surgery, owner) -> None:
    put_clock(surgery, TODAY, owner)
    User.objects.filter(pk=owner.pk).update(email="olga\n@example.org")
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("send_reminders", "--today", str(TODAY))


# --- A year -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_with_missed_days(seed: int, owner, deputy, boss) -> None:
    """Days are missed, some letters fail, texts are signed anew: each step of each text is handled exactly once."""
    chance = random.Random(seed)
    texts = list(Page.objects.live().filter(url_path__startswith="/home/treatments/", depth=4).specific())[:8]
    texts += Contact.objects.all()[:2]
    ladders: dict[tuple[models.Model, datetime.date], datetime.date | None] = {}
    for text in texts:
        due = TODAY + days(chance.randrange(-30, 380))
        put_clock(text, due, chance.choice([owner, None]), chance.choice([deputy, None]))
        ladders[text, due] = None
    mentioned: Counter[tuple[str, datetime.date]] = Counter()
    letters, last_run, clock_ended = 0, None, {}
    for offset in range(366):
        day = TODAY + days(offset)
        if chance.random() < 0.02:
            text = chance.choice(texts)
            old = type(text).objects.get(pk=text.pk).review_due
            due = day + days(chance.choice([90, 180, 365]))
            type(text).objects.filter(pk=text.pk).update(reviewed_on=day, review_due=due)
            if due != old:
                clock_ended[text, old] = last_run
                ladders.setdefault((text, due), None)
        if chance.random() < 0.4:
            continue
        letters += run_a_day(day, chance, (owner, deputy, boss))
        last_run = day
        for to, body in outbox().items():
            assert to in {(owner.email,), (deputy.email,), (boss.email,)}
            mentioned[to[0], day] += body.count("/edit/")
    expected = Counter()
    for text, due in ladders:
        until = clock_ended.get((text, due), last_run)
        for step in STEPS:
            if until and due + days(step.days) <= until:
                expected[type(text).__name__, text.pk, due, step.key] += 1
    rows = Reminder.objects.select_related("content_type")
    handled = Counter((row.content_type.model_class().__name__, row.object_id, row.due, row.step) for row in rows)
    assert handled == expected
    assert letters == sum(ReminderRound.objects.values_list("letters", flat=True)) == len(mentioned)
    told = {(row.to, row.sent_on, row.content_type_id, row.object_id) for row in rows if row.outcome != "skipped"}
    assert Counter((to, day) for to, day, _type, _number in told) == mentioned


def run_a_day(day: datetime.date, chance: random.Random, staff: tuple[User, ...]) -> int:
    """The day's letters, sometimes with an address that does not work at first, sometimes asked for twice."""
    broken = chance.choice(staff) if chance.random() < 0.3 else None
    sent = 0
    if broken:
        User.objects.filter(pk=broken.pk).update(email=f"x\n{broken.email}")
        try:
            sent += send_reminders(day) or 0
        except SomeNotSent:
            sent += ReminderRound.objects.get(day=day).letters
        User.objects.filter(pk=broken.pk).update(email=broken.email)
        an_hour_later()
    sent += send_reminders(day) or 0
    sent += send_reminders(day) or 0
    return sent
