"""Whether a link that stays on this site opens something: pages, documents, views and files."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from spinecare.core.routing import route, serve

from .targets import DOCUMENT, PAGE, number_in
from .verdict import Outcome, Verdict

MEDIA, STATIC = "/media/", "/static/"


def look_up(address: str) -> Verdict:
    """What a reader finds behind an address of this site."""
    if address.startswith(PAGE):
        return _page(number_in(address))
    if address.startswith(DOCUMENT):
        return _document(number_in(address))
    return _path(unquote(urlsplit(address).path))


def _works() -> Verdict:
    return Verdict(Outcome.WORKS)


def _gone(finding: str) -> Verdict:
    return Verdict(Outcome.GONE, finding)


def _page(page_id: int) -> Verdict:
    """Readers see a link to a page that is no longer public as plain words."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return _gone(_("The page is deleted."))
    if not page.live:
        return _gone(_("The page is not published."))
    return _works() if page.url else _gone(_("The page has no address on this site."))


def _document(document_id: int) -> Verdict:
    document = get_document_model().objects.filter(pk=document_id).first()
    if document is None:
        return _gone(_("The document is deleted."))
    return _works() if default_storage.exists(document.file.name) else _gone(_("The file of the document is missing."))


def _path(path: str) -> Verdict:
    if path.startswith(MEDIA):
        return _file(default_storage.exists(path.removeprefix(MEDIA)) if path != MEDIA else False)
    if path.startswith(STATIC):
        return _file(finders.find(path.removeprefix(STATIC)) is not None)
    if _opens(path):
        return _works()
    if not path.endswith("/") and _opens(f"{path}/"):
        return Verdict(Outcome.MOVED, _("It is missing the slash at its end."), moved_to=f"{path}/")
    return _redirected(path) or _gone(_("There is no such page on this site."))


def _file(is_there: bool) -> Verdict:
    return _works() if is_there else _gone(_("There is no such file on this site."))


def _opens(path: str) -> bool:
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return False
    if match.func is serve:
        return _leads_to_page(path)
    return not _is_missing_document(match)


def _leads_to_page(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    try:
        # The pages on the way tell by themselves whether they are live.
        route(site.root_page, HttpRequest(), [slug for slug in path.split("/") if slug])
    except Http404:
        return False
    return True


def _is_missing_document(match: ResolverMatch) -> bool:
    """Whether this is the address of a document that there is not. Every other view answers for itself."""
    if match.view_name != "wagtaildocs_serve":
        return False
    number = number_in(f"{DOCUMENT}{match.args[0]}")
    return not get_document_model().objects.filter(pk=number).exists()


def _redirected(path: str) -> Verdict | None:
    site = Site.objects.filter(is_default_site=True).first()
    known = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path=Redirect.normalise_path(path))
    redirect = known.first()
    if redirect is None or not redirect.link:
        return None
    return Verdict(Outcome.MOVED, _("A redirect leads on from here."), moved_to=str(redirect.link))
