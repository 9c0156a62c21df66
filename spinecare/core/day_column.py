"""A column of days. Wagtail's column of dates says "16 hours ago" of a day, which nobody knows."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return date_format(day, "DATE_FORMAT") if day else ""
