"""Who may publish what: nobody, where a signature is missing. Whatever group they are in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from wagtail.models import PagePermissionTester

from . import gate


class SignedPagePermissions(PagePermissionTester):
    """As Wagtail's. What needs a signature cannot be published without one, nor created or copied as a live page."""

    def can_publish(self) -> bool:
        if not super().can_publish():
            return False
        publication = gate.publication_to_be(self.page.specific) if _is_signed(self.page.specific_class) else None
        return publication is None or publication.may_go_live

    def can_publish_subpage(self) -> bool:
        """Wagtail shows a page to readers the moment it is created in this way, before anybody could ask about it."""
        signed = any(_is_signed(model) for model in self.page.specific_class.creatable_subpage_models())
        return not signed and super().can_publish_subpage()


class AboveSignedPages(models.Model):
    """Abstract: a page that may have signed pages below it."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        return SignedPagePermissions(user, self)


def _is_signed(model: type[models.Model] | None) -> bool:
    from .models import Signed

    return model is not None and issubclass(model, Signed)
