"""Lists of named things: benefits, harms, roles, checkable facts, questions."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from .text import InlineTextBlock


class ItemBlock(StructBlock):
    """One named thing and what there is to say about it."""

    title = CharBlock(label=_("Name"), max_length=120, help_text=_("A few plain words, such as “Trouble sleeping”."))
    text = InlineTextBlock(
        label=_("What to know"),
        help_text=_("How often, when, and what to do about it. Write numbers as “14 in 100 (14%)”."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Item")


class ItemListBlock(ListBlock):
    def __init__(self, **kwargs):
        super().__init__(ItemBlock(), **kwargs)


class QuestionListBlock(ListBlock):
    def __init__(self, **kwargs):
        super().__init__(
            CharBlock(label=_("Question"), max_length=250, help_text=_("In the reader's own words, to read aloud.")),
            **kwargs,
        )
