"""Dates keep how exact the registry is: a month is never shown as its first day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.registry.dates import day_of, read_date
from trials.registry.record import PartialDate


@pytest.mark.parametrize(
    ("text", "first_day", "precision"),
    [
        ("2024", datetime.date(2024, 1, 1), "year"),
        ("2024-03", datetime.date(2024, 3, 1), "month"),
        ("2024-02-29", datetime.date(2024, 2, 29), "day"),
    ],
)
def test_a_day_a_month_and_a_year(text: str, first_day: datetime.date, precision: str) -> None:
    assert read_date(text, "ACTUAL") == PartialDate(text, first_day, precision, "ACTUAL")


@pytest.mark.parametrize(
    "text", ["", "2023-02-29", "2024-00", "0000", "2024-3", "20240301", "٢٠٢٤", "2024-03-01 ", "soon"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@settings(deadline=None)
@given(text=st.text() | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_no_text_stops_the_reading(text: str) -> None:
    date = read_date(text)
    assert date is None or date.first_day.isoformat().startswith(date.text)


@pytest.mark.parametrize(
    ("timestamp", "day"),
    [
        ("2026-04-01T09:00:05", datetime.date(2026, 4, 1)),
        ("2026-04-01", datetime.date(2026, 4, 1)),
        ("2026-02-30T09:00:05", None),
        ("2026-04", None),
        ("", None),
    ],
)
def test_the_day_of_the_data(timestamp: str, day: datetime.date | None) -> None:
    assert day_of(timestamp) == day
