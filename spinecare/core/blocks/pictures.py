"""Pictures with a description for people who cannot see them."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(StructBlock):
    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), max_length=250, help_text=_("One sentence that says what to see in it."))

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture that explains something, with a caption")
        template = "blocks/picture.html"
