"""What editors see on the admin's first page about trials."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from ..models import Candidate, SyncRun

OLD_AFTER = datetime.timedelta(days=3)
BAD = (SyncRun.State.BRAKED, SyncRun.State.REFUSED, SyncRun.State.FAILED)


def warning() -> str:
    """What is wrong with the last runs, or "". A site that asks no registry has nothing to be wrong."""
    if not settings.REGISTRY_URL:
        return ""
    runs = (
        SyncRun.objects.of_this_site()
        .exclude(kind=SyncRun.Kind.SOME)
        .exclude(state=SyncRun.State.RUNNING)
        .order_by("-pk")
    )
    last, good = runs.first(), runs.filter(state__in=SyncRun.GOOD).first()
    if last is not None and last.state in BAD:
        return _("The last run did not bring the trials up to date: %(state)s.") % {"state": last.get_state_display()}
    if good is None:
        return _("The trials have not been brought up to date from the registry yet.")
    if timezone.now() - good.started_at > OLD_AFTER:
        return _("The trials were last brought up to date on %(date)s.") % {
            "date": date_format(timezone.localtime(good.started_at), "DATE_FORMAT")
        }
    return ""


class RegistryNotice(Component):
    """Says that the trials on the site may no longer be as the registry has them."""

    name = "registry_notice"
    template_name = "trials/admin/registry_notice.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        may_look = parent_context["request"].user.has_perm("trials.view_syncrun")
        return {"warning": warning() if may_look else ""}


class WaitingSummary(SummaryItem):
    """The number of trials to decide about."""

    order = 400
    template_name = "trials/admin/waiting_summary.html"

    def is_shown(self) -> bool:
        return self.request.user.has_perm("trials.view_candidate")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = Candidate.objects.filter(decision=Candidate.Decision.WAITING).count()
        words = ngettext("%(count)d trial to decide", "%(count)d trials to decide", waiting)
        return {"words": words % {"count": waiting}}
