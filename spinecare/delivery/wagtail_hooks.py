"""What this room does at set times."""

from __future__ import annotations

from wagtail import hooks

from .copying import what_is_due

hooks.register("scheduled_work", what_is_due)
