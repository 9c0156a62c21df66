"""Pictures with a description for people who cannot see them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue
from wagtail.images.blocks import ImageBlock

from ..diagrams import Diagram, Words, choices, find


class PictureBlock(StructBlock):
    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), max_length=250, help_text=_("One sentence that says what to see in it."))

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture that explains something, with a caption")
        template = "blocks/picture.html"


class DiagramValue(StructValue):
    """A diagram as it stands on a page."""

    @property
    def drawing(self) -> Diagram | None:
        return find(self["diagram"])

    @property
    def shown_caption(self) -> Words:
        """The editor's own words, or else those that came with the drawing."""
        return self["caption"] or (self.drawing.caption if self.drawing else "")


class DiagramBlock(StructBlock):
    diagram = ChoiceBlock(
        label=_("Diagram"),
        choices=choices,
        help_text=_("It comes with a caption, and with a description for people who cannot see it."),
    )
    caption = CharBlock(
        label=_("Caption of your own"),
        max_length=250,
        required=False,
        help_text=_("Leave empty for the caption that comes with the diagram."),
    )

    class Meta:
        icon = "draft"
        label = _("Diagram")
        description = _("A drawing made for this site that explains something, with its words")
        template = "blocks/diagram.html"
        value_class = DiagramValue

    def get_searchable_content(self, value: DiagramValue) -> list[str]:
        """A reader who searches for what a drawing shows finds the page it is on."""
        if value.drawing is None:
            return []
        words = (value.shown_caption, value.drawing.description, *value.drawing.key)
        return [str(part) for part in words]

    def get_preview_value(self) -> DiagramValue:
        """Which drawings there are is known only while the site runs, so the preview shows the first."""
        first = next(iter(choices()), ("", ""))[0]
        return self.normalize({"diagram": first, "caption": ""})
