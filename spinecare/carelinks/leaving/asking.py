"""Where in the admin the question is asked: before a page is withdrawn or deleted, and once its end is set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from ..models import Destination
from .pages import Leaving

# What bulk actions are called that take pages away from readers.
TAKING_AWAY = {"delete": True, "unpublish": False}


def before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The hook `before_unpublish_page`."""
    return _ask(request, Leaving((page.pk,), with_below="include_descendants" in request.POST), request.path)


def before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The hook `before_delete_page`."""
    return _ask(request, Leaving((page.pk,), with_below=True), request.path)


def before_many(request: HttpRequest, action: str, objects: Iterable[Any], view: Any) -> HttpResponse | None:
    """The hook `before_bulk_action`."""
    numbers = tuple(each.pk for each in objects if isinstance(each, Page))
    if action not in TAKING_AWAY or not numbers:
        return None
    with_below = TAKING_AWAY[action] or "include_descendants" in request.POST
    ticked = QueryDict(mutable=True)
    ticked.setlist("id", [str(number) for number in numbers])
    return _ask(request, Leaving(numbers, with_below), f"{request.path}?{ticked.urlencode()}")


def after_setting_an_end(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The hook `after_edit_page`: once a day is set on which it ends, as long as nobody has answered."""
    if not page.expire_at or not page.live:
        return None
    leaving = Leaving((page.pk,))
    open_ones = Destination.objects.of(page).linked().filter(answer=Destination.Answer.NONE)
    if not open_ones.exists() or not leaving.may_be_withdrawn_by(request.user):
        return None
    return redirect(address_of_question(leaving, reverse("wagtailadmin_pages:edit", args=[page.pk])))


def _ask(request: HttpRequest, leaving: Leaving, back: str) -> HttpResponse | None:
    """Lead to the question; `back` is where they go on afterwards, with what Wagtail wanted to do next."""
    if not leaving.open_questions:
        return None
    onward = get_valid_next_url_from_request(request)
    joint = "&" if "?" in back else "?"
    return redirect(address_of_question(leaving, f"{back}{joint}{urlencode({'next': onward})}" if onward else back))


def address_of_question(leaving: Leaving, onward: str) -> str:
    asked = QueryDict(mutable=True)
    asked.setlist("page", [str(number) for number in leaving.numbers])
    if leaving.with_below:
        asked["below"] = "on"
    asked["next"] = onward
    return f"{reverse('care_links:leaving')}?{asked.urlencode()}"
