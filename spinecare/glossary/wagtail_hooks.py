"""The glossary in the admin, and its marks in every text."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .marks import mark_kinds
from .models import Term
from .suggestions import Unmarked, known_words, unmarked_terms
from .text_editor import button_settings, known_forms, offer_button

hooks.register("register_mark_kinds", mark_kinds)
hooks.register("register_rich_text_features", offer_button)
hooks.register("insert_editor_js", button_settings)


@hooks.register("explained_words")
def words_of_terms() -> frozenset[str]:
    """The words that are not counted against a text: a reader can look them up where they stand."""
    return known_words(Term.objects.filter(live=True))


@hooks.register("unexplained_words")
def terms_to_mark(html: str) -> list[Unmarked]:
    return unmarked_terms(html, Term.objects.filter(live=True))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("glossary/known-forms/", known_forms, name="glossary_known_forms")]


@register_snippet
class TermViewSet(SnippetViewSet):
    model = Term
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["term", "definition", "say", "live"]
    list_per_page = 50
    copy_view_enabled = False
