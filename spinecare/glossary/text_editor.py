"""The button in the text editor that marks selected words as a term, and what it has to know."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.editors.draftail.features import ControlFeature
from wagtail.rich_text import FeatureRegistry

from .models import Term

# The name by which a rich text field asks for the button.
FEATURE = "term"


def offer_button(features: FeatureRegistry) -> None:
    button = ControlFeature({"type": "mark-term"}, js=["js/mark-term.js"])
    features.register_editor_plugin("draftail", FEATURE, button)


def button_settings() -> SafeString:
    """Data for the button, on every page with an editor."""
    settings = {
        "forms": reverse("glossary_known_forms"),
        "label": _("Explain"),
        "description": _("Mark these words as a term of the glossary. Readers can then see what they mean."),
    }
    return json_script(settings, "mark-term-settings")


def known_forms(request: HttpRequest) -> JsonResponse:
    """The key of the published term for each form, in lower case."""
    terms = Term.objects.filter(live=True)
    return JsonResponse({form.casefold(): term.slug for term in terms for form in term.forms})
