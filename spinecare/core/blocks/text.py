"""Running text. The page's template sets heading levels; inside text an editor has one level of sub-heading."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

PROSE_FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link", "term"]
INLINE_FEATURES = ["bold", "link", "term"]


class ProseBlock(RichTextBlock):
    """Paragraphs, lists and sub-headings."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": PROSE_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and sub-headings")
        template = "blocks/prose.html"
        preview_value = "<p>Short sentences. One idea in each paragraph.</p>"


class InlineTextBlock(RichTextBlock):
    """A few sentences without headings or lists."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": INLINE_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
