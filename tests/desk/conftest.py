"""What other tests' schedules have counted, in threads with connections of their own, is not on anybody's desk here."""

from __future__ import annotations

import pytest

from spinecare.links.models import Link, MissedAddress


@pytest.fixture(autouse=True)
def _nothing_was_missed(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        MissedAddress.objects.all().delete()
        Link.objects.all().delete()
