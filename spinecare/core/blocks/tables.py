"""Tables with a caption and real headers."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .text import InlineTextBlock


class DataTableBlock(TypedTableBlock):
    def __init__(self, **kwargs):
        columns = [
            ("text", CharBlock(label=_("Words"), required=False)),
            ("rich_text", InlineTextBlock(required=False)),
        ]
        super().__init__(columns, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("A small table: at most five columns, short cells, and a caption")
        template = "blocks/table.html"
