"""The admin's "Once for all pages" menu: what is edited once and shown everywhere."""

from collections.abc import Iterator

from django.db.models import Model
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .center_facts import telephones
from .citing import citations
from .models import ClinicalPage, Contact, EmergencyCard, Source
from .placeholders import phone_numbers
from .source_links import SourceLink
from .urgent import sounds_urgent
from .writing import checker, preview, ready

hooks.register("register_mark_kinds", phone_numbers)
hooks.register("register_mark_kinds", citations)
hooks.register("search_sounds_urgent", sounds_urgent)
hooks.register("describe_center", telephones)


hooks.register("construct_wagtail_userbar", checker.put_in_place)


@hooks.register("finish_page_html", order=200)
def advise_beside_the_form(request: HttpRequest, html: str) -> str:
    """After the marks are filled in. What words are explained, the room that explains them says."""
    page = getattr(request, "previewed_page", None)
    if page is None or not preview.is_beside_the_form(request):
        return html
    known = frozenset().union(*(words() for words in hooks.get_hooks("explained_words")))
    unmarked = [term for find in hooks.get_hooks("unexplained_words") for term in find(html)]
    return preview.annotate(request, html, page, known, unmarked)


@hooks.register("insert_editor_js")
def explain_advice() -> str:
    return format_html('<script type="module" src="{}"></script>', static("js/writing-checks-panel.js"))


@hooks.register("sign_off_obstacles")
def what_the_rules_forbid(target: Model, html: str) -> list[str]:
    """What keeps a page from being signed. Other signed objects have no rules of their own."""
    return ready.obstacles(target, html) if isinstance(target, ClinicalPage) else []


@hooks.register("more_links")
def addresses_of_sources() -> Iterator[SourceLink]:
    """For whoever checks links: the addresses are made from the sources, and stand in no text."""
    return (SourceLink.of(source) for source in Source.objects.all() if source.address)


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
