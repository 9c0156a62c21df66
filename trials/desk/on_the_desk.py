"""What of trials waits on an editor's desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spinecare.core.desk_items import DeskItem, Tone

from ..models import Candidate, Study
from .record_screens import out_of_step


def on_the_desk(request: HttpRequest) -> list[DeskItem]:
    """New trials to decide about, and pages that the registry has left behind."""
    items = []
    if request.user.has_perm("trials.change_candidate"):
        waiting = Candidate.objects.filter(decision=Candidate.Decision.WAITING).count()
        address = f"{reverse('trial_candidates:index')}?decision={Candidate.Decision.WAITING}"
        items.append(DeskItem(_("Trials to decide about"), waiting, address))
    if request.user.has_perm("trials.view_study"):
        behind = out_of_step(Study.objects.all()).count()
        address = f"{reverse('trial_records:index')}?look=out-of-step"
        items.append(DeskItem(_("Trial pages out of step with the registry"), behind, address, Tone.SOON))
    return items
