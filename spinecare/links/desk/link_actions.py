"""What can be done about a link from the report: ask again now, ignore it with a reason, report it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log
from wagtail.models import Page

from ..checking import check_now
from ..models import Link
from ..targets import number_in
from .link_report import may_see_links, target_in_words

IGNORE, REPORT_AGAIN = "links.link.ignore", "links.link.report_again"


class ForLinkStewards:
    """A view about one link, for people who may change links. It leads back to where it was called from."""

    link: Link

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_links(request.user):
            raise PermissionDenied
        self.link = get_object_or_404(Link, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @property
    def back(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse("links:report")


class CheckNow(ForLinkStewards, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        check_now(self.link)
        self.link.refresh_from_db()
        words = {"target": in_words(self.link), "state": self.link.get_state_display(), "finding": self.link.finding}
        if self.link.state == Link.State.WORKS:
            messages.success(request, _("%(target)s works.") % words)
        else:
            messages.warning(request, _("%(target)s: %(state)s. %(finding)s") % words)
        return redirect(self.back)


class ReportAgain(ForLinkStewards, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        _ignore(self.link, ignored=False, reason="", user=request.user)
        messages.success(request, _("%(target)s is checked and reported again.") % {"target": in_words(self.link)})
        return redirect(self.back)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it may stay as it is"),
        max_length=200,
        help_text=gettext_lazy("For those who come after you, such as “Opens for people, refuses programs”."),
    )


class Ignore(ForLinkStewards, FormView):
    """Asks for the reason first."""

    form_class = ReasonForm
    template_name = "links/admin/ignore.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = self.link.uses.select_related("page")
        context = {"link": self.link, "target": in_words(self.link), "uses": uses, "back": self.back}
        return super().get_context_data(**kwargs) | context

    def form_valid(self, form: ReasonForm) -> HttpResponseRedirect:
        _ignore(self.link, ignored=True, reason=form.cleaned_data["reason"], user=self.request.user)
        messages.success(self.request, _("%(target)s is not reported any more.") % {"target": in_words(self.link)})
        return redirect(self.back)


def in_words(link: Link) -> str:
    titles = Page.objects.filter(pk=number_in(link.address)).values_list("pk", "title")
    return target_in_words(link.address, dict(titles))


def _ignore(link: Link, *, ignored: bool, reason: str, user: AbstractBaseUser) -> None:
    link.ignored, link.ignored_because, link.ignored_by = ignored, reason, user if ignored else None
    link.save(update_fields=["ignored", "ignored_because", "ignored_by"])
    log(link, IGNORE if ignored else REPORT_AGAIN, user=user, data={"reason": reason})
