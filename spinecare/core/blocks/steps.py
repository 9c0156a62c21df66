"""Steps: what happens, in order, each with its time."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from .text import ProseBlock


class StepBlock(StructBlock):
    when = CharBlock(
        label=_("When"),
        max_length=80,
        required=False,
        help_text=_("A time range in words, such as “The first two weeks”. Leave empty if nobody can say."),
    )
    title = CharBlock(label=_("What happens"), max_length=120)
    text = ProseBlock(label=_("Text"), features=["bold", "ol", "ul", "link", "term"])

    class Meta:
        icon = "time"
        label = _("Step")


class StepListBlock(ListBlock):
    def __init__(self, **kwargs):
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "time"
        label = _("Steps")
        description = _("What happens, in order, each step with its time")
        template = "blocks/steps.html"
        preview_value = [
            {"when": "The first week", "title": "Rest and short walks", "text": "<p>Little and often.</p>"}
        ]
