"""What is the same on every page and edited in one place: the center's name, its addresses and the menus."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField

from ..linked_pages import LinkedPageBlock


@register_setting(icon="home", order=100)
class CenterSettings(BaseGenericSetting):
    """Who runs this site. A hospital that adopts it changes these, not the code."""

    name = models.CharField(_("name"), max_length=80, default="SpineCare")
    tagline = models.CharField(_("tagline"), max_length=140, blank=True, help_text=_("A few words beside the name."))
    logo = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leave empty to use the mark that comes with the site."),
    )
    notice = models.CharField(
        _("notice on every page"),
        max_length=240,
        blank=True,
        help_text=_("For example that the center is fictional, or that a phone line is down. Leave empty for none."),
    )
    street_address = models.TextField(_("address"), max_length=300, blank=True, help_text=_("One line for each part."))
    footer_text = RichTextField(
        _("text at the foot of every page"),
        blank=True,
        features=["bold", "link"],
        help_text=_("What this site is and is not. Two or three sentences."),
    )

    header_menu = StreamField(
        [("page", LinkedPageBlock(label=_("Page")))],
        verbose_name=_("menu at the head"),
        blank=True,
        help_text=_("Five to seven pages. They are shown by their titles."),
    )
    footer_menu = StreamField(
        [("page", LinkedPageBlock(label=_("Page")))],
        verbose_name=_("menu at the foot"),
        blank=True,
        help_text=_("Pages about the site: privacy, accessibility, how we write."),
    )

    panels = [
        MultiFieldPanel(["name", "tagline", "logo", "notice"], heading=_("Name")),
        MultiFieldPanel(["street_address", "footer_text"], heading=_("Foot of the page")),
        MultiFieldPanel(["header_menu", "footer_menu"], heading=_("Menus")),
    ]

    class Meta:
        verbose_name = _("center")
