"""An address space in which things go wrong on purpose."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from spinecare import urls


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def finds_no_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the server closed the connection")


urlpatterns = [path("fails/", fails), path("no-database/", finds_no_database), *urls.urlpatterns]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
