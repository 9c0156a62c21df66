"""What is to be signed, as readers will see it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from wagtail.models import PreviewableMixin

from ..models import Signed


def has_preview(target: Signed) -> bool:
    """Whether it is shown by itself. A phone number has no page of its own."""
    return isinstance(target, PreviewableMixin) and target.is_previewable()


def as_readers_see_it(target: Signed, request: HttpRequest) -> HttpResponse:
    return target.make_preview_request(
        request, target.default_preview_mode, extra_request_attrs={"revision_id": target.latest_revision_id}
    )


def html_of(target: Signed, request: HttpRequest) -> str:
    """Its HTML. Empty for what is not shown by itself."""
    return as_readers_see_it(target, request).content.decode() if has_preview(target) else ""
