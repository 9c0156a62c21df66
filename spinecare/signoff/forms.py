"""What an author is asked beside their words."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


class FreshNote:
    """Mixin of editing forms: a new change needs a note of its own, not the note of the last one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.instance
        if "change_note" in self.fields and target.live_revision_id == target.latest_revision_id:
            self.initial["change_note"] = ""


class SignedPageForm(FreshNote, WagtailAdminPageForm):
    """The form behind the editor of a signed page."""


class SignedObjectForm(FreshNote, WagtailAdminModelForm):
    """The form behind the editor of another signed object."""
