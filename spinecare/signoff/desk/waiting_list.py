"""The list of what waits for a clinical reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import gate
from .waiting import Waiting, opened, waiting_states, why_not

A_LEAF = 25


@dataclass(frozen=True)
class Row:
    """One text, and why whoever looks may not sign it."""

    waiting: Waiting
    reason_against: str


def rows(waiting: list[Waiting], user: Any) -> list[Row]:
    return [Row(each, why_not(user, each)) for each in waiting]


class WaitingList(WagtailAdminTemplateMixin, TemplateView):
    """All that waits, the longest first."""

    template_name = "signoff/admin/waiting.html"
    page_title = gettext_lazy("Waiting for sign-off")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_all(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leaf = Paginator(waiting_states(), A_LEAF).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"leaf": leaf, "rows": rows(opened(leaf), self.request.user)}


def may_see_all(user: Any) -> bool:
    return gate.is_reviewer(user) or user.has_perm("signoff.view_signoff")
