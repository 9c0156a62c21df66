"""Deciding about candidates: one by one from the list, or several at a time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action import BulkAction

from ..candidates.accepting import DecisionError, accept, reconsider, set_aside
from ..models import Candidate

READY_REASONS = (
    ("not-our-tumors", gettext_lazy("Not about tumors of the spine or spinal cord")),
    ("no-place-near", gettext_lazy("No place our patients could reach")),
    ("closed", gettext_lazy("Closed to new people, with nothing to report")),
    ("doubtful", gettext_lazy("We have doubts about this trial")),
    ("", gettext_lazy("Another reason")),
)
OWN_WORDS = 160


def may_decide(user: AbstractBaseUser) -> bool:
    return user.has_perm("trials.change_candidate")


def accept_all(request: HttpRequest, candidates: Iterable[Candidate]) -> None:
    """Accept them, and tell the editor what came of it."""
    pages = _decide_all(request, candidates, lambda candidate: accept(candidate, request.user))
    if len(pages) == 1:
        messages.success(
            request,
            _("Accepted. There is now a draft, which readers do not see: “%(title)s”.") % {"title": pages[0].title},
            buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[pages[0].pk]), _("Write the page"))],
        )
    elif pages:
        text = ngettext("%(count)d trial accepted.", "%(count)d trials accepted.", len(pages)) % {"count": len(pages)}
        explore = reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk])
        messages.success(request, text, buttons=[messages.button(explore, _("See the drafts"))])


def set_all_aside(request: HttpRequest, candidates: Iterable[Candidate], reason: str) -> None:
    done = _decide_all(request, candidates, lambda candidate: set_aside(candidate, request.user, reason))
    if done:
        text = ngettext("%(count)d trial set aside.", "%(count)d trials set aside.", len(done))
        messages.success(request, text % {"count": len(done)})


def reconsider_all(request: HttpRequest, candidates: Iterable[Candidate]) -> None:
    done = _decide_all(request, candidates, lambda candidate: reconsider(candidate, request.user))
    if done:
        text = ngettext("%(count)d trial waits again.", "%(count)d trials wait again.", len(done))
        messages.success(request, text % {"count": len(done)})


def _decide_all(request: HttpRequest, candidates: Iterable[Candidate], decide: Callable[[Candidate], Any]) -> list[Any]:
    """Decide about each, and say why where it cannot be done. Returns what came of those that could."""
    done = []
    for candidate in candidates:
        try:
            done.append(decide(candidate))
        except DecisionError as error:
            messages.error(request, str(error))
    return done


class DecisionView(View):
    """A button in the list. It only answers to POST, and leads back to where it was pressed."""

    http_method_names: ClassVar[list[str]] = ["post"]
    decide: Callable[[HttpRequest, Iterable[Candidate]], None] | None = None

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        if not may_decide(request.user):
            raise PermissionDenied
        self.decide(request, [get_object_or_404(Candidate, pk=pk)])
        return redirect(get_valid_next_url_from_request(request) or reverse("trial_candidates:index"))


class ReasonForm(forms.Form):
    """Why a trial is left out."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=READY_REASONS, widget=forms.RadioSelect, required=False
    )
    own_words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=OWN_WORDS,
        required=False,
        help_text=gettext_lazy("Needed for another reason. Only editors see it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("reason") and not cleaned.get("own_words") and not self.errors:
            self.add_error("own_words", _("Choose a reason, or say it in your own words."))
        return cleaned

    @property
    def text(self) -> str:
        ready = dict(READY_REASONS).get(self.cleaned_data["reason"] or None, "")
        return ". ".join(str(part) for part in (ready, self.cleaned_data["own_words"]) if part)


class CandidateAction(BulkAction):
    """Something done to several candidates, after one more look at them."""

    models: ClassVar[list[type]] = [Candidate]
    template_name = "trials/admin/decide.html"
    question = ""
    button = ""

    def __init__(self, request: HttpRequest, model: type) -> None:
        super().__init__(request, model)
        self.next_url = get_valid_next_url_from_request(request) or reverse("trial_candidates:index")

    @classmethod
    def get_queryset(cls, model: type[Candidate], object_ids: list[str]) -> list[Candidate]:
        numbers = [number for number in object_ids if str(number).isdecimal() and len(str(number)) < 19]
        candidates = model.objects.filter(pk__in=numbers).select_related("study").defer("study__raw")
        if not candidates:
            raise Http404
        return list(candidates)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """Never all at once: the whole list is longer than what the editor has looked at."""
        return []

    def check_perm(self, candidate: Candidate) -> bool:
        return may_decide(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"title": self.display_name, "question": self.question, "button": self.button}
        return super().get_context_data(**kwargs) | words

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: list[Candidate], *, action: CandidateAction, **kwargs: Any) -> tuple[int, int]:
        action.do(objects)
        return len(objects), 0

    @abstractmethod
    def do(self, candidates: list[Candidate]) -> None:
        """The deed. It tells the editor what came of it."""


class AcceptAction(CandidateAction):
    display_name = gettext_lazy("Accept")
    action_type = "accept"
    aria_label = gettext_lazy("Accept the selected trials")
    action_priority = 10
    question = gettext_lazy("A draft page is made for each. Readers see nothing until you publish it.")
    button = gettext_lazy("Accept")

    def do(self, candidates: list[Candidate]) -> None:
        accept_all(self.request, candidates)


class SetAsideAction(CandidateAction):
    display_name = gettext_lazy("Set aside")
    action_type = "set-aside"
    aria_label = gettext_lazy("Set the selected trials aside")
    action_priority = 20
    form_class = ReasonForm
    question = gettext_lazy("They stay out of the site. You can take this back at any time.")
    button = gettext_lazy("Set aside")

    def do(self, candidates: list[Candidate]) -> None:
        set_all_aside(self.request, candidates, self.cleaned_form.text)


class ReconsiderAction(CandidateAction):
    display_name = gettext_lazy("Take back")
    action_type = "reconsider"
    aria_label = gettext_lazy("Take back the decision about the selected trials")
    action_priority = 30
    question = gettext_lazy("They wait for a decision again.")
    button = gettext_lazy("Take back")

    def do(self, candidates: list[Candidate]) -> None:
        reconsider_all(self.request, candidates)
