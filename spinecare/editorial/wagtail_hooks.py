"""The admin's "Once for all pages" menu: what is edited once and shown everywhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .center_facts import telephones
from .models import Contact, EmergencyCard, Source
from .placeholders import fill_in_html
from .urgent import sounds_urgent

hooks.register("finish_page_html", fill_in_html)
hooks.register("search_sounds_urgent", sounds_urgent)
hooks.register("describe_center", telephones)


class EmergencyCardViewSet(SnippetViewSet):
    model = EmergencyCard
    icon = "warning"
    menu_label = _("Emergency card")
    list_display = ["heading", "number"]


class ContactViewSet(SnippetViewSet):
    model = Contact
    icon = "mobile-alt"
    menu_label = _("Contacts")
    list_display = ["name", "phone", "hours", "role"]


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "openquote"
    menu_label = _("Sources")
    list_display = ["title", "publisher", "year", "kind", "identifier"]
    list_filter = ["kind", "year"]


@register_snippet
class OnceForAllGroup(SnippetViewSetGroup):
    """What is written once and shown on many pages."""

    items = [EmergencyCardViewSet, ContactViewSet, SourceViewSet]
    menu_label = _("Once for all pages")
    menu_name = "once-for-all"
    menu_icon = "globe"
    menu_order = 150
