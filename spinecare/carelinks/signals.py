"""Whatever happens to a page, what links open follows; and no page goes while nobody has said where its links lead."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, post_page_move

from . import guard, kept
from .models import Alias, CareLink, Destination, Placement
from .telling.keeping import begin_with

# What a page's row says of where it is and whether it is there. A draft that is saved touches none of it.
TELLING = {"live", "slug", "url_path", "title", "path", "locale", "translation_key"}


@receiver(pre_save, dispatch_uid="care_links_before_save")
def ask_before_withdrawing(sender: type, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    if isinstance(instance, Page) and instance.pk and not instance.live and _touches(update_fields, {"live"}):
        guard.refuse_to_withdraw(instance)


@receiver(pre_delete, dispatch_uid="care_links_before_delete")
def ask_before_deleting(sender: type, instance: Any, **kwargs: Any) -> None:
    if sender is Page:
        guard.refuse_to_delete(instance)


@receiver(post_save, dispatch_uid="care_links_after_save")
def follow_page(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    if isinstance(instance, Page) and not raw and _touches(update_fields, TELLING):
        kept.refresh_on_commit()


@receiver(post_delete, dispatch_uid="care_links_after_delete")
def follow_deletion(sender: type, **kwargs: Any) -> None:
    if sender is Page:
        kept.refresh_on_commit()


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="care_links_restriction")
@receiver([post_save, post_delete], sender=Site, dispatch_uid="care_links_site")
@receiver([post_save, post_delete], sender=Destination, dispatch_uid="care_links_destination")
@receiver(post_save, sender=CareLink, dispatch_uid="care_links_link")
@receiver(post_save, sender=Alias, dispatch_uid="care_links_alias")
@receiver(page_slug_changed, dispatch_uid="care_links_slug")
@receiver(post_page_move, dispatch_uid="care_links_move")
def follow(**kwargs: Any) -> None:
    kept.refresh_on_commit()


@receiver(page_published, dispatch_uid="care_links_published")
def begin_again(instance: Page, **kwargs: Any) -> None:
    """The page is there again, so its links lead to it. When it goes another time, the question is asked anew."""
    if not instance.expire_at:
        guard.forget_answer(instance)


@receiver(post_save, sender=Placement, dispatch_uid="care_links_placement")
def note_what_its_owner_sees(instance: Placement, raw: bool = False, **kwargs: Any) -> None:
    """Whoever writes it down sees how the page is. From then on, what changes is news."""
    if not raw:
        begin_with([instance], timezone.localdate())


def _touches(update_fields: Any, names: set[str]) -> bool:
    return update_fields is None or bool(names & set(update_fields))
