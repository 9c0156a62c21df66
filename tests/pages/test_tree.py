"""Where each kind of page may stand, and that every kind can be shown, edited and previewed when new."""

from __future__ import annotations

import pytest
from wagtail.models import Page, get_page_models
from wagtail.test.utils import WagtailPageTestCase

from spinecare.core.models import BasePage
from spinecare.editorial.models import ClinicalPage
from spinecare.glossary.models import GlossaryPage
from spinecare.home.models import HomePage, StandardPage
from spinecare.knowledge.models import ArticlePage, GuidePage, KnowledgeIndexPage
from spinecare.support.models import CenterPage, SupportIndexPage, SupportPage
from treatments.models import TreatmentIndexPage, TreatmentPage, TumorTypeIndexPage, TumorTypePage
from trials.models import TrialIndexPage, TrialPage

from .site_parts import page_at

OURS = [model for model in get_page_models() if issubclass(model, BasePage)]
PARENTS = {
    HomePage: {Page},
    TreatmentIndexPage: {HomePage},
    TreatmentPage: {TreatmentIndexPage},
    TumorTypeIndexPage: {HomePage},
    TumorTypePage: {TumorTypeIndexPage},
    TrialIndexPage: {HomePage},
    TrialPage: {TrialIndexPage},
    KnowledgeIndexPage: {HomePage},
    ArticlePage: {KnowledgeIndexPage},
    GuidePage: {HomePage},
    SupportIndexPage: {HomePage},
    SupportPage: {SupportIndexPage},
    CenterPage: {HomePage},
    StandardPage: {HomePage, StandardPage},
    GlossaryPage: {HomePage},
}
LEAVES = [TreatmentPage, TumorTypePage, TrialPage, ArticlePage, GuidePage, SupportPage, CenterPage, GlossaryPage]


def test_the_table_of_parents_names_every_kind() -> None:
    assert set(PARENTS) == set(OURS)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_parents(model: type[BasePage]) -> None:
    WagtailPageTestCase().assertAllowedParentPageTypes(model, PARENTS[model])


@pytest.mark.parametrize("model", LEAVES, ids=lambda model: model.__name__)
def test_leaves_have_nothing_below(model: type[BasePage]) -> None:
    WagtailPageTestCase().assertAllowedSubpageTypes(model, set())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_an_editor_is_told_what_each_kind_is_for(model: type[BasePage]) -> None:
    assert len(str(model.page_description)) > 20


@pytest.mark.parametrize(
    "model", [model for model in OURS if issubclass(model, ClinicalPage)], ids=lambda model: model.__name__
)
def test_no_form_can_set_the_review_dates(model: type[ClinicalPage]) -> None:
    fields = set(model.get_edit_handler().get_form_class().base_fields)
    assert not fields & {"reviewed_on", "reviewed_by", "review_due"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_part_can_be_edited_and_searched(model: type[BasePage]) -> None:
    fields = set(model.get_edit_handler().get_form_class().base_fields)
    searched = {field.field_name for field in model.get_search_fields()}
    names = {part.field for part in model.parts}
    assert names <= fields
    # Lists of other pages hold no words of their own.
    assert names - {"combined_with", "usual_treatments"} <= searched


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/treatments/", "/tumor-types/", "/trials/", "/knowledge/", "/support/"])
def test_there_is_one_list_of_each_kind(address: str) -> None:
    model = page_at(address).specific_class
    parent = page_at(address).get_parent()
    assert not model.can_create_at(parent)
