"""Which pages go, when somebody withdraws or deletes some."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from wagtail.models import Page

from ..guard import unanswered
from ..models import Destination


@dataclass(frozen=True)
class Leaving:
    """Some pages on their way out. with_below: whether the pages below them go as well."""

    numbers: tuple[int, ...]
    with_below: bool = False

    @property
    def pages(self) -> QuerySet[Page]:
        """All that go: also those that only mirror one of them, as Wagtail's aliases do."""
        chosen = Page.objects.filter(pk__in=self.numbers)
        here = Q(pk__in=self.numbers)
        if self.with_below:
            for page in chosen:
                here |= Q(path__startswith=page.path)
        going = Page.objects.filter(here)
        return Page.objects.filter(here | Q(alias_of__in=going)).select_related("locale")

    @property
    def open_questions(self) -> list[Destination]:
        return unanswered(self.pages)

    def may_be_withdrawn_by(self, user: AbstractBaseUser) -> bool:
        """Whether this person may do what the question is about."""
        chosen = list(Page.objects.filter(pk__in=self.numbers))
        return bool(chosen) and all(_may_withdraw(user, page) for page in chosen)


def _may_withdraw(user: AbstractBaseUser, page: Page) -> bool:
    allowed = page.permissions_for_user(user)
    return allowed.can_unpublish() or allowed.can_delete() or (page.live and allowed.can_publish())


def without_a_place() -> list[Destination]:
    """What links lead to although it is gone, or goes by itself on a day, while nobody has said where instead."""
    open_ones = Destination.objects.linked().filter(answer=Destination.Answer.NONE)
    keys = {(each.translation_key, each.language) for each in open_ones}
    lasting = Page.objects.live().filter(expire_at=None, translation_key__in={key for key, _language in keys})
    there = set(lasting.values_list("translation_key", "locale__language_code"))
    return [each for each in open_ones if (each.translation_key, each.language) not in there]
