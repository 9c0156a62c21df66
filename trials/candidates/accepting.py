"""What an editor decides about a candidate. Each decision can be made twice without harm, and is in Wagtail's log."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Candidate, Study, TrialIndexPage, TrialPage
from .suggestions import Catalog

ACCEPT, SET_ASIDE, RECONSIDER = "trials.candidate.accept", "trials.candidate.set_aside", "trials.candidate.reconsider"


class DecisionError(Exception):
    """The decision cannot be made. The message is for the editor."""


def accept(candidate: Candidate, user: AbstractBaseUser) -> TrialPage:
    """Put the study on the editors' list: a draft below the trial list, which nobody sees until it is published."""
    with transaction.atomic():
        candidate = _locked(candidate)
        page = TrialPage.objects.filter(study=candidate.study).first() or _draft(candidate, user)
        _decide(candidate, Candidate.Decision.ACCEPTED, user, ACCEPT)
    return page


def set_aside(candidate: Candidate, user: AbstractBaseUser, reason: str) -> None:
    """Leave the study out, and say why. The next run keeps its record up to date all the same."""
    with transaction.atomic():
        candidate = _locked(candidate)
        _refuse_with_page(candidate)
        _decide(candidate, Candidate.Decision.SET_ASIDE, user, SET_ASIDE, reason)


def reconsider(candidate: Candidate, user: AbstractBaseUser) -> None:
    """Take the decision back: the study waits again."""
    with transaction.atomic():
        candidate = _locked(candidate)
        _refuse_with_page(candidate)
        _decide(candidate, Candidate.Decision.WAITING, user, RECONSIDER)


def _locked(candidate: Candidate) -> Candidate:
    """The candidate as it is now, so that two editors do not decide at once."""
    return Candidate.objects.select_for_update(of=("self",)).select_related("study").get(pk=candidate.pk)


def _refuse_with_page(candidate: Candidate) -> None:
    if TrialPage.objects.filter(study=candidate.study).exists():
        raise DecisionError(
            _("%(number)s already has a page. Unpublish or delete the page first.") % {"number": candidate.study.nct_id}
        )


def _decide(candidate: Candidate, decision: str, user: AbstractBaseUser, action: str, reason: str = "") -> None:
    if candidate.decision == decision and candidate.reason == reason:
        return
    waits = decision == Candidate.Decision.WAITING
    candidate.decision, candidate.reason = decision, reason
    candidate.decided_by, candidate.decided_at = (None, None) if waits else (user, timezone.now())
    candidate.save()
    log(candidate, action, user=user, data={"reason": reason})


def _draft(candidate: Candidate, user: AbstractBaseUser) -> TrialPage:
    study = candidate.study
    if study.state == Study.State.MERGED:
        raise DecisionError(
            _("%(number)s has become part of another entry. Decide about that one.") % {"number": study.nct_id}
        )
    parent = TrialIndexPage.objects.first()
    if parent is None:
        raise DecisionError(_("There is no trial list to put the page below. Make a trial list page first."))
    if not parent.permissions_for_user(user).can_add_subpage():
        raise DecisionError(_("You may not add pages to the trial list."))
    page = _new_page(candidate)
    page.owner = user
    parent.add_child(instance=page)
    log(page, "wagtail.create", user=user)
    # What a page must have is asked for when it is published.
    page.save_revision(user=user, clean=False)
    return page


def _new_page(candidate: Candidate) -> TrialPage:
    study = candidate.study
    suggested = Catalog.load().suggest(study.record, candidate.found_by.prefetch_related("tumor_types"))
    name = study.brief_title or study.nct_id
    page = TrialPage(
        title=_fitting(study.acronym or name, "title"),
        headline=_fitting(name, "headline"),
        study=study,
        written_against=study.version_in_use,
        live=False,
    )
    page.tumor_types = [each.page for each in suggested.types]
    page.treatments = [each.page for each in suggested.treatments]
    return page


def _fitting(text: str, field: str) -> str:
    return Truncator(text).chars(TrialPage._meta.get_field(field).max_length)
