"""Every screen that this site adds to the admin: who opens it, and where it is once people have worked on the site.

`unlisted` finds what the URL configuration has and no list here names, so that a new screen is not forgotten.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser
from wagtail import hooks

from spinecare.launch.desk_pictures import PUT_IN_USE
from spinecare.launch.running_site import RunningSite

from .conftest import new_context
from .editor_at_work import Editor

OURS = ("spinecare.", "treatments.", "trials.")
MORE = """
import datetime, json
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone
from spinecare.carelinks.making import Chosen, make_link
from spinecare.launch.desk_in_use import page_named
from spinecare.signoff.decisions import Decision
from spinecare.signoff.desk.deciding import decide
from spinecare.users.models import User
from wagtail.models import TaskState
for name, group in (("steward", "Link stewards"), ("administrator", "Administrators")):
    User.objects.create_user(name, password="{password}").groups.set(Group.objects.filter(name=group))
author, reviewer = User.objects.get(username="author"), User.objects.get(username="reviewer")
due = timezone.localdate() + datetime.timedelta(days=365)
signed, sent_back = Decision("whole", "", (), due), Decision("sent-back", "Say when to ring.")
decisions = {{"bone-cement": signed, "chemotherapy": sent_back}}
for slug, decision in decisions.items():
    page = page_named(slug)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    decide(page.current_workflow_task_state, reviewer, decision)
carers = page_named("for-carers")
link = make_link([Chosen(carers)])
apps.get_model("carelinks.Placement").objects.create(link=link, kind="letter", name="Clinic letter 12", owner=author)
first = lambda name, **which: apps.get_model(name).objects.filter(**which).earliest("pk").pk
print(json.dumps({{
    "decided": page_named("bone-cement").pk,
    "decided_round": TaskState.objects.filter(status="approved").latest("pk").pk,
    "parent": page_named("treatments").pk,
    "plain": first("home.StandardPage"),
    "trial": first("trials.TrialPage"),
    "link": first("links.Link", state="dead"),
    "missed": first("links.MissedAddress"),
    "term": first("glossary.Term"),
    "card": first("editorial.EmergencyCard"),
    "accepted": first("trials.Candidate", decision="accepted"),
    "study": first("trials.Study"),
    "run": first("trials.SyncRun"),
    "query": first("trials.RegistryQuery"),
    "person": reviewer.pk,
    "carers": carers.pk,
    "code": link.code,
}}))
"""


@dataclass(frozen=True)
class Screen:
    """One screen. `address` may name numbers in braces. `view`: its name in the URL configuration."""

    who: str
    address: str
    view: str = ""


# Of long lists a few rows: all rows are alike, and axe reads every one.
SCREENS = (
    Screen("author", "/admin/"),
    Screen("editor", "/admin/"),
    Screen("reviewer", "/admin/"),
    Screen("reviewer", "/admin/sign-off/", "signoff:waiting"),
    Screen("reviewer", "/admin/sign-off/{waiting}/", "signoff:read"),
    Screen("reviewer", "/admin/sign-off/{decided_round}/", "signoff:read"),
    Screen("author", "/admin/sign-off/{waiting}/", "signoff:read"),
    Screen("reviewer", "/admin/sign-off/decisions/", "signoff:decisions"),
    Screen("reviewer", "/admin/sign-off/about/treatments.treatmentpage/{decided}/", "signoff:decisions_about"),
    Screen("editor", "/admin/desk/reviews/", "desk:reviews"),
    Screen("editor", "/admin/desk/waiting/", "desk:waiting"),
    Screen("editor", "/admin/desk/calendar/", "desk:calendar"),
    Screen("editor", "/admin/reports/facts/?strength=official", "facts:report"),
    Screen("author", "/admin/facts/{fact}/effect/", "facts:effect"),
    Screen("author", "/admin/snippets/facts/fact/?q=patchell", "wagtailsnippets_facts_fact:list"),
    Screen("author", "/admin/snippets/facts/fact/edit/{fact}/"),
    Screen("author", "/admin/snippets/glossary/term/?q=radiation"),
    Screen("author", "/admin/snippets/glossary/term/edit/{term}/"),
    Screen("steward", "/admin/reports/links/", "links:report"),
    Screen("steward", "/admin/reports/links/{link}/ignore/", "links:ignore"),
    Screen("steward", "/admin/reports/missed-addresses/", "missed_addresses:index"),
    Screen("steward", "/admin/reports/missed-addresses/{missed}/point/", "missed_addresses:point"),
    Screen("steward", "/admin/bulk/links/missedaddress/ignore/?id={missed}", "links.missedaddress ignore"),
    Screen("steward", "/admin/care-links/compose/?page={carers}", "care_links:compose"),
    Screen("steward", "/admin/care-links/", "care_links:list"),
    Screen("steward", "/admin/care-links/{code}/", "care_links:link"),
    Screen("steward", "/admin/care-links/placements/", "care_link_placements:index"),
    Screen("steward", "/admin/care-links/placements/new/", "care_link_placements:add"),
    Screen("administrator", "/admin/care-links/leaving/?page={carers}", "care_links:leaving"),
    Screen("editor", "/admin/trials/candidates/?q=chordoma", "trial_candidates:index"),
    Screen("editor", "/admin/trials/candidates/inspect/{candidate}/", "trial_candidates:inspect"),
    Screen("editor", "/admin/bulk/trials/candidate/accept/?id={candidate}", "trials.candidate accept"),
    Screen("editor", "/admin/bulk/trials/candidate/set-aside/?id={candidate}", "trials.candidate set-aside"),
    Screen("editor", "/admin/bulk/trials/candidate/reconsider/?id={accepted}", "trials.candidate reconsider"),
    Screen("editor", "/admin/trials/records/?q=chordoma", "trial_records:index"),
    Screen("editor", "/admin/trials/records/inspect/{study}/", "trial_records:inspect"),
    Screen("editor", "/admin/trials/runs/", "trial_runs:index"),
    Screen("editor", "/admin/trials/runs/inspect/{run}/", "trial_runs:inspect"),
    Screen("editor", "/admin/trials/queries/edit/{query}/"),
    Screen("author", "/admin/pages/{trial}/edit/"),
    Screen("administrator", "/admin/users/edit/{person}/"),
)
# Drawn by Wagtail alone: what its frame, lists, reports and forms get wrong is not ours to mend.
PLAIN = (
    Screen("administrator", "/admin/pages/{parent}/"),
    Screen("administrator", "/admin/reports/site-history/"),
    Screen("administrator", "/admin/redirects/"),
    Screen("administrator", "/admin/pages/{parent}/history/"),
    Screen("administrator", "/admin/snippets/editorial/emergencycard/edit/{card}/"),
    Screen("administrator", "/admin/pages/{plain}/edit/"),
)
# Ours as well, but nobody opens them as a screen.
NO_SCREENS = {
    "a part of a screen that is listed": {
        "desk:reviews_results", "desk:waiting_results", "facts:report_results", "links:report_results",
        "missed_addresses:index_results", "signoff:decisions_results", "trial_candidates:index_results",
        "care_links:list_results", "care_link_placements:index_results",
        "trial_records:index_results", "trial_runs:index_results", "wagtailsnippets_facts_fact:list_results",
    },
    "a button, which leads back to a screen": {
        "links:check", "links:report_again", "trial_candidates:accept", "trial_candidates:reconsider",
    },
    "a page as readers see it": {"signoff:preview", "facts:page"},
    "a sheet to print": {"care_links:slip"},
    "a file or data for a script": {"signoff:audit", "glossary_known_forms", "care_links:qr"},
    "Wagtail's dialog with our rows": {"trial_study_chooser:choose", "trial_study_chooser:choose_results"},
}  # fmt: skip


def unlisted() -> set[str]:
    """Views and bulk actions of ours that stand in no list above, and the other way round."""
    listed = {screen.view for screen in SCREENS if screen.view}.union(*NO_SCREENS.values())
    return listed ^ (set(_our_views(get_resolver())) | _our_bulk_actions())


def _our_views(resolver: URLResolver, space: tuple[str, ...] = (), begin: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        address = begin + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _our_views(each, (*space, each.namespace) if each.namespace else space, address)
        elif address.startswith("admin/") and _module_of(each).startswith(OURS):
            yield ":".join((*space, each.name or address))


def _module_of(pattern: URLPattern) -> str:
    """Where a view is written, also below Wagtail's decorators."""
    view: Any = pattern.callback
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return getattr(view, "view_class", view).__module__


def _our_bulk_actions() -> set[str]:
    ours = [action for action in hooks.get_hooks("register_bulk_action") if action.__module__.startswith(OURS)]
    return {f"{model._meta.label_lower} {action.action_type}" for action in ours for model in action.models}


class People:
    """The roles at work on a site in use, each signed in at the first need, and the numbers of what they look at."""

    def __init__(self, site: RunningSite, browser: Browser, opened: ExitStack) -> None:
        self.site, self.browser, self.opened = site, browser, opened
        self.password = secrets.token_urlsafe(16)
        self.at_work: dict[str, Editor] = {}
        site.manage("set_up_roles")
        code = PUT_IN_USE.format(password=self.password) + MORE.format(password=self.password)
        lines = site.manage("shell", "--no-imports", "-c", code).splitlines()
        self.numbers: dict[str, int | str] = {
            name: number for line in lines for name, number in json.loads(line).items()
        }

    def somebody(self, who: str) -> Editor:
        if who not in self.at_work:
            context = new_context(self.site, self.browser, viewport={"width": 1400, "height": 1000})
            self.opened.enter_context(closing(context))
            self.at_work[who] = Editor(context)
            self.at_work[who].sign_in(who, self.password)
        return self.at_work[who]

    def open(self, screen: Screen) -> Editor:
        somebody = self.somebody(screen.who)
        answer = somebody.page.goto(screen.address.format_map(self.numbers))
        assert answer is not None
        assert answer.status == 200, f"{screen} answered {answer.status}"
        somebody.page.wait_for_load_state("networkidle")
        return somebody
