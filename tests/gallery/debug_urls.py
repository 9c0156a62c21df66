"""The address space of the site as the developer's settings have it."""

from spinecare import urls
from spinecare.gallery.urls import urlpatterns as gallery

urlpatterns = [*gallery, *urls.urlpatterns]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
