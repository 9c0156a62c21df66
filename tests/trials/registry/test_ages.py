"""An age in years that a reader types is compared with the registry's limits to the day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.registry.ages import days, first_day_of, last_day, last_day_of

YEARS = st.integers(0, 150)


def fits(years: int, minimum: str, maximum: str) -> bool:
    """As the finder asks."""
    low, high = days(minimum), last_day(maximum)
    return (low is None or low <= last_day_of(years)) and (high is None or high >= first_day_of(years))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0 Years", 0, 364),
        ("1 Year", 365, 729),
        ("18 Years", 6574, 6938),
        ("130 Years", 47482, 47846),
        ("6 Months", 182, 212),
        ("4 Weeks", 28, 34),
        ("2 Days", 2, 2),
        ("1 day", 1, 1),
        ("47 Hours", 1, 1),
        ("48 Hours", 2, 2),
        ("1 Hour", 0, 0),
        ("90 Minutes", 0, 0),
        ("  18   Years ", 6574, 6938),
    ],
)
def test_an_age_lasts_from_its_first_day_to_its_last(text: str, first: int, last: int) -> None:
    assert (days(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["", "N/A", "18", "Years", "eighteen Years", "-1 Years", "1.5 Years", "18 Years" * 10])
def test_what_is_no_age_has_no_days(text: str) -> None:
    assert days(text) is None
    assert last_day(text) is None


def test_absurd_ages_still_fit_a_database_column() -> None:
    assert last_day("999999 Years") < 2**31
    assert days("9" * 7 + " Years") is None


@settings(deadline=None)
@given(years=YEARS, minimum=YEARS, maximum=YEARS)
def test_limits_in_years_are_exact(years: int, minimum: int, maximum: int) -> None:
    assert fits(years, f"{minimum} Years", f"{maximum} Years") == (minimum <= years <= maximum)
    assert fits(years, f"{minimum} Years", "N/A") == (minimum <= years)
    assert fits(years, "", f"{maximum} Years") == (years <= maximum)


@settings(deadline=None)
@given(years=YEARS)
def test_years_follow_one_another_without_a_gap_and_twelve_months_are_a_year(years: int) -> None:
    assert first_day_of(years + 1) == last_day_of(years) + 1
    assert days(f"{years} Years") == days(f"{12 * years} Months") == first_day_of(years)


def test_limits_in_months_let_in_whoever_may_fit() -> None:
    assert fits(2, "30 Months", "")
    assert not fits(1, "30 Months", "")
    assert fits(1, "", "18 Months")
    assert not fits(2, "", "18 Months")
