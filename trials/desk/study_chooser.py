"""Choosing the registry record for a new trial page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from ..models import Study
from ..wording import status


class StudySearch(BaseFilterForm):
    q = forms.CharField(
        label=gettext_lazy("Number, or words of the title"),
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Search")}),
        required=False,
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        found = Q(nct_id__icontains=words) | Q(brief_title__icontains=words) | Q(search_words__icontains=words)
        return objects.filter(found)


class _WithoutPage:
    """Studies nobody has made a page about. Those that have left the registry are nothing to begin with."""

    filter_form_class = StudySearch

    def get_object_list(self) -> QuerySet:
        there = Study.objects.filter(state__in=(Study.State.LISTED, Study.State.OUT_OF_SCOPE))
        return there.filter(page=None).defer("raw")

    @property
    def columns(self) -> list[Any]:
        return [*super().columns, Column("status", accessor=lambda each: status.label(each.status))]


class ChooseStudyView(_WithoutPage, ChooseView):
    pass


class ChooseStudyResultsView(_WithoutPage, ChooseResultsView):
    pass


class StudyChooserViewSet(ChooserViewSet):
    model = Study
    icon = "doc-full"
    choose_one_text = gettext_lazy("Choose a registry record")
    choose_another_text = gettext_lazy("Choose another registry record")
    choose_view_class = ChooseStudyView
    choose_results_view_class = ChooseStudyResultsView
