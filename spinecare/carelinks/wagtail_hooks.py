"""Care links in pages and in the admin, what of them is counted, and their work at set times."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from spinecare.core.menu import EntryFor

from . import timetable
from .as_it_was.showing import add_strip, notice_day
from .codes import SHAPED_LIKE_ONE
from .composing.screen import Composer
from .counting import taking_in
from .counting.tally import count_opening
from .desk import page_buttons
from .desk.link_list import LinkList
from .desk.on_the_desk import on_the_desk
from .leaving import asking
from .leaving.screen import LeavingScreen
from .ledger.page_notice import say_who_relies_on
from .ledger.screens import LedgerViewSet
from .rights import MAKE, SEE_ALL, to_grant
from .sending.screen import LinkScreen, QrCode, Slip
from .telling import timetable as telling

hooks.register("before_serve_page", notice_day)
# After everything that fills the page in.
hooks.register("finish_page_html", add_strip, order=300)
hooks.register("care_link_opened", count_opening)
hooks.register("scheduled_work", timetable.what_is_due)
hooks.register("scheduled_work", taking_in.what_is_due)
hooks.register("scheduled_work", telling.what_is_due)
hooks.register("register_permissions", to_grant)
hooks.register("desk_items", on_the_desk)
hooks.register("register_page_listing_more_buttons", page_buttons.in_listing)
hooks.register("register_page_header_buttons", page_buttons.in_header)
hooks.register("before_edit_page", say_who_relies_on)
hooks.register("before_unpublish_page", asking.before_unpublishing)
hooks.register("before_delete_page", asking.before_deleting)
hooks.register("before_bulk_action", asking.before_many)
hooks.register("after_edit_page", asking.after_setting_an_end)


@hooks.register("register_admin_urls")
def link_addresses() -> list[URLPattern | URLResolver]:
    one = rf"^(?P<code>{SHAPED_LIKE_ONE.pattern})/"
    addresses = [
        path("", LinkList.as_view(), name="list"),
        path("results/", LinkList.as_view(results_only=True), name="list_results"),
        path("compose/", Composer.as_view(), name="compose"),
        path("leaving/", LeavingScreen.as_view(), name="leaving"),
        re_path(one + r"$", LinkScreen.as_view(), name="link"),
        re_path(one + r"slip/$", Slip.as_view(), name="slip"),
        re_path(one + r"qr\.(?P<form>svg|png)$", QrCode.as_view(), name="qr"),
    ]
    return [path("care-links/", include((addresses, "care_links")))]


@hooks.register("register_admin_viewset")
def ledger() -> LedgerViewSet:
    return LedgerViewSet()


@hooks.register("register_admin_menu_item")
def care_links_in_menu() -> SubmenuMenuItem:
    """Its entries register for `register_care_links_menu_item`."""
    menu = Menu(register_hook_name="register_care_links_menu_item")
    return SubmenuMenuItem(_("Care links"), menu, name="care-links", icon_name="link", order=160)


@hooks.register("register_care_links_menu_item")
def composer_in_menu() -> EntryFor:
    return EntryFor(
        lambda user: user.has_perm(MAKE),
        _("Send pages to a patient"),
        reverse("care_links:compose"),
        name="compose",
        icon_name="mail",
        order=100,
    )


@hooks.register("register_care_links_menu_item")
def list_in_menu() -> EntryFor:
    return EntryFor(
        lambda user: user.has_perm(SEE_ALL),
        _("All links"),
        reverse("care_links:list"),
        name="all-care-links",
        icon_name="link",
        order=200,
    )
