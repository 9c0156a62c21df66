"""The address of the gallery. `spinecare.urls` takes it in with the developer's settings only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from . import samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. What is otherwise read from the database for each page comes from the samples."""
    context = {
        "site": samples.SITE,
        "safety": samples.SAFETY,
        "metadata": samples.METADATA,
        "shelves": samples.shelves(),
    }
    return render(request, "gallery.html", context)


urlpatterns = [path("gallery/", gallery, name="gallery")]
