"""Where the trials of a list are, for a browser to say which are near. Where the reader is stays in the browser."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ..models import StudySite, TrialPage
from ..registry.numbers import is_sample
from ..wording import places
from .catalog import Trial
from .finding import find, trial_list

# A phone can measure this many at once, and fetch them on a slow line.
MOST_TRIALS = 500

Towns = dict[int, list[tuple[str, float, float]]]


@require_safe
def towns(request: HttpRequest) -> JsonResponse:
    """`/trials/places/`: the trials that match, each with the towns a reader could go to, in degrees.

    The registry's point is that of the town, not of the hospital. A trial without one has no towns here.
    """
    index = trial_list(request)
    if index is None:
        raise Http404
    trials = find(index, request, counted=False).ordered
    answer: dict[str, Any] = {"count": len(trials), "trials": []}
    if len(trials) > MOST_TRIALS:
        answer["refusal"] = gettext(
            "These are %(number)d trials, too many to measure. Choose a tumor type or a country first."
        ) % {"number": len(trials)}
    else:
        answer["trials"] = _located(trials, index.get_url(request))
    return JsonResponse(answer, headers={"X-Robots-Tag": "noindex"})


def _located(trials: list[Trial], index_url: str) -> list[dict[str, Any]]:
    pages = TrialPage.objects.filter(pk__in=[trial.page for trial in trials])
    rows = {row["pk"]: row for row in pages.values("pk", "slug", "title", "headline", "study__nct_id")}
    points = _points(trials)
    return [
        {
            "number": row["study__nct_id"],
            "title": row["headline"] or row["title"],
            "url": f"{index_url}{row['slug']}/",
            "sample": is_sample(row["study__nct_id"]),
            "towns": points[trial.study],
        }
        for trial in trials
        if (row := rows.get(trial.page))
    ]


def _points(trials: list[Trial]) -> Towns:
    """The towns of each study, once each."""
    sites = StudySite.objects.filter(
        study__in=[trial.study for trial in trials], is_offered=True, latitude__isnull=False, longitude__isnull=False
    )
    found: Towns = defaultdict(list)
    columns = ("study_id", "city", "state", "latitude", "longitude")
    for study, city, state, latitude, longitude in sites.order_by(*columns).values_list(*columns).distinct():
        found[study].append((places.town(city, state), round(latitude, 4), round(longitude, 4)))
    return found
