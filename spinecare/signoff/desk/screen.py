"""The one screen of a reviewer: the page, what changed, and two buttons."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from .. import gate
from ..decision_forms import SendBackForm, SignForm
from ..decisions import Decision
from ..models import SignOff
from .changes import changes_against_live, words_of_fields
from .deciding import AlreadyDecided, decide
from .obstacles import obstacles
from .preview import as_readers_see_it, has_preview
from .waiting import Waiting, may_look, names, opened, sign_off_states, waiting_states, who_may_sign, why_not


class OneRound(View):
    """What both views share: one text that was sent for sign-off, for those who may see it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = opened(sign_off_states().filter(pk=kwargs["state_id"]))
        if not found:
            raise Http404
        self.waiting: Waiting = found[0]
        if not may_look(request.user, self.waiting.target):
            raise PermissionDenied


class SignOffScreen(OneRound, WagtailAdminTemplateMixin, TemplateView):
    """Read it, then sign it or send it back. Afterwards the same address says what was decided."""

    template_name = "signoff/admin/screen.html"
    page_title = gettext_lazy("Sign-off")
    header_icon = "clipboard-list"

    def get_page_subtitle(self) -> str:
        return str(self.waiting.target)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("signoff:waiting"), "label": _("Sign-off")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    @cached_property
    def is_open(self) -> bool:
        return self.waiting.state.status == TaskState.STATUS_IN_PROGRESS

    @cached_property
    def reason_against(self) -> str:
        return why_not(self.request.user, self.waiting)

    @cached_property
    def obstacles(self) -> list[str]:
        return obstacles(self.waiting.target, self.request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sending_back = "send-back" in request.POST
        form = self.send_back_form(request.POST) if sending_back else self.sign_form(request.POST)
        if not form.is_valid() or (self.obstacles and not sending_back):
            messages.error(request, _("Nothing was decided yet. See below what is missing."))
            shown = {"send_back_form": form} if sending_back else {"sign_form": form}
            return self.render_to_response(self.get_context_data(**shown))
        self._decide(Decision.to_send_back(form.cleaned_data) if sending_back else Decision.to_sign(form.cleaned_data))
        return redirect("signoff:read", self.waiting.state.pk)

    def _decide(self, decision: Decision) -> None:
        title = {"title": self.waiting.target}
        try:
            decide(self.waiting.state, self.request.user, decision)
        except AlreadyDecided:
            messages.warning(self.request, _("Somebody decided about “%(title)s” before you, or took it back.") % title)
        except PermissionDenied as refusal:
            messages.error(self.request, self.reason_against or str(refusal))
        else:
            sent_back = decision.kind == SignOff.Decision.SENT_BACK
            words = _("“%(title)s” went back to its author.") if sent_back else _("You signed “%(title)s”.")
            messages.success(self.request, words % title)

    def sign_form(self, data: Any = None) -> SignForm:
        """The checklist. Where nothing is live, there are no changes to sign alone."""
        form = SignForm(data, auto_id="sign_%s")
        if self.waiting.is_new:
            form.fields["change_only"].disabled = True
            form.fields["change_only"].widget = forms.HiddenInput()
        return form

    def send_back_form(self, data: Any = None) -> SendBackForm:
        return SendBackForm(data, auto_id="back_%s")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        target, state = self.waiting.target, self.waiting.state
        decisions = SignOff.about(target)
        context = {
            "waiting": self.waiting,
            "is_open": self.is_open,
            "may_sign": self.is_open and not self.reason_against,
            "reason_against": self.reason_against if self.is_open else "",
            "others": names(who_may_sign(target).exclude(pk=self.request.user.pk)) if self.is_open else "",
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(target),
            "decisions_url": decisions_address(target),
            "has_preview": has_preview(target),
            "words": [] if has_preview(target) else words_of_fields(target),
            "changes": changes_against_live(target) if self.is_open else [],
            "obstacles": self.obstacles if self.is_open else [],
            "rounds": decisions.exclude(revision=state.revision)[:10],
            "decision": decisions.filter(revision=state.revision).first(),
            "live_url": target.get_url(self.request) if target.live and has_preview(target) else "",
            "next": _next_for(self.request, state),
            "sign_form": self.sign_form(),
            "send_back_form": self.send_back_form(),
        }
        return super().get_context_data(**context) | kwargs


class RoundPreview(OneRound):
    """What is to be signed, for the frame on the screen."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_preview(self.waiting.target):
            raise Http404
        return as_readers_see_it(self.waiting.target, request)


def decisions_address(target: Any) -> str:
    """Where the decisions about one text are listed."""
    return reverse("signoff:decisions_about", args=[target._meta.label_lower, target.pk])


def _next_for(request: HttpRequest, state: TaskState) -> Waiting | None:
    """The longest waiting text that this person may sign."""
    if not gate.is_reviewer(request.user):
        return None
    others = opened(waiting_states().exclude(pk=state.pk)[:25])
    return next((each for each in others if not why_not(request.user, each)), None)
