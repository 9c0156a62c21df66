"""Boxes that stand out: something to act on, something to know, what to do and what not to do."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from .text import ProseBlock


class BoxBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=120)
    text = ProseBlock(label=_("Text"))

    class Meta:
        abstract = True
        preview_value = {"title": "Call your team today", "text": "<p>Say what has changed, and since when.</p>"}


class WarningBlock(BoxBlock):
    class Meta:
        icon = "warning"
        label = _("Warning")
        description = _("A sign or a risk the reader must act on")
        template = "blocks/warning.html"


class NoteBlock(BoxBlock):
    class Meta:
        icon = "info-circle"
        label = _("Good to know")
        description = _("Something worth knowing that is not a warning")
        template = "blocks/note.html"


class DoBlock(BoxBlock):
    class Meta:
        icon = "check"
        label = _("Do")
        description = _("A list of things to do")
        template = "blocks/do.html"


class AvoidBlock(BoxBlock):
    class Meta:
        icon = "cross"
        label = _("Do not")
        description = _("A list of things not to do")
        template = "blocks/avoid.html"
