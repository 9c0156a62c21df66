"""Links that were given to people. Rows are only added: what was once sent stays as it is."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spinecare.core.origin import absolute

from ..codes import LONGEST, SHAPED_LIKE_ONE
from .destination import Destination

ALIAS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Promised(models.Model):
    """Abstract: a promise made to somebody outside. It cannot be taken back."""

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise models.ProtectedError(str(_("A link that was given to somebody stays for ever.")), {self})


class CareLink(Promised):
    """A link to one page or, as a reading list, to several.

    `code` is never given again. `note` is from the team to whoever gets the list, and names nobody.
    """

    code = models.CharField(_("code"), max_length=LONGEST, unique=True, editable=False)
    heading = models.CharField(_("heading"), max_length=120, blank=True, help_text=_("Above a list of several pages."))
    note = models.TextField(
        _("note from the team"),
        max_length=500,
        blank=True,
        help_text=_("Stands above the list. Write nothing about a person here: no name, date of birth or diagnosis."),
    )
    discreet = models.BooleanField(
        _("discreet"),
        default=False,
        help_text=_("Messengers that show a preview of the link do not name the page."),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("care link")
        verbose_name_plural = _("care links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.code

    @property
    def path(self) -> str:
        """The address that belongs on paper, without the site: the alias where there is one."""
        # In Python, so that a list of links can read all names at once.
        aliases = sorted(self.aliases.all(), key=lambda alias: alias.pk)
        return reverse("carelink", args=[aliases[0].name if aliases else self.code])

    @property
    def address(self) -> str:
        return absolute(self.path)


class Item(models.Model):
    """One page of a link, and the place on it."""

    link = models.ForeignKey(CareLink, verbose_name=_("link"), on_delete=models.PROTECT, related_name="items")
    destination = models.ForeignKey(Destination, verbose_name=_("page"), on_delete=models.PROTECT, related_name="items")
    # The stable anchor of a part or of an editor's section, and its heading on the day the link was made.
    anchor = models.CharField(_("section"), max_length=100, blank=True)
    section = models.CharField(_("heading of the section"), max_length=255, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page of a link")
        verbose_name_plural = _("pages of links")
        ordering = ["link", "position"]
        constraints = [models.UniqueConstraint(fields=["link", "position"], name="one_item_for_each_position")]

    def __str__(self) -> str:
        return f"{self.link}: {self.destination}"


class Alias(Promised):
    """A readable name for a link, such as `steroids`. It stays with its link for ever."""

    name = models.CharField(
        _("readable name"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{ALIAS.pattern}\Z", _("Use small letters, digits and single hyphens, such as “steroids”.")
            )
        ],
    )
    link = models.ForeignKey(CareLink, verbose_name=_("link"), on_delete=models.PROTECT, related_name="aliases")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("readable name")
        verbose_name_plural = _("readable names")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a name that could be a code with a wrong character in it."""
        if len(self.name) < 3:
            raise ValidationError({"name": _("At least three letters.")})
        if SHAPED_LIKE_ONE.fullmatch(self.name.replace("-", "").upper()):
            raise ValidationError({"name": _("This could be taken for a code. Choose another name.")})
