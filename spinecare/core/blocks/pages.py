"""Blocks that lead to another page of the site."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from ..linked_pages import LinkedPageBlock


class TaskBlock(StructBlock):
    """Something a reader came to do, and where it is done."""

    title = CharBlock(label=_("Task"), max_length=60, help_text=_("In the reader's words, such as “I was just told”."))
    text = CharBlock(label=_("What they find there"), max_length=160)
    page = LinkedPageBlock(label=_("Page"))

    class Meta:
        icon = "link"
        label = _("Task")


class PageNoteBlock(StructBlock):
    """A page and a reason to open it."""

    page = LinkedPageBlock(label=_("Page"))
    note = CharBlock(label=_("Why read it"), max_length=200, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Page")
