"""The question before a page with links goes: who relies on it, and where should its links lead?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..answers import Place
from ..leading import Identity
from ..models import Destination
from ..page_numbers import numbers_in
from ..reliance import Reliance, relied_on_by
from ..rights import LEAD
from .answer_form import AnswerForm
from .nearest import nearest_without
from .pages import Leaving, without_a_place

LIST_LIMIT = 25


@dataclass(frozen=True)
class Question:
    """One page that links lead to, who relies on it, and what readers would be offered without it."""

    destination: Destination
    reliance: Reliance
    nearest: Place | None
    form: AnswerForm


class LeavingScreen(WagtailAdminTemplateMixin, TemplateView):
    """About the pages in the address; or, without any, about all that are gone and nobody was asked about."""

    template_name = "carelinks/admin/leaving.html"
    page_title = gettext_lazy("Where should the links lead?")
    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        chosen = numbers_in(request.GET.getlist("page"))
        self.leaving = Leaving(tuple(chosen), with_below="below" in request.GET)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.leaving.numbers:
            allowed = self.leaving.may_be_withdrawn_by(request.user)
        else:
            allowed = request.user.has_perm(LEAD)
        if not allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @property
    def onward(self) -> str:
        """Where they were going. Only within the admin: whatever else an address says is not followed."""
        there = get_valid_next_url_from_request(self.request)
        return there if there.startswith(reverse("wagtailadmin_home")) else ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.onward and not self.asked_about:
            return redirect(self.onward)
        return self.render_to_response(self.get_context_data(questions=self._questions()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        questions = self._questions(request.POST)
        # All are looked at, so that every page says what is missing.
        valid = [question.form.is_valid() for question in questions]
        if not all(valid):
            messages.error(request, _("Nothing is saved yet. See below what is missing."))
            return self.render_to_response(self.get_context_data(questions=questions))
        with transaction.atomic():
            for question in questions:
                question.form.save(by=request.user)
        if questions:
            messages.success(request, _saved(len(questions)))
        return redirect(self.onward or request.get_full_path())

    @cached_property
    def asked_about(self) -> list[Destination]:
        if not self.leaving.numbers:
            return without_a_place()[:LIST_LIMIT]
        return self.leaving.open_questions

    @cached_property
    def _going(self) -> set[Identity]:
        going = {(each.translation_key, each.language) for each in self.asked_about}
        return going | {(page.translation_key, page.locale.language_code) for page in self.leaving.pages}

    def _questions(self, sent: Any = None) -> list[Question]:
        return [
            Question(
                destination,
                relied_on_by(destination),
                nearest_without(destination, self._going),
                AnswerForm(sent, prefix=str(destination.pk), destination=destination, leaving=self._going),
            )
            for destination in self.asked_about
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        media = Media()
        for question in context["questions"]:
            media += question.form.media
        address = self.request.get_full_path()
        return context | {"media": media, "onward": self.onward, "address": address}


def _saved(count: int) -> str:
    words = ngettext("It is settled where the links of %(count)d page lead.",
                     "It is settled where the links of %(count)d pages lead.", count)  # fmt: skip
    return words % {"count": count}
