"""All decisions about one text, and its audit file to take away."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..audit import AuditFile, audit_file
from ..models import Change, Signed, SignOff
from .waiting_list import may_see_all


def signed_object(label: str, number: int) -> Signed:
    """The text of this kind and number. One that was deleted is empty, but its story is kept."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(model, Signed) or model._meta.abstract:
        raise Http404
    kept = model._base_manager.filter(pk=number).first()
    if kept is None and not SignOff.about(model(pk=number)).exists():
        raise Http404
    return kept or model(pk=number)


class OneText(View):
    """What the views share: one signed text, for reviewers, editors and administrators."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_see_all(request.user):
            raise PermissionDenied
        self.target = signed_object(kwargs["label"], kwargs["number"])


class DecisionsAbout(OneText, WagtailAdminTemplateMixin, TemplateView):
    template_name = "signoff/admin/decisions_about.html"
    page_title = gettext_lazy("Clinical decisions")
    header_icon = "clipboard-list"

    def get_page_subtitle(self) -> str:
        newest = SignOff.about(self.target).first()
        return str(self.target) if newest is None else newest.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("signoff:decisions"), "label": _("Clinical decisions")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.get_page_subtitle(),
            "target": self.target,
            "decisions": SignOff.about(self.target),
            "changes": Change.about(self.target),
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(self.target),
            "csv_url": reverse("signoff:audit", args=[self.target._meta.label_lower, self.target.pk, "csv"]),
            "json_url": reverse("signoff:audit", args=[self.target._meta.label_lower, self.target.pk, "json"]),
        }


class AuditDownload(OneText):
    """The audit file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        story = audit_file(self.target)
        text, media_type = (
            (story.as_json(), "application/json") if kwargs["form"] == "json" else (story.as_csv(), "text/csv")
        )
        name = f"{_file_name(story)}.{kwargs['form']}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers=headers)


def _file_name(story: AuditFile) -> str:
    return f"audit-{slugify(story.title) or 'text'}-{story.made_at:%Y-%m-%d}"
