"""Counts texts, whatever rows they come from."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator


class TextsPaginator(WagtailPaginator):
    verbose_name = _("text")
    verbose_name_plural = _("texts")
