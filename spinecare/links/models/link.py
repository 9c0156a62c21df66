"""Addresses that pages lead to, how they fared when last asked, and where they stand."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..targets import LONGEST_ADDRESS, Whereto


class LinkQuerySet(models.QuerySet):
    def in_use(self) -> LinkQuerySet:
        return self.filter(pk__in=LinkUse.objects.values("link"))

    def faulty(self) -> LinkQuerySet:
        """What an editor should look at."""
        return self.filter(state__in=Link.FAULTY, ignored=False)


class Link(models.Model):
    """One address, however many pages lead to it. Checked once for all of them."""

    class Kind(models.TextChoices):
        INTERNAL = Whereto.INTERNAL.value, _("On this site")
        EXTERNAL = Whereto.EXTERNAL.value, _("Elsewhere")

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("Not checked yet")
        WORKS = "works", _("Works")
        MOVED = "moved", _("Moved")
        UNCLEAR = "unclear", _("Unclear")
        DEAD = "dead", _("Dead")

    FAULTY = (State.DEAD, State.MOVED, State.UNCLEAR)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UNCHECKED)
    finding = models.CharField(_("what was found"), max_length=200, blank=True)
    status_code = models.PositiveSmallIntegerField(_("status code"), null=True, blank=True)
    moved_to = models.CharField(_("moved to"), max_length=LONGEST_ADDRESS, blank=True)
    last_checked = models.DateTimeField(_("last checked"), null=True, blank=True)
    first_failed = models.DateField(_("failing since"), null=True, blank=True)
    # Days on which it failed without a break, and the last of them: one bad day is no verdict.
    failed_days = models.PositiveSmallIntegerField(default=0)
    last_failed = models.DateField(null=True, blank=True)
    ignored = models.BooleanField(_("ignored"), default=False)
    ignored_because = models.CharField(_("ignored because"), max_length=200, blank=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ignored by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = LinkQuerySet.as_manager()

    # Kept by the site itself: it is nobody's use of a person.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["address"]
        indexes = [models.Index(fields=["kind", "last_checked"], name="link_by_last_check")]

    def __str__(self) -> str:
        return self.address


class LinkUse(models.Model):
    """A place from which a link leads away."""

    link = models.ForeignKey(Link, verbose_name=_("link"), on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="links_found"
    )
    place = models.CharField(_("place"), max_length=250)
    text = models.CharField(_("text"), max_length=250, blank=True)
    content_path = models.CharField(max_length=250, blank=True)
    edit_url = models.CharField(max_length=250, blank=True)

    # A page can be deleted while its links are in the list; Wagtail need not warn of that.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        ordering = ["page", "pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def dead_on(page_id: int) -> models.QuerySet[LinkUse]:
    """The dead links that stand on a page."""
    dead = Q(link__state=Link.State.DEAD, link__ignored=False)
    return LinkUse.objects.filter(dead, page_id=page_id).select_related("link")
