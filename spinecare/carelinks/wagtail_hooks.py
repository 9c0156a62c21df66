"""Care links in pages and in the admin, what of them is counted, and their work at set times."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from . import timetable
from .as_it_was.showing import add_strip, notice_day
from .counting import taking_in
from .counting.tally import count_opening
from .ledger.page_notice import say_who_relies_on
from .ledger.screens import LedgerViewSet
from .rights import to_grant
from .telling import timetable as telling

hooks.register("before_serve_page", notice_day)
# After everything that fills the page in.
hooks.register("finish_page_html", add_strip, order=300)
hooks.register("register_permissions", to_grant)
hooks.register("care_link_opened", count_opening)
hooks.register("scheduled_work", timetable.what_is_due)
hooks.register("scheduled_work", taking_in.what_is_due)
hooks.register("scheduled_work", telling.what_is_due)
hooks.register("before_edit_page", say_who_relies_on)


@hooks.register("register_admin_menu_item")
def care_links_in_menu() -> SubmenuMenuItem:
    """Its entries register for `register_care_links_menu_item`."""
    menu = Menu(register_hook_name="register_care_links_menu_item")
    return SubmenuMenuItem(_("Care links"), menu, name="care-links", icon_name="link", order=160)


@hooks.register("register_admin_viewset")
def ledger() -> LedgerViewSet:
    return LedgerViewSet()
