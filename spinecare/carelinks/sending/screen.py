"""Everything to copy, download and print for one link."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..messages import qr_code
from ..messages.gsm7 import septets
from ..messages.html_paragraph import html_paragraph
from ..messages.message import Message
from ..messages.plain_text import plain_text
from ..messages.slip import slip
from ..messages.text_message import LONGEST, text_message
from ..models import CareLink
from ..rights import MAKE, SEE_ALL
from .wording import language_of, message_about

# In the address of these screens: the link is to carry the day on which it is sent.
DATED = "dated"


class OneLink(View):
    """What all views of one link share: the link, and what is said of it."""

    link: CareLink

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not (request.user.has_perm(MAKE) or request.user.has_perm(SEE_ALL)):
            raise PermissionDenied
        self.link = get_object_or_404(CareLink, code=kwargs["code"])

    @property
    def day(self) -> datetime.date | None:
        """Today, where the link is to say so."""
        return localdate() if DATED in self.request.GET else None

    @property
    def message(self) -> Message:
        return message_about(self.link, self.day)


class LinkScreen(OneLink, WagtailAdminTemplateMixin, TemplateView):
    template_name = "carelinks/admin/link.html"
    page_title = gettext_lazy("Care link")
    header_icon = "link"

    def get_page_subtitle(self) -> str:
        return self.link.code

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        may_see_all = self.request.user.has_perm(SEE_ALL)
        above = {"url": reverse("care_links:list" if may_see_all else "care_links:compose"), "label": _("Care links")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.link.code}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message = self.message
        with language_of(self.link):
            words = {
                "plain": plain_text(message),
                "html": html_paragraph(message),
                "text": (text := text_message(message)),
                "text_length": septets(text),
            }
        return super().get_context_data(**kwargs) | {
            "link": self.link,
            "message": message,
            "longest": LONGEST,
            "day": self.day,
            "asked": f"?{DATED}=on" if self.day else "",
            "may_make": self.request.user.has_perm(MAKE),
            **words,
        }


class Slip(OneLink):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        with language_of(self.link):
            return HttpResponse(slip(self.message))


class QrCode(OneLink):
    """The code as a file. form: svg or png."""

    def get(self, request: HttpRequest, code: str, form: str) -> HttpResponse:
        address = self.message.address
        if form == "svg":
            answer = HttpResponse(qr_code.svg(address), content_type="image/svg+xml")
        else:
            answer = HttpResponse(qr_code.png(address), content_type="image/png")
        answer.headers["Content-Disposition"] = f'{_disposition(request)}; filename="{self.link.code}.{form}"'
        return answer


def _disposition(request: HttpRequest) -> str:
    return "attachment" if "download" in request.GET else "inline"
