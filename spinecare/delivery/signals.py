"""What editors do to pages shows in the copies: withdrawn at once, published at once, all else with the next round.

Everything happens once the change is sure, and never fails the editor's work: what goes wrong here is in the log, and
the next round makes up for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy as shallow_copy
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, post_page_move, published, unpublished

from . import page_copies
from .copying import address_of, copy

log = logging.getLogger(__name__)


@receiver(page_published, dispatch_uid="copy_published_page")
def copy_published(instance: Page, **kwargs: Any) -> None:
    _when_sure(partial(_copy, instance))


@receiver(post_save, dispatch_uid="withdraw_copy_of_saved_page")
def withdraw_unpublished(sender: type, instance: Any, **kwargs: Any) -> None:
    """Whatever took a page from readers, it was saved."""
    if issubclass(sender, Page) and not instance.live:
        _withdraw(page_copies.forget, instance)


@receiver(pre_delete, dispatch_uid="withdraw_copy_of_deleted_page")
def withdraw_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """Every page is deleted as a plain Page too. Before: then it is still known which site it belongs to."""
    if sender is Page:
        _withdraw(page_copies.forget, instance)


@receiver(post_page_move, dispatch_uid="withdraw_copy_of_moved_page")
def withdraw_moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        before = shallow_copy(instance)
        before.url_path = url_path_before
        _withdraw(page_copies.forget_below, before)
        _when_sure(partial(_copy, instance))


@receiver(page_slug_changed, dispatch_uid="withdraw_copy_of_renamed_page")
def withdraw_renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    _withdraw(page_copies.forget_below, instance_before)
    _when_sure(partial(_copy, instance))


@receiver(post_save, sender=PageViewRestriction, dispatch_uid="withdraw_copy_of_restricted_page")
def withdraw_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    _withdraw(page_copies.forget_below, instance.page)


@receiver(post_delete, sender=PageViewRestriction, dispatch_uid="round_for_opened_page")
@receiver([published, unpublished], dispatch_uid="round_for_what_stands_on_pages")
def ask_for_round(**kwargs: Any) -> None:
    """What is published and is no page (the emergency card, a contact, a fact) stands on many pages."""
    _when_sure(page_copies.ask_for_round)


@receiver(post_save, dispatch_uid="round_for_settings")
def ask_for_round_after_settings(sender: type, **kwargs: Any) -> None:
    if issubclass(sender, AbstractSetting):
        _when_sure(page_copies.ask_for_round)


def _copy(page: Page) -> None:
    """Nothing is done on a site that is only being set up: the first round copies everything."""
    if page_copies.are_kept():
        copy(page)


def _withdraw(forget: Callable[[str], bool], page: Page) -> None:
    """Take the copy away that is kept at the page's present address."""
    address = address_of(page)
    if address is not None:
        _when_sure(partial(_forget, forget, address))


def _forget(forget: Callable[[str], bool], address: str) -> None:
    if page_copies.are_kept():
        with page_copies.alone():
            was_kept = forget(address)
        if was_kept:
            # Other pages lead to it, and what was below it may have another address now.
            page_copies.ask_for_round()


def _when_sure(do: Callable[[], None]) -> None:
    transaction.on_commit(partial(_quietly, do))


def _quietly(do: Callable[[], None]) -> None:
    try:
        do()
    except Exception:
        log.exception("the copies kept of pages could not be brought up to date")
