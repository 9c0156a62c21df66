"""The first thing on the admin's first page: what waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from .desk_items import desk_of
from .rights import may_see_reviews


class DeskPanel(Component):
    """What waits for whoever looks, and for everybody."""

    name = "desk"
    template_name = "desk/admin/panel.html"
    order = 50

    class Media:
        css = {"all": ["css/desk-admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        may_see = may_see_reviews(request.user)
        calendar = reverse("desk:calendar") if may_see else ""
        return {"items": desk_of(request), "is_shown": may_see, "calendar": calendar}
