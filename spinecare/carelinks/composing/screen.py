"""The one screen on which staff make a link: find pages, put them in order, say what goes with them.

It works by plain requests: every button sends the whole form, and the answer is the screen after that step. A script
does the same without leaving the place. Nothing is kept before the link is made.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Site

from spinecare.search.query import shorten

from ..making import MOST_PAGES, make_link
from ..models import CareLink
from ..page_numbers import number_in
from ..rights import MAKE, SEE_ALL
from .finding_pages import pages_found
from .picks import Picks
from .rows import Row, rows
from .twins import twin
from .wishes_form import WishesForm

# What may be sent as the name of a button, besides the search.
ADD, REMOVE, UP, DOWN, NEW, ANYWAY = "add", "remove", "up", "down", "new", "anyway"
# A readable name is a field of its own model, under another name than on the form.
FIELD_OF = {"name": "alias"}


class Composer(WagtailAdminTemplateMixin, TemplateView):
    template_name = "carelinks/admin/compose.html"
    page_title = gettext_lazy("Send pages to a patient")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAKE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse("care_links:list"), "label": _("Care links")}] if self._may_see_all else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]

    @property
    def _may_see_all(self) -> bool:
        return self.request.user.has_perm(SEE_ALL)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(Picks.read(request.GET), WishesForm(), request.GET.get("q", ""))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.POST
        if NEW in sent or ANYWAY in sent:
            return self._make(Picks.read(sent), WishesForm(sent))
        picks, said = _step(sent)
        return self._show(picks, WishesForm(initial=_typed(sent)), sent.get("q", ""), said=said)

    def _make(self, picks: Picks, form: WishesForm) -> HttpResponse:
        chosen = [row.chosen for row in self._rows(picks, form)]
        if not form.is_valid():
            return self._show(picks, form, said=_("No link was made yet. See below what is wrong."))
        wishes = form.wishes()
        if ANYWAY not in self.request.POST and (same := twin(chosen, wishes)):
            used_in = [placement.name for placement in same.placements.in_use()]
            return self._show(picks, form, twin=same, used_in=used_in)
        try:
            link = make_link(chosen, wishes, self.request.user)
        except ValidationError as refusal:
            _explain(refusal, form)
            return self._show(picks, form, said=_("No link was made yet. See below what is wrong."))
        return redirect(address_of(link, dated=form.cleaned_data["dated"]))

    def _show(self, picks: Picks, form: WishesForm, typed: str = "", **extra: Any) -> HttpResponse:
        typed = shorten(typed)
        shown = self._rows(picks, form)
        there = {row.number for row in shown}
        context = {
            "form": form,
            "typed": typed,
            "found": pages_found(typed, self._site) if typed else [],
            "rows": shown,
            "picked": there,
            "left_out": Page.objects.filter(pk__in=set(picks.numbers) - there),
            "is_full": picks.is_full,
            "most": MOST_PAGES,
            "dated": form["dated"].value(),
        }
        return self.render_to_response(self.get_context_data(**context | extra))

    def _rows(self, picks: Picks, form: WishesForm) -> list[Row]:
        return rows(picks, form.chosen_language)

    @property
    def _site(self) -> Site:
        return Site.find_for_request(self.request)


def address_of(link: CareLink, *, dated: bool = False) -> str:
    """The screen with everything to copy."""
    return reverse("care_links:link", args=[link.code]) + ("?dated=on" if dated else "")


def _step(sent: QueryDict) -> tuple[Picks, str]:
    """The pages after a step, and what to say of it."""
    picks = Picks.read(sent)
    if ADD in sent:
        after = picks.added(number_in(sent[ADD]))
        return after, _counted(after)
    if REMOVE in sent:
        after = picks.removed(number_in(sent[REMOVE]))
        return after, _counted(after)
    for name, by in ((UP, -1), (DOWN, 1)):
        if name in sent:
            after = picks.moved(number := number_in(sent[name]), by)
            place = after.numbers.index(number) + 1 if number in after.numbers else 0
            return after, _("Now in place %(place)d.") % {"place": place} if place else ""
    return picks, ""


def _counted(picks: Picks) -> str:
    number = len(picks.picks)
    return ngettext("The list has %(number)d page.", "The list has %(number)d pages.", number) % {"number": number}


def _typed(sent: QueryDict) -> dict[str, Any]:
    """What the form holds, for showing it again before anybody asked to check it."""
    words = {name: sent.get(name, "") for name in ("heading", "note", "alias", "language")}
    return words | {name: name in sent for name in ("dated", "discreet")}


def _explain(refusal: ValidationError, form: WishesForm) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        field = FIELD_OF.get(name, name)
        form.add_error(field if field in form.fields else None, errors)
