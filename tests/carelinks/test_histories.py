"""Whatever happens to pages, every link ever given opens the right page or its own explanation.

Hypothesis makes up histories. What should be open is worked out here by simpler means, from pages alone, and asked for
as readers do: from the database, and from the kept copy.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import RequestFactory, TestCase
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale, Page

from spinecare.carelinks import codes, guard, kept
from spinecare.carelinks.making import Chosen, Wishes, make_link
from spinecare.carelinks.views import go
from spinecare.home.models import HomePage, StandardPage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Each is opened four times after each step.
MOST_LINKS = 9
# So few that addresses are taken again and again.
SLUGS = st.sampled_from(["knee", "hip", "back"])


@dataclass(frozen=True)
class World:
    """What the test knows by itself: where links were said to lead, and how pages were last called.

    A restored backup takes it back, as it does the database. Links are not taken back: they are out in letters.
    """

    instead: dict[UUID, UUID | None] = field(default_factory=dict)
    titles: dict[UUID, str] = field(default_factory=dict)

    def copy(self) -> World:
        return replace(self, instead=dict(self.instead), titles=dict(self.titles))


@dataclass(frozen=True)
class Sent:
    """A link in somebody's letter. titles: how its pages were called on the day it was given."""

    code: str
    keys: tuple[UUID, ...]
    titles: tuple[str, ...]
    alias: str = ""


def page_of(key: UUID) -> Page | None:
    """The page with this identity, in the site's own language, whatever care links believe."""
    return Page.objects.filter(translation_key=key, locale__language_code="en").first()


class Histories(RuleBasedStateMachine):
    """One history: pages come, change and go, and links are given in between."""

    pages = Bundle("pages")
    given: Path

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.world = World()
        self.sent: list[Sent] = []
        self.backup: tuple[str, World, int] | None = None
        self.made = 0
        self.home = HomePage.objects.get(locale__language_code="en")
        kept.refresh()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.given.unlink(missing_ok=True)
        kept.forget()

    # --- What happens ---------------------------------------------------------------------------------------------

    @initialize(target=pages)
    def first_page(self) -> UUID:
        return self._add(self.home, "knee")

    @rule(target=pages, slug=SLUGS, above=st.none() | pages)
    def create(self, slug: str, above: UUID | None) -> UUID:
        """Also at an address that another page has had."""
        parent = page_of(above) if above else None
        return self._add(parent or self.home, slug)

    @rule(key=pages, slug=SLUGS)
    def rename(self, key: UUID, slug: str) -> None:
        if (page := self._there(key)) and Page._slug_is_available(slug, page.get_parent(), page):
            self.made += 1
            page.slug, page.title = slug, f"Renamed {self.made}"
            self._do(lambda: page.save_revision().publish() if page.live else page.save())
            if page.live:
                self.world.titles[key] = page.title

    @rule(key=pages, above=pages)
    def move(self, key: UUID, above: UUID) -> None:
        page, parent = self._there(key), self._there(above)
        if page is None:
            return
        parent = parent or HomePage.objects.get(locale__language_code="en")
        inside = parent.path.startswith(page.path)
        if not inside and Page._slug_is_available(page.slug, parent, page):
            self._do(lambda: page.move(parent, pos="last-child"))

    @rule(target=pages, key=pages, slug=SLUGS, live=st.booleans())
    def copy(self, key: UUID, slug: str, live: bool) -> UUID:
        page = self._there(key)
        if page is None or not Page._slug_is_available(slug, page.get_parent()):
            return key
        self.made += 1
        title = f"Copy {self.made}"
        copied = self._do(
            lambda: page.copy(recursive=False, update_attrs={"slug": slug, "title": title}, keep_live=live)
        )
        self.world.titles[copied.translation_key] = title
        return copied.translation_key

    @rule(key=pages, instead=st.none() | pages)
    def unpublish(self, key: UUID, instead: UUID | None) -> None:
        if (page := self._there(key)) and page.live:
            self._answer([page], instead)
            self._do(page.unpublish)

    @rule(key=pages)
    def republish(self, key: UUID) -> None:
        if (page := self._there(key)) and not page.live:
            self._do(page.save_revision().publish)
            self.world.instead.pop(key, None)

    @rule(key=pages, instead=st.none() | pages)
    def delete(self, key: UUID, instead: UUID | None) -> None:
        """With everything below it."""
        if page := self._there(key):
            self._answer(list(page.get_descendants(inclusive=True)), instead)
            self._do(page.delete)

    @rule(target=pages, key=pages, instead=st.none() | pages)
    def delete_and_recreate_at_the_same_address(self, key: UUID, instead: UUID | None) -> UUID:
        page = self._there(key)
        if page is None:
            return key
        parent, slug = page.get_parent().specific, page.slug
        self.delete(key, instead)
        return self._add(type(parent).objects.get(pk=parent.pk), slug)

    @rule(gone=pages, into=pages)
    def merge(self, gone: UUID, into: UUID) -> None:
        """One page takes the place of another."""
        if gone != into:
            self.delete(gone, into)

    @rule(key=pages)
    def translate(self, key: UUID) -> None:
        """A translation has the key of its page, and is still another page."""
        page, (spanish, _new) = self._there(key), Locale.objects.get_or_create(language_code="es")
        if page is None or page.has_translation(spanish):
            return
        self._do(lambda: page.copy_for_translation(spanish, copy_parents=True))

    @precondition(lambda self: self.backup is None)
    @rule()
    def back_up(self) -> None:
        self.backup = (transaction.savepoint(), self.world.copy(), len(self.sent))

    @precondition(lambda self: self.backup is not None and len(self.sent) > self.backup[2])
    @rule()
    def restore(self) -> None:
        """The database forgets what was done since; the folders beside it, and the letters, do not."""
        savepoint, world, _sent = self.backup
        transaction.savepoint_rollback(savepoint)
        self.backup, self.world = None, world
        kept.refresh()

    @precondition(lambda self: len(self.sent) < (MOST_LINKS if self.backup else MOST_LINKS - 3))
    @rule(keys=st.lists(pages, min_size=1, max_size=3), named=st.booleans())
    def give_link(self, keys: list[UUID], named: bool) -> None:
        found = [page for key in keys if (page := self._there(key)) and page.live and page.get_url()]
        if found:
            self.made += 1
            alias = f"name-{self.made}" if named else ""
            link = self._do(lambda: make_link([Chosen(page) for page in found], Wishes(alias=alias)))
            assert link.code not in {sent.code for sent in self.sent}, "a code was given twice"
            keys_found = tuple(page.translation_key for page in found)
            self.sent.append(Sent(link.code, keys_found, tuple(page.title for page in found), alias))

    # --- What must hold -------------------------------------------------------------------------------------------

    @invariant()
    def every_link_opens_what_it_should(self) -> None:
        for sent in self.sent:
            self._check(sent)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kept, "find", lambda asked: None)
            for sent in self.sent:
                self._check(sent)

    def _check(self, sent: Sent) -> None:
        for typed in (sent.code, sent.alias):
            if not typed:
                continue
            response = go(RequestFactory().get(f"/go/{typed}"), typed)
            html = response.content.decode()
            if len(sent.keys) > 1:
                assert response.status_code == 200, response.status_code
                for key in sent.keys:
                    opens = self._should_open(key)
                    assert opens is None or f'href="{opens.get_url()}"' in html
                    assert opens is not None or self.world_title(key, sent) in html
                continue
            opens = self._should_open(sent.keys[0])
            if opens is None:
                assert response.status_code == 410
                assert self.world_title(sent.keys[0], sent) in html
            else:
                assert response.status_code == 302
                assert response["Location"] == opens.get_url()

    def world_title(self, key: UUID, sent: Sent) -> str:
        """How the page was called when it was last seen, by the database or by the letter."""
        return self.world.titles.get(key) or sent.titles[sent.keys.index(key)]

    def _should_open(self, key: UUID) -> Page | None:
        seen = set()
        at: UUID | None = key
        while at is not None and at not in seen:
            page = page_of(at)
            if page is not None and page.live and page.get_url():
                return page
            seen.add(at)
            at = self.world.instead.get(at)
        return None

    # --- How it is done -------------------------------------------------------------------------------------------

    def _there(self, key: UUID) -> Page | None:
        page = page_of(key)
        return page.specific if page else None

    def _add(self, parent: Page, slug: str) -> UUID:
        self.made += 1
        while not Page._slug_is_available(slug, parent):
            slug += "-x"
        page = StandardPage(title=f"Page {self.made}", slug=slug, summary=f"Words of page {self.made}.")
        self._do(lambda: parent.add_child(instance=page))
        self.world.titles[page.translation_key] = page.title
        return page.translation_key

    def _answer(self, leaving: list[Page], instead: UUID | None) -> None:
        """What an editor is asked before these pages go: only about pages that links lead to."""
        other = page_of(instead) if instead else None
        if other is not None and (not other.live or any(page.translation_key == instead for page in leaving)):
            other = None
        for destination in guard.unanswered(leaving):
            if destination.language == "en":
                self._do(lambda each=destination: guard.answer(each, other))
                self.world.instead[destination.translation_key] = other.translation_key if other else None

    @staticmethod
    def _do(what):
        """Do it, and what is to follow when it is committed."""
        # What followed earlier is done, and must not be taken for what is still to come.
        connection.run_on_commit = []
        with TestCase.captureOnCommitCallbacks(execute=True):
            return what()


LONG = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    # Making a history shorter takes minutes, as each step is a database at work: it is printed as it is.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def test_every_link_ever_given_opens_the_right_page_or_its_explanation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # So few codes that chance alone would give some of them twice.
    monkeypatch.setattr(codes.secrets, "choice", lambda signs: random.choice("3467"))
    Histories.given = tmp_path / "given" / "issued.jsonl"
    run_state_machine_as_test(Histories, settings=LONG)
