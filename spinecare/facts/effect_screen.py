"""The screen "What this changes", and the pages as they would be."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from .edit_addresses import EditAddresses
from .effect import effects_of
from .models import Fact, FactUse
from .permissions import may_look
from .shown import DRAFTS, newest_draft


class EffectView(WagtailAdminTemplateMixin, TemplateView):
    """Every text that names a fact: the words around it now, and with the newest draft of the fact."""

    page_title = _("What this changes")
    header_icon = "doc-empty-inverse"
    template_name = "facts/admin/effect.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def fact(self) -> Fact:
        return get_object_or_404(Fact.objects.select_related("source", "latest_revision"), pk=self.kwargs["pk"])

    @cached_property
    def draft(self) -> Fact:
        return newest_draft(self.fact)

    @cached_property
    def addresses(self) -> EditAddresses:
        return EditAddresses(self.request.user)

    def get_page_subtitle(self) -> str:
        return self.draft.whole_sentence

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit_url = self.addresses.of(self.fact)
        items = [{"url": edit_url, "label": self.draft.whole_sentence}] if edit_url else []
        return [*self.breadcrumbs_items, *items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "fact": self.fact,
            "draft": self.draft,
            "has_draft": self.fact.has_unpublished_changes,
            "rows": [
                {
                    "effect": effect,
                    "edit_url": self.addresses.of(effect.text),
                    "preview_url": self._preview_url(effect.text) if effect.is_page else "",
                }
                for effect in effects_of(self.fact)
            ],
        }

    def _preview_url(self, page: Page) -> str:
        return reverse("facts:page", args=[self.fact.pk, page.pk])


def page_with_draft(request: HttpRequest, pk: int, page_id: int) -> HttpResponse:
    """A page as it would be if the newest draft of a fact were published."""
    if not may_look(request.user):
        raise PermissionDenied
    fact = get_object_or_404(Fact, pk=pk)
    page = get_object_or_404(Page, pk=page_id).specific
    use = get_object_or_404(FactUse.objects.filter(fact_key=fact.key, content_type__model="page"), object_id=page_id)
    shown = page if use.in_live else page.get_latest_revision_as_object()
    return shown.make_preview_request(request, shown.default_preview_mode, {DRAFTS: frozenset({fact.key})})
