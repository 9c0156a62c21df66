"""`make screenshots`: what it would take, of which pages, and how it is asked. It takes none here."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest
from PIL import Image

from spinecare.delivery.error_pages import CODES
from spinecare.launch import __main__ as launch
from spinecare.launch import camera, commands, desk_pictures, screenshots
from spinecare.launch.progress import Failure
from spinecare.starter.documents import read_documents

SCENES = screenshots.SCENES


def test_every_kind_of_page_is_in_the_plan() -> None:
    models = {document.address: document.meta["model"] for document in read_documents()}
    shown = {scene.address.partition("?")[0] for scene in SCENES if not scene.error}
    assert {models[address] for address in shown & set(models)} == set(models.values())
    assert shown - set(models) == {"/search/"}
    assert {scene.error for scene in SCENES} - {0} == set(CODES)
    assert set(screenshots.IN_README) <= {scene.name for scene in SCENES}


def test_each_page_is_taken_at_each_width_in_each_scheme_once() -> None:
    shots = screenshots.shots(SCENES)
    assert len(shots) == len(SCENES) * 4
    assert len({shot.file_name for shot in shots}) == len(shots)
    assert {(shot.width, shot.scheme) for shot in shots} == {
        (width, scheme) for width in (360, 1280) for scheme in ("light", "dark")
    }


def test_they_go_where_the_site_keeps_its_files_or_where_one_says(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SPINECARE_VAR", str(tmp_path))
    assert screenshots.default_folder() == tmp_path / "screenshots"
    asked = []
    monkeypatch.setattr(screenshots, "take_all", asked.append)
    assert commands.main(["screenshots"]) == 0
    assert commands.main(["screenshots", "elsewhere"]) == 0
    assert asked == [None, Path("elsewhere")]


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Failure, match="FOLDER"):
        screenshots.take_all(tmp_path / "file" / "pictures", tmp_path)


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["run", "folder"], ["screenshots", "one", "two"]])
def test_what_is_not_understood_is_said(arguments: list[str], capsys) -> None:
    assert launch.main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["run"], ["screenshots"], ["screenshots", "folder"]])
def test_what_is_understood(arguments: list[str]) -> None:
    assert launch._is_understood(arguments)


def test_pictures_that_git_carries_are_small(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (400, 400), random.Random(1).randbytes(400 * 400 * 3))
    shot = io.BytesIO()
    noise.save(shot, "PNG")
    camera.write_small(shot.getvalue(), tmp_path / "page.png", 150_000)
    assert (tmp_path / "page.png").stat().st_size <= 150_000
    with Image.open(tmp_path / "page.png") as kept:
        assert kept.size == (400, 400)
    with pytest.raises(Failure, match="larger than 1000 bytes"):
        camera.write_small(shot.getvalue(), tmp_path / "page.png", 1000)


@pytest.mark.parametrize("name", screenshots.IN_README)
def test_the_readme_shows_them(name: str) -> None:
    readme = (screenshots.ROOT / "README.md").read_text()
    path = screenshots.DOCS / f"{name}.png"
    assert f"(docs/{name}.png)" in readme
    assert path.stat().st_size <= screenshots.LARGEST_BYTES
    with Image.open(path) as picture:
        assert picture.size == (1280, 900)


def test_the_guide_shows_what_the_command_takes_and_nothing_else() -> None:
    guide = desk_pictures.GUIDE.read_text()
    named = re.findall(r"!\[([^]]+)]\(editors/([^)]+)\)", guide)
    taken = sorted(scene.file_name for scene in desk_pictures.SCENES)
    assert sorted(name for _alt, name in named) == taken
    assert sorted(path.name for path in desk_pictures.FOLDER.iterdir()) == taken
    assert all(len(alt) > 80 for alt, _name in named), "a picture says nothing to those who cannot see it"


@pytest.mark.parametrize("scene", desk_pictures.SCENES, ids=lambda scene: scene.name)
def test_pictures_of_the_guide_are_small_and_of_one_size(scene: desk_pictures.Scene) -> None:
    path = desk_pictures.FOLDER / scene.file_name
    assert path.stat().st_size <= desk_pictures.LARGEST_BYTES
    with Image.open(path) as picture:
        assert picture.size == (desk_pictures.WIDTH, desk_pictures.HEIGHT)
