"""What the registry is asked for."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import RegistryQuery

QUOTED = re.compile(r'"[^"]*"')


class QueryForm(WagtailAdminModelForm):
    """Finds what the registry would refuse: one refused query stops the whole run."""

    def clean_condition(self) -> str:
        condition = self.cleaned_data["condition"]
        bare = QUOTED.sub("", condition)
        if '"' in bare:
            raise forms.ValidationError(_("A quote is opened and not closed."))
        if "[" in bare or "]" in bare:
            raise forms.ValidationError(_("The registry does not take square brackets here."))
        if not _closes_every_bracket(bare):
            raise forms.ValidationError(_("A bracket is opened and not closed, or closed and not opened."))
        return condition


def _closes_every_bracket(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return depth == 0


class QueryViewSet(ModelViewSet):
    model = RegistryQuery
    icon = "search"
    name = "trial_queries"
    url_prefix = "trials/queries"
    menu_label = gettext_lazy("Registry queries")
    list_display = ("name", "condition", BooleanColumn("is_active", label=gettext_lazy("In use")))
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            HelpPanel(
                heading=gettext_lazy("How to ask the registry"), template="trials/admin/query_help.html", icon="help"
            ),
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("condition"),
            FieldPanel("tumor_types", widget=forms.CheckboxSelectMultiple),
            FieldPanel("is_active"),
        ],
        base_form_class=QueryForm,
    )
