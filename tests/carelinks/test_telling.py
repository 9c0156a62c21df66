"""Whoever answers for a letter or a leaflet hears what happens to its page: all of it, once, in one mail."""

from __future__ import annotations

import datetime
import random
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks
from wagtail.models import Page

from spinecare.carelinks.models import Destination, Placement, TellingRound, Told
from spinecare.carelinks.telling import sending
from spinecare.carelinks.telling.keeping import ToldByAnother
from spinecare.carelinks.telling.letters import letters, mentions_of
from spinecare.carelinks.telling.sending import SomeNotTold, tell_owners
from spinecare.carelinks.telling.timetable import what_is_due
from spinecare.core.origin import origin
from spinecare.delivery.daily_round import PATIENCE
from spinecare.settings.mail import mail_settings
from spinecare.signoff.models import Change
from spinecare.users.models import User
from tests.desk.making import days, put_clock
from tests.pages.site_parts import page_at
from tests.signoff.people import ADMINISTRATOR, AUTHOR, person

from .conftest import MakeLink
from .ledger import placed

pytestmark = pytest.mark.django_db

SURGERY, STEROIDS, CARERS = "/treatments/surgery/", "/treatments/corticosteroids/", "/support/for-carers/"
TODAY = timezone.localdate()
CLOSED_PORT = "smtp://127.0.0.1:1"


@pytest.fixture
def olga() -> User:
    return person("olga", AUTHOR, first_name="Olga", last_name="Owner")


@pytest.fixture
def otto() -> User:
    return person("otto", AUTHOR)


@pytest.fixture
def boss() -> User:
    return person("boss", ADMINISTRATOR)


@pytest.fixture
def surgery() -> Page:
    return page_at(SURGERY)


@pytest.fixture
def letter(link_to: MakeLink, olga: User) -> Placement:
    return placed(link_to(SURGERY), "Clinic letter 12", olga)


def changed(page: Page, note: str = "New advice on when to ring.", on: datetime.date = TODAY) -> None:
    """A clinician has signed a change that readers are told of."""
    Change.objects.create(
        content_type=ContentType.objects.get_for_model(page), object_id=page.pk, title=page.title, on=on, note=note
    )


def renamed(page: Page, slug: str) -> Page:
    page.slug = slug
    page.save()
    return page


def set_on(page: Page, **fields: object) -> None:
    Page.objects.filter(pk=page.pk).update(**fields)


def gone(page: Page, answer: str = "explain", instead: Destination | None = None) -> None:
    """Somebody has said where its links lead, and has taken it down."""
    Destination.objects.of(page).update(answer=answer, leads_to=instead)
    set_on(page, live=False)


def outbox() -> dict[str, str]:
    """What has been sent since the last look, by who got it. Fails when somebody got two."""
    found = {", ".join(sorted(letter.to)): f"{letter.subject}\n{letter.body}" for letter in mail.outbox}
    assert len(found) == len(mail.outbox), "somebody got two"
    mail.outbox.clear()
    return found


def told(day: datetime.date = TODAY) -> dict[str, str]:
    an_hour_later()
    tell_owners(day)
    return outbox()


def an_hour_later() -> None:
    for each in TellingRound.objects.all():
        each.started_at -= PATIENCE
        each.save()


# --- What is news -------------------------------------------------------------------------------------------------


def test_a_clinical_change(letter: Placement, surgery: Page, olga: User) -> None:
    assert told() == {}
    changed(surgery, "New advice on when to ring.", datetime.date(2026, 11, 23))
    (body,) = told().values()
    day = date_format(datetime.date(2026, 11, 23), "DATE_FORMAT")
    for words in (
        "[SpineCare] News of 1 page that you link to",
        "Hello Olga Owner,",
        f"Surgery\n{origin()}{SURGERY}\n",
        f"- Clinical change on {day}: New advice on when to ring.\n  The link shows the new words by itself.",
        f"- Clinic letter 12 (Letter template), {letter.link.address}\n",
        f"{origin()}/admin/care-links/placements/",
    ):
        assert words in body, words
    assert "&" not in body
    assert told() == {}


def test_what_was_before_is_no_news(surgery: Page, link_to: MakeLink, olga: User) -> None:
    changed(surgery)
    put_clock(surgery, TODAY - days(3))
    placed(link_to(SURGERY), owner=olga)
    assert told() == {}


def test_a_mended_spelling_is_no_news(letter: Placement, surgery: Page) -> None:
    surgery.save_revision()
    set_on(surgery, last_published_at=timezone.now(), title="Surgery")
    assert told() == {}


def test_a_page_that_moved(letter: Placement, surgery: Page) -> None:
    renamed(surgery, "operation")
    (body,) = told().values()
    assert "- Moved to /treatments/operation/\n  The link leads there by itself." in body
    assert told() == {}
    renamed(surgery, "surgery")
    renamed(surgery, "operation")
    assert told() == {}, "what came and went is no news"


def test_a_review_that_is_overdue(letter: Placement, surgery: Page) -> None:
    put_clock(surgery, TODAY)
    assert told() == {}
    (body,) = told(TODAY + days(1)).values()
    assert f"review was due on {date_format(TODAY, 'DATE_FORMAT')}. Readers are told so." in body
    assert told(TODAY + days(2)) == {}
    put_clock(surgery, TODAY + days(365))
    assert told(TODAY + days(3)) == {}, "that all is well again costs nobody a mail"
    assert len(told(TODAY + days(366))) == 1


def test_a_page_that_will_end_by_itself(letter: Placement, surgery: Page) -> None:
    end = timezone.now() + days(30)
    set_on(surgery, expire_at=end)
    (body,) = told().values()
    assert f"Will be taken down on {date_format(timezone.localdate(end), 'DATE_FORMAT')}." in body
    set_on(surgery, expire_at=end + days(5))
    assert "Will be taken down on" in "".join(told().values())
    set_on(surgery, expire_at=None)
    assert "Will not be taken down after all." in "".join(told().values())
    assert told() == {}


def test_a_page_that_is_gone_and_comes_back(letter: Placement, surgery: Page) -> None:
    gone(surgery)
    (body,) = told().values()
    assert "- Taken down. The link says so and shows the nearest page." in body
    assert origin() + SURGERY not in body
    assert told() == {}
    set_on(surgery, live=True)
    changed(surgery, "Written anew.")
    (body,) = told().values()
    assert "It is there again" in body
    assert "Written anew." in body
    assert told() == {}


def test_a_page_whose_links_lead_elsewhere(letter: Placement, surgery: Page, link_to: MakeLink) -> None:
    carers = page_at(CARERS)
    changed(carers, "An old change of the other page.")
    gone(surgery, "lead", link_to(CARERS).items.get().destination)
    (body,) = told().values()
    assert f"Surgery (its links open “{carers.title}”)" in body
    assert f"- The link now opens another page: {carers.title}" in body
    assert "An old change" not in body
    changed(carers, "A new change of the other page.")
    assert "A new change of the other page." in "".join(told().values())


def test_nothing_is_said_of_what_is_no_longer_in_use(letter: Placement, surgery: Page) -> None:
    Placement.objects.update(until=TODAY)
    changed(surgery)
    assert told(TODAY + days(1)) == {}
    assert len(told(TODAY)) == 1


# --- Whom ---------------------------------------------------------------------------------------------------------


def test_one_mail_with_all_that_is_concerned(link_to: MakeLink, olga: User, otto: User, surgery: Page) -> None:
    both = link_to(SURGERY, CARERS)
    placed(both, "Letter A", olga)
    placed(link_to(SURGERY), "Leaflet B", olga, kind="leaflet")
    placed(link_to(SURGERY), "Letter C", otto)
    placed(link_to(STEROIDS), "Letter D", person("nina", AUTHOR))
    changed(surgery)
    changed(page_at(CARERS), "More help at night.")
    got = told()
    assert set(got) == {olga.email, otto.email}
    assert "News of 2 pages" in got[olga.email]
    assert got[olga.email].count("- Clinical change") == 2
    assert got[olga.email].count("- Leaflet B (Leaflet)") == 1
    assert got[olga.email].count("- Letter A (Letter template)") == 2
    assert "Letter A" not in got[otto.email]
    assert "More help" not in got[otto.email]


def test_whoever_has_it_now_hears_what_the_last_one_did_not(
    letter: Placement, surgery: Page, olga: User, otto: User
) -> None:
    changed(surgery, "First.")
    told()
    changed(surgery, "Second.")
    letter.owner = otto
    letter.save()
    ((to, body),) = told().items()
    assert to == otto.email
    assert "Second." in body
    assert "First." not in body


@pytest.mark.parametrize("left", [{"email": ""}, {"is_active": False}, None])
def test_where_there_is_no_owner_the_administrators_hear(
    left: dict | None, letter: Placement, surgery: Page, olga: User, boss: User
) -> None:
    User.objects.filter(pk=olga.pk).update(**left) if left else olga.delete()
    changed(surgery)
    ((to, body),) = told().items()
    assert to == boss.email
    assert "no owner to write to about these. Please choose one for them:\n- Clinic letter 12" in body


def test_with_nobody_at_all_it_waits_until_there_is_somebody(letter: Placement, surgery: Page, olga: User) -> None:
    User.objects.update(email="")
    changed(surgery)
    assert told() == {}
    User.objects.filter(pk=olga.pk).update(email=olga.email)
    assert list(told(TODAY + days(1))) == [olga.email]


# --- When mail fails, and when two are at it ----------------------------------------------------------------------


def test_what_could_not_be_sent_is_tried_again(
    letter: Placement, surgery: Page, olga: User, settings, tmp_path: Path
) -> None:
    changed(surgery)
    broken = mail_settings(CLOSED_PORT, tmp_path)
    working = {name: getattr(settings, name) for name in broken if hasattr(settings, name)}
    for name, value in broken.items():
        setattr(settings, name, value)
    with pytest.raises(SomeNotTold):
        tell_owners(TODAY)
    for name, value in working.items():
        setattr(settings, name, value)
    assert tell_owners(TODAY) is None, "it was tried again at once"
    assert list(told()) == [olga.email]
    assert told() == {}


def test_one_bad_address_keeps_nobody_else_waiting(
    letter: Placement, surgery: Page, link_to: MakeLink, olga: User, otto: User
) -> None:
    placed(link_to(SURGERY), "Letter C", otto)
    User.objects.filter(pk=olga.pk).update(email="olga\n@example.org")
    changed(surgery)
    with pytest.raises(SomeNotTold, match="1 of 2"):
        tell_owners(TODAY)
    assert list(outbox()) == [otto.email]
    User.objects.filter(pk=olga.pk).update(email=olga.email)
    assert list(told()) == [olga.email]


def test_even_where_two_have_begun_each_mail_leaves_once(letter: Placement, surgery: Page) -> None:
    changed(surgery)
    (mine,), (theirs,) = letters(mentions_of(TODAY)), letters(mentions_of(TODAY))
    sending._send(mine)
    with pytest.raises(ToldByAnother):
        sending._send(theirs)
    assert len(outbox()) == 1


def test_the_schedule_tells_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert what_is_due in hooks.get_hooks("scheduled_work")
    at = timezone.make_aware(datetime.datetime.combine(TODAY, datetime.time(5, 59)))
    assert not TellingRound.is_due(at)
    assert TellingRound.is_due(at + datetime.timedelta(minutes=1))
    tell_owners(TODAY)
    assert not TellingRound.is_due(at + datetime.timedelta(hours=12))
    assert TellingRound.is_due(at + days(1) + datetime.timedelta(minutes=1))


def test_the_queries_do_not_grow(
    link_to: MakeLink, olga: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(15):
        placed(link_to(SURGERY, STEROIDS, CARERS), f"Letter {number}", olga)
    changed(page_at(SURGERY))
    with django_assert_max_num_queries(15):
        assert len(letters(mentions_of(TODAY))) == 1


# --- A year -------------------------------------------------------------------------------------------------------


@dataclass
class Belief:
    """What somebody who reads every letter thinks of a page.

    opens: the title of what opens, or "" when it is gone. about: the page that the rest is about.
    """

    opens: str
    about: str
    address: str
    ends: str = ""
    overdue: set[str] = field(default_factory=set)
    notes: Counter = field(default_factory=Counter)

    def now_opens(self, title: str) -> None:
        if title != self.about:
            self.address = ""
            self.overdue.clear()
        self.opens = self.about = title
        self.ends = ""

    @property
    def size(self) -> tuple[object, ...]:
        return self.opens, self.address, self.ends, len(self.overdue), sum(self.notes.values())


LINE = re.compile(r"^- (.*)$", re.MULTILINE)
OF_ONE_PAGE = re.compile(
    r"^(\S.*)\n(?:https?://[^/\n]*(/.*)\n)?((?:\n- .*\n  .*\n)+)\nYou use links to it in:\n((?:- .*\n)+)", re.MULTILINE
)


class Readers:
    """They read all letters, and know nothing else. What they are told must be new to them, and leave them right."""

    def __init__(self) -> None:
        self.beliefs: dict[tuple[str, str], Belief] = {}

    def read(self, body: str) -> None:
        found = OF_ONE_PAGE.findall(body)
        assert len(found) == body.count("You use links to it in:") > 0
        for head, address, news, used_in in found:
            title = head.partition(" (its links open")[0]
            for line in LINE.findall(used_in):
                belief = self.beliefs[line.partition(" (")[0], title]
                for what in LINE.findall(news):
                    before = belief.size
                    self._hear(belief, title, what)
                    assert belief.size != before, f"{what}: that is no news"
                belief.address = address

    def _hear(self, belief: Belief, title: str, what: str) -> None:
        if match := re.match(r"Clinical change on .*: (note \d+)$", what):
            belief.notes[match[1]] += 1
        elif match := re.match(r"Moved to (.*)$", what):
            belief.address = match[1]
        elif match := re.match(r"Its clinical review was due on (.*)\. Readers", what):
            belief.overdue.add(match[1])
        elif match := re.match(r"Will be taken down on (.*)\.$", what):
            belief.ends = match[1]
        elif what == "Will not be taken down after all.":
            belief.ends = ""
        elif what.startswith("Taken down."):
            belief.opens = belief.ends = ""
        elif match := re.match(r"The link now opens another page: (.*)$", what):
            belief.now_opens(match[1])
        elif what.startswith("It is there again"):
            belief.now_opens(title)
        else:
            raise AssertionError(what)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_of_pages_and_letters(seed: int, link_to: MakeLink, olga: User, otto: User, boss: User) -> None:
    """Pages change, move, fall due, end, go and come back; owners change; days are missed, mail fails.

    Whoever reads all letters knows after each round what is true, and was told nothing twice.
    """
    chance = random.Random(seed)
    pages = {page.title: page for page in (page_at(SURGERY), page_at(STEROIDS), page_at(CARERS))}
    links = [link_to(SURGERY), link_to(STEROIDS, CARERS), link_to(CARERS)]
    destinations = {each.title: each for each in Destination.objects.all()}
    readers, pending, mails = Readers(), {}, 0

    def truth(title: str) -> Page | None:
        """The page that links to this one open, found by hand."""
        page, seen = Page.objects.get(pk=pages[title].pk), set()
        while not page.live:
            row = Destination.objects.of(page).get()
            if row.answer != "lead" or row.pk in seen:
                return None
            seen.add(row.pk)
            page = Page.objects.get(pk=pages[row.leads_to.title].pk)
        return page.specific

    def begin(placement: Placement) -> None:
        for item in placement.link.items.all():
            title = item.destination.title
            page = truth(title)
            opens = page.title if page else ""
            belief = Belief(opens, opens, page.url if page else "")
            if page and page.expire_at:
                belief.ends = date_format(timezone.localdate(page.expire_at), "DATE_FORMAT")
            readers.beliefs[placement.name, title] = belief

    for number, link in enumerate(links * 2):
        begin(placed(link, f"Paper {number}", chance.choice([olga, otto])))

    for offset in range(366):
        day = TODAY + days(offset)
        title = chance.choice(sorted(pages))
        page = page_at(Page.objects.get(pk=pages[title].pk).url_path.removeprefix("/home"))
        event = chance.random()
        if event < 0.10 and page.live:
            changed(page, f"note {offset}")
            pending[f"note {offset}"] = title
        elif event < 0.16:
            renamed(page, f"{page.slug.partition('-')[0]}-{offset}")
        elif event < 0.22:
            put_clock(page, day + days(chance.randrange(0, 60)), live=page.live)
        elif event < 0.28:
            end = timezone.now() + days(1000 + offset)
            set_on(page, expire_at=chance.choice([None, end]))
        elif event < 0.33:
            others = [each for name, each in destinations.items() if name != title]
            gone(page, *chance.choice([("explain", None), ("lead", chance.choice(others))]))
        elif event < 0.40:
            set_on(page, live=True)
        elif event < 0.44:
            Placement.objects.filter(name=f"Paper {chance.randrange(6)}").update(
                owner=chance.choice([olga, otto, None])
            )
        elif event < 0.46:
            begin(placed(chance.choice(links), f"Later paper {offset}", olga))
        if chance.random() < 0.4:
            continue
        about = {key: belief.about for key, belief in readers.beliefs.items()}
        mails += round_of(day, chance, (olga, otto, boss), readers)
        for (name, title), belief in readers.beliefs.items():
            opened = truth(title)
            assert belief.opens == (opened.title if opened else ""), (offset, name, title)
            if opened is None:
                continue
            assert belief.address == opened.url, (offset, name)
            ends = date_format(timezone.localdate(opened.expire_at), "DATE_FORMAT") if opened.expire_at else ""
            assert belief.ends == ends, (offset, name, title)
            if name.startswith("Later"):
                continue
            due = getattr(opened, "review_due", None)
            if due and due < day:
                assert date_format(due, "DATE_FORMAT") in belief.overdue, (offset, name)
            if about[name, title] == title == opened.title:
                assert all(belief.notes[note] == 1 for note, where in pending.items() if where == title), (offset, name)
        pending = {note: where for note, where in pending.items() if truth(where) is None}
    assert all(count == 1 for belief in readers.beliefs.values() for count in belief.notes.values())
    assert sum(len(belief.notes) for belief in readers.beliefs.values()) > 40
    assert mails == sum(TellingRound.objects.values_list("letters", flat=True))
    assert mails > 40
    assert Told.objects.count() == len(readers.beliefs)


def round_of(day: datetime.date, chance: random.Random, staff: tuple[User, ...], readers: Readers) -> int:
    """The day's letters, sometimes with an address that does not work at first, sometimes asked for twice."""
    broken = chance.choice(staff) if chance.random() < 0.3 else None
    if broken:
        User.objects.filter(pk=broken.pk).update(email=f"x\n{broken.email}")
        with suppress(SomeNotTold):
            tell_owners(day)
        User.objects.filter(pk=broken.pk).update(email=broken.email)
    an_hour_later()
    tell_owners(day)
    tell_owners(day)
    number = len(mail.outbox)
    for letter in mail.outbox:
        readers.read(letter.body)
    mail.outbox.clear()
    return number
