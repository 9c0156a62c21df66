"""However a record is spoiled, it is brought in without a crash, and what came is kept."""

from __future__ import annotations

import copy
import itertools

import pytest

from tests.trials.making import DATA_TIMESTAMP
from tests.trials.registry.made_up import record
from tests.trials.registry.mutations import mutations
from trials.models import Study, StudySnapshot
from trials.registry.storable import storable
from trials.sync.applying import Result, apply

pytestmark = pytest.mark.django_db
# All of them are read in tests/trials/registry; a part, spread over the whole record, goes into the database.
EVERY = 9


@pytest.mark.slow
def test_every_spoiled_record_is_kept_and_stops_nothing() -> None:
    apply(record(), run=None, data_timestamp=DATA_TIMESTAMP)
    number = record()["protocolSection"]["identificationModule"]["nctId"]
    seen = set()
    for _where, spoiled in itertools.islice(mutations(record()), 0, None, EVERY):
        raw = copy.deepcopy(spoiled)
        outcome = apply(raw, run=None, data_timestamp=DATA_TIMESTAMP)
        seen.add(outcome.result)
        if outcome.nct_id == number and outcome.result is not Result.UNCHANGED:
            assert StudySnapshot.objects.order_by("-pk").first().raw == storable(raw)
        assert Study.objects.get(nct_id=number).record.nct_id == number
    assert {Result.CHANGED, Result.FAILED} <= seen
