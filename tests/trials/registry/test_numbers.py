"""People and links write registry numbers in many ways; all find the same study."""

from __future__ import annotations

import pytest

from trials.registry.numbers import canonical, is_sample


@pytest.mark.parametrize(
    "text", ["NCT00000123", "nct00000123", "NCT123", "nct 0123", " NCT 0000 0123 ", "NCT000000000123", "nct\t123"]
)
def test_a_number_however_written(text: str) -> None:
    assert canonical(text) == "NCT00000123"


@pytest.mark.parametrize(
    "text", ["", "NCT", "NCT0", "NCT00000000", "123", "NCT123456789", "NCT12a", "XNCT123", "NCT١٢٣"]
)
def test_what_is_no_number(text: str) -> None:
    assert canonical(text) is None


def test_samples_have_numbers_that_the_registry_does_not_use() -> None:
    assert is_sample("NCT99990001")
    assert is_sample("NCT99999999")
    assert not is_sample("NCT09999000")
    assert not is_sample("NCT9999000")
    assert not is_sample("NCT999900011")
