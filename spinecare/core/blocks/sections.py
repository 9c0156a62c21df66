"""Sections: a heading and what stands under it. The heading is required, so that no text hangs in the air."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StreamBlock, StructBlock

from .boxes import AvoidBlock, DoBlock, NoteBlock, WarningBlock
from .pictures import DiagramBlock, PictureBlock
from .steps import StepListBlock
from .tables import DataTableBlock
from .text import ProseBlock


class ContentBlock(StreamBlock):
    """What may stand under a heading."""

    prose = ProseBlock()
    warning = WarningBlock(group=_("Boxes"))
    note = NoteBlock(group=_("Boxes"))
    do = DoBlock(group=_("Boxes"))
    avoid = AvoidBlock(group=_("Boxes"))
    steps = StepListBlock(group=_("Lists and tables"))
    table = DataTableBlock(group=_("Lists and tables"))
    picture = PictureBlock(group=_("Pictures"))
    diagram = DiagramBlock(group=_("Pictures"))

    class Meta:
        template = "blocks/content.html"


class SectionBlock(StructBlock):
    heading = CharBlock(
        label=_("Heading"), max_length=120, help_text=_("What the section answers, in a reader's words.")
    )
    content = ContentBlock(label=_("Content"))

    class Meta:
        icon = "title"
        label = _("Section")
        description = _("A heading with text, boxes, steps, tables or pictures under it")
        template = "blocks/section.html"


class SectionsBlock(StreamBlock):
    """The free sections of a page."""

    section = SectionBlock()
