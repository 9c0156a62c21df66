"""The admin's "Trials" menu, and what stands on its first page about trials."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from .candidates import accepting
from .desk.candidate_screens import CandidateViewSet
from .desk.decisions import AcceptAction, ReconsiderAction, SetAsideAction
from .desk.home import RegistryNotice, WaitingSummary
from .desk.on_the_desk import on_the_desk
from .desk.query_screens import QueryViewSet
from .desk.record_screens import RecordViewSet
from .desk.run_screens import RunViewSet
from .desk.study_chooser import StudyChooserViewSet
from .models import TrialPage
from .sync.timetable import what_is_due

hooks.register("scheduled_work", what_is_due)
hooks.register("desk_items", on_the_desk)
hooks.register("register_bulk_action", AcceptAction)
hooks.register("register_bulk_action", SetAsideAction)
hooks.register("register_bulk_action", ReconsiderAction)


class TrialsGroup(ModelViewSetGroup):
    """What the registry brings, and what is asked of it."""

    items = (CandidateViewSet, RecordViewSet, QueryViewSet, RunViewSet)
    menu_label = gettext_lazy("Trials")
    menu_name = "trials"
    menu_icon = "glasses"
    menu_order = 160


@hooks.register("register_admin_viewset")
def trials_menu() -> TrialsGroup:
    return TrialsGroup()


@hooks.register("register_admin_viewset")
def study_chooser() -> StudyChooserViewSet:
    return StudyChooserViewSet("trial_study_chooser")


@hooks.register("insert_global_admin_css")
def trials_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/trials-admin.css"))


@hooks.register("construct_homepage_panels")
def warn_about_the_registry(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(RegistryNotice())


@hooks.register("construct_homepage_summary_items")
def count_waiting(request: HttpRequest, items: list[Any]) -> None:
    items.append(WaitingSummary(request))


@hooks.register("register_log_actions")
def name_decisions(actions: LogActionRegistry) -> None:
    actions.register_action(accepting.ACCEPT, gettext_lazy("Accept trial"), gettext_lazy("Trial accepted"))
    actions.register_action(accepting.SET_ASIDE, gettext_lazy("Set trial aside"), gettext_lazy("Trial set aside"))
    actions.register_action(
        accepting.RECONSIDER, gettext_lazy("Take decision back"), gettext_lazy("Decision about trial taken back")
    )


@hooks.register("before_copy_page")
def refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponseRedirect | None:
    """A study has one page. A copy would be a second."""
    if not issubclass(page.specific_class, TrialPage):
        return None
    messages.error(request, _("A trial has one page, so it cannot be copied. Accept another trial instead."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)
