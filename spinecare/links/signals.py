"""Publishing, unpublishing and deleting change what links lead to: the list follows at once, without asking anybody."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from .checking import check_inside
from .gathering import forget_unused, gather_page
from .models import Link, LinkUse
from .targets import PAGE


@receiver(page_published, dispatch_uid="links_of_published_page")
def read_again(instance: Page, **kwargs: Any) -> None:
    page_id = instance.pk
    transaction.on_commit(lambda: _read_again(page_id))


@receiver(page_unpublished, dispatch_uid="links_of_unpublished_page")
def let_go(instance: Page, **kwargs: Any) -> None:
    page_id = instance.pk
    transaction.on_commit(lambda: _let_go(page_id))


@receiver(post_delete, dispatch_uid="links_to_deleted_page")
def notice_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    if sender is Page:
        page_id = instance.pk
        transaction.on_commit(lambda: _let_go(page_id))


def _read_again(page_id: int) -> None:
    page = Page.objects.live().filter(pk=page_id).first()
    if page is None:
        return
    gather_page(page)
    check_inside(
        Link.objects.filter(kind=Link.Kind.INTERNAL, uses__page=page_id, state=Link.State.UNCHECKED).distinct()
    )
    _look_at_links_to(page_id)


def _let_go(page_id: int) -> None:
    LinkUse.objects.filter(page_id=page_id).delete()
    forget_unused()
    _look_at_links_to(page_id)


def _look_at_links_to(page_id: int) -> None:
    check_inside(Link.objects.filter(address=f"{PAGE}{page_id}"))
