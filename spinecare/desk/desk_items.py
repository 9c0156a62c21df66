"""What is on somebody's desk: what is due and what waits, and what other rooms put there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from spinecare.core.desk_items import DeskItem, Tone
from spinecare.signoff.desk.waiting import waiting_states
from spinecare.signoff.review_state import State

from .review_filters import ME
from .reviewed_objects import reviewed_objects
from .rights import may_see_reviews

REVIEWS = (
    (State.OVERDUE, _("Reviews overdue"), Tone.LATE),
    (State.DUE_SOON, _("Reviews due within 60 days"), Tone.SOON),
    (State.UNSIGNED, _("Never signed"), Tone.SOON),
)


def desk_of(request: HttpRequest) -> list[DeskItem]:
    """All that waits for this person or for anybody, as far as they may see it."""
    own = [*reviews(request), *waiting(request)]
    others = [item for function in hooks.get_hooks("desk_items") for item in function(request)]
    return [item for item in (*own, *others) if item.count]


def reviews(request: HttpRequest) -> list[DeskItem]:
    if not may_see_reviews(request.user):
        return []
    texts = reviewed_objects()
    address = reverse("desk:reviews")
    items = []
    for state, label, tone in REVIEWS:
        found = [text for text in texts if text.state == state]
        mine = sum(text.is_looked_after_by(request.user.pk) for text in found)
        listed = f"{address}?state={state}"
        items.append(DeskItem(label, len(found), listed, tone, mine, f"{listed}&looked_after_by={ME}"))
    return items


def waiting(request: HttpRequest) -> list[DeskItem]:
    if not may_see_reviews(request.user):
        return []
    states = waiting_states()
    mine = states.filter(workflow_state__requested_by=request.user).count()
    address = reverse("desk:waiting")
    my_address = f"{address}?sent_by={request.user.pk}"
    return [DeskItem(_("Waiting for sign-off"), states.count(), address, Tone.PLAIN, mine, my_address)]
