"""The address space of the site. Public pages come last: Wagtail answers everything that nothing above claims."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from spinecare.carelinks.views import go
from spinecare.core.manifest import manifest
from spinecare.core.routing import serve
from spinecare.delivery import errors, health, media, robots, sitemaps
from spinecare.knowledge.feeds import KnowledgeFeed
from spinecare.search.views import search
from trials.finder.feeds import OpenedTrials
from trials.finder.towns import towns

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_file, name="sitemap_file"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.serve),
    # Wagtail's sign-in for readers: this site has none, and a reader must never be handed a cookie.
    path("_util/<path:rest>", errors.not_public),
    path("search/", search, name="search"),
    path("knowledge/feed/", KnowledgeFeed(), name="knowledge_feed"),
    path("trials/feed/", OpenedTrials(), name="trial_feed"),
    path("trials/places/", towns, name="trial_places"),
    # People type these from paper, and mail programs change them: capitals, line breaks, anything.
    path("go/<path:typed>", go, name="carelink"),
    re_path(r"^(?:/*)[Gg][Oo](?:/+(?P<typed>[\s\S]*))?$", go),
    re_path(serve_pattern, serve),
    # Wagtail asks for the names of these, although the line above answers for every page.
    path("", include(wagtail_urls)),
]

if settings.DEBUG:
    from django.contrib.staticfiles.urls import staticfiles_urlpatterns

    from spinecare.gallery.urls import urlpatterns as gallery

    urlpatterns = [*staticfiles_urlpatterns(), *gallery, *urlpatterns]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
