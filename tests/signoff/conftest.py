"""Who takes part in a sign-off, and the page it is about."""

from __future__ import annotations

import pytest
from django.test import Client

from spinecare.users.models import User
from tests.pages.site_parts import page_at
from treatments.models import TreatmentPage

from .people import AUTHOR, CLINICAL_REVIEWER, person, signed_in


@pytest.fixture
def author(db: None) -> User:
    return person("author", AUTHOR, first_name="Ann", last_name="Author")


@pytest.fixture
def reviewer(db: None) -> User:
    return person(
        "reviewer", CLINICAL_REVIEWER, first_name="Rae", last_name="Reviewer", job_title="consultant spine surgeon"
    )


@pytest.fixture
def reading(reviewer: User) -> Client:
    """The reviewer at the admin."""
    return signed_in(reviewer)


@pytest.fixture
def surgery(db: None) -> TreatmentPage:
    return page_at("/treatments/surgery/")
