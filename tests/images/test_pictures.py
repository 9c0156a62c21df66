"""What a page shows of a picture, and what it costs."""

from __future__ import annotations

import html
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.template.loader import render_to_string

from spinecare.images.models import SiteImage
from spinecare.images.pictures import load_renditions

from .conftest import DESCRIPTION, picture_bytes


def shown(image: SiteImage, **context) -> str:
    return render_to_string("components/picture.html", {"image": image, **context})


def attribute(name: str, markup: str) -> str:
    return html.unescape(re.search(rf'<img [^>]*\b{name}="([^"]*)"', markup)[1])


def test_a_photograph_is_offered_as_avif_and_webp_with_jpeg_for_the_rest(stored):
    markup = shown(stored("a.jpg", picture_bytes("JPEG", (1600, 80))), sizes="50vw", loading="eager")

    types = re.findall(r'<source type="([^"]+)" srcset="([^"]+)" sizes="50vw">', markup)
    assert [mime for mime, _ in types] == ["image/avif", "image/webp"]
    assert [re.findall(r" (\d+)w", srcset) for _, srcset in types] == [["800", "1200"], ["400", "800", "1200"]]
    assert attribute("src", markup).endswith(".jpg")
    assert attribute("loading", markup) == "eager"


def test_a_drawing_keeps_its_sharp_edges_in_every_browser(stored):
    assert attribute("src", shown(stored("a.png", picture_bytes("PNG", (1600, 80))))).endswith(".png")


def test_the_page_knows_the_shape_of_a_picture_before_it_arrives(stored):
    markup = shown(stored("a.jpg", picture_bytes("JPEG", (1600, 80))))

    assert (attribute("width", markup), attribute("height", markup)) == ("1200", "60")


@pytest.mark.parametrize(
    ("width", "offered"), [(300, ["300"]), (400, ["400"]), (500, ["400", "500"]), (1200, ["400", "800", "1200"])]
)
def test_a_small_picture_is_not_blown_up_or_offered_twice(stored, width, offered):
    markup = shown(stored("a.jpg", picture_bytes("JPEG", (width, 20))))

    assert re.findall(r" (\d+)w", re.search(r'image/webp" srcset="([^"]+)"', markup)[1]) == offered
    avif = re.findall(r" (\d+)w", re.search(r'image/avif" srcset="([^"]+)"', markup)[1])
    assert avif == (offered[1:] or offered)


def test_the_words_are_the_editors(stored):
    image = stored("a.png", picture_bytes())
    assert attribute("alt", shown(image)) == DESCRIPTION
    assert attribute("alt", shown(image, alt='Said "here"')) == 'Said "here"'

    image.contextual_alt_text = "Said for this page"
    assert attribute("alt", shown(image)) == "Said for this page"

    image.decorative = True
    assert attribute("alt", shown(image)) == ""


def test_decoration_says_nothing_and_never_its_title(stored):
    assert attribute("alt", shown(stored("a.png", picture_bytes(), description="", is_decorative="on"))) == ""


def test_no_picture_is_no_markup():
    assert shown(None).strip() == ""


def test_showing_a_picture_writes_nothing_even_when_its_sizes_are_missing(stored, django_assert_num_queries):
    image = stored("a.jpg", picture_bytes("JPEG", (1600, 80)))
    image.renditions.all().delete()

    with django_assert_num_queries(1):
        markup = shown(image)

    assert attribute("src", markup) == image.file.url
    assert not image.renditions.exists()


def test_missing_sizes_are_made_by_command(stored, capsys):
    image = stored("a.jpg", picture_bytes("JPEG", (1600, 80)))
    image.renditions.all().delete()

    call_command("prepare_pictures")

    assert attribute("src", shown(image)) != image.file.url


def test_a_replaced_picture_is_shown_in_its_new_form(library, stored, django_capture_on_commit_callbacks):
    image = stored("a.png", picture_bytes("PNG", (500, 250)))

    with django_capture_on_commit_callbacks(execute=True):
        library.replace(image, "b.png", picture_bytes("PNG", (500, 500)))

    image = SiteImage.objects.get(pk=image.pk)
    markup = shown(image)
    assert (attribute("width", markup), attribute("height", markup)) == ("500", "500")
    for rendition in image.renditions.filter(filter_spec__contains="format-"):
        assert rendition.file.storage.exists(rendition.file.name)
        assert "b." in rendition.file.name


@pytest.mark.parametrize("number", [1, 4])
def test_a_list_of_pictures_takes_one_query_however_long(stored, django_assert_num_queries, number):
    keys = [stored(f"{side}.png", picture_bytes("PNG", (450 + side, 20))).pk for side in range(number)]
    pictures = list(SiteImage.objects.filter(pk__in=keys))
    cache.clear()

    with django_assert_num_queries(1):
        load_renditions([*pictures, None])
        markup = [shown(picture) for picture in pictures]

    assert all("image/avif" in picture for picture in markup)
