"""What the sign-off changes in the admin: its screens, and a kind word where a signature is missing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, Revision

from spinecare.core.menu import EntryFor

from . import gate
from .desk.decision_report import DecisionReport
from .desk.decisions_about import AuditDownload, DecisionsAbout
from .desk.panels import put_ours_in_place
from .desk.screen import RoundPreview, SignOffScreen, decisions_address
from .desk.take_back import say_it_plainly
from .desk.waiting_list import WaitingList, may_see_all
from .models import Signed

log = logging.getLogger(__name__)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    about = r"^about/(?P<label>[a-z_]+\.[a-z_]+)/(?P<number>\d{1,18})/"
    ours = [
        path("", WaitingList.as_view(), name="waiting"),
        path("<int:state_id>/", SignOffScreen.as_view(), name="read"),
        path("<int:state_id>/page/", RoundPreview.as_view(), name="preview"),
        path("decisions/", DecisionReport.as_view(), name="decisions"),
        path("decisions/results/", DecisionReport.as_view(results_only=True), name="decisions_results"),
        re_path(about + r"$", DecisionsAbout.as_view(), name="decisions_about"),
        re_path(about + r"audit\.(?P<form>csv|json)$", AuditDownload.as_view(), name="audit"),
    ]
    return [path("sign-off/", include((ours, "signoff")))]


@hooks.register("register_admin_menu_item")
def sign_off_in_menu() -> EntryFor:
    label, address = gettext_lazy("Sign-off"), reverse("signoff:waiting")
    return EntryFor(gate.is_reviewer, label, address, name="sign-off", icon_name="clipboard-list", order=110)


@hooks.register("register_reports_menu_item")
def decisions_in_menu() -> EntryFor:
    return EntryFor(
        lambda user: user.has_perm("signoff.view_signoff"),
        gettext_lazy("Clinical decisions"),
        reverse("signoff:decisions"),
        name="clinical-decisions",
        icon_name="clipboard-list",
        order=610,
    )


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/signoff-admin.css"))


@hooks.register("construct_homepage_panels")
def panels_about_the_sign_off(request: HttpRequest, panels: list[Any]) -> None:
    put_ours_in_place(panels)


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def name_the_way_back(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    say_it_plainly(items)


@hooks.register("register_page_header_buttons")
def decisions_about_a_page(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the menu beside the title, where the page's history is too."""
    if issubclass(page.specific_class, Signed) and may_see_all(user):
        address = decisions_address(page.specific_deferred)
        yield Button(_("Clinical decisions, audit file"), address, icon_name="clipboard-list", priority=66)


@hooks.register("register_snippet_listing_buttons")
def decisions_about_an_object(
    target: models.Model, user: AbstractBaseUser, next_url: str | None = None
) -> Iterator[Button]:
    if isinstance(target, Signed) and may_see_all(user):
        address = decisions_address(target)
        yield Button(_("Clinical decisions, audit file"), address, icon_name="clipboard-list", priority=66)


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def ask_for_a_signature(request: HttpRequest, target: models.Model) -> HttpResponse | None:
    """Keep the draft and say what to do next. The gate would refuse it anyway, without a word of help."""
    target = target.specific if isinstance(target, Page) else target
    publication = gate.publication_to_be(target) if isinstance(target, Signed) else None
    if publication is None or publication.may_go_live:
        return None
    messages.warning(
        request,
        _("Your draft is saved. It changes clinical words, so a clinical reviewer signs it before readers see it: "
          "choose “Submit to Clinical sign-off”."),
    )  # fmt: skip
    return redirect(AdminURLFinder(request.user).get_edit_url(target))


@hooks.register("before_copy_page")
def copy_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy of a signed page is not signed: it begins as a draft, and is never an alias that follows another page."""
    publishes = request.method == "POST" and {"publish_copies", "alias"} & request.POST.keys()
    pages = page.get_descendants(inclusive=True).specific() if "copy_subpages" in request.POST else [page.specific]
    if not publishes or not any(isinstance(each, Signed) for each in pages):
        return None
    messages.error(
        request,
        _("A copy of a clinical page must be signed anew. Copy it as a draft, not published, and not as an alias."),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("before_scheduled_publishing")
def keep_unsigned_words_off_the_schedule() -> None:
    """What is due but no longer signed stays a draft. Refused one by one, so that it keeps no other page waiting."""
    for revision in Revision.objects.filter(approved_go_live_at__lte=timezone.now()):
        target = revision.content_object
        if isinstance(target, Signed) and not gate.publication_by(target, revision).may_go_live:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            log.warning("%s was due to go live, but nobody has signed these words", target)
