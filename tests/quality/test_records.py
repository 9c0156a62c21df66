"""Scores, as they are kept in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from spinecare.starter.quality.instruments import ClearCommunication, Discern, Pemat, ScoreError
from spinecare.starter.quality.records import file_name, fingerprint, ratings_of, readers

RATING = """
page = "/treatments/surgery/"
on = 2026-11-22
text = "abc"
remarks = ["DISCERN 5: two sources have no year"]
[discern]
{discern}
[pemat]
1 = 1
20 = 1
[cdc]
1 = 1
"""


def kept(folder: Path, discern: str) -> Path:
    reader = folder / "first"
    reader.mkdir()
    (reader / "reader.toml").write_text('who = "Somebody else."')
    (reader / "treatments-surgery.toml").write_text(RATING.format(discern=discern))
    return folder


def test_a_rating_is_read(tmp_path: Path) -> None:
    folder = kept(tmp_path, "\n".join(f"{item} = 4" for item in range(1, 17)))
    rating = ratings_of("/treatments/surgery/", folder)[0]
    assert (rating.reader, rating.discern.total, rating.discern.least) == ("first", 64, 4)
    assert rating.on_target
    assert readers(folder) == {"first": "Somebody else."}
    assert ratings_of("/elsewhere/", folder) == []


@pytest.mark.parametrize("discern", ["17 = 3", "1 = 6", "1 = 0", "one"])
def test_a_score_no_instrument_knows_is_refused_with_the_file_name(tmp_path: Path, discern: str) -> None:
    with pytest.raises(ScoreError, match="treatments-surgery"):
        ratings_of("/treatments/surgery/", kept(tmp_path, discern))


@pytest.mark.parametrize(
    ("scores", "on_target"),
    [
        (dict.fromkeys(map(str, range(1, 17)), 4), True),
        (dict.fromkeys(map(str, range(1, 17)), 5) | {"12": 2}, False),
        (dict.fromkeys(map(str, range(1, 17)), 3), False),
        # Without the questions about treatment choices the same share is asked of the rest.
        (dict.fromkeys(map(str, (*range(1, 9), 16)), 4), True),
    ],
)
def test_discern_asks_for_a_total_and_for_no_weak_item(scores: dict[str, int], on_target: bool) -> None:
    assert Discern(scores).on_target is on_target


def test_pemat_has_two_totals_over_what_applies() -> None:
    pemat = Pemat({"1": 1, "2": 0, "20": 1, "21": 1})
    assert (pemat.understandability, pemat.actionability, pemat.on_target) == (0.5, 1.0, False)


def test_the_cdc_index_is_a_share() -> None:
    assert ClearCommunication({"1": 1, "2": 1, "3": 0}).share == pytest.approx(2 / 3)


def test_a_text_that_changes_gets_another_fingerprint() -> None:
    assert fingerprint(["One.", "Two."]) != fingerprint(["One.", "Three."])


@pytest.mark.parametrize(("address", "name"), [("/", "home.toml"), ("/a/b/", "a-b.toml")])
def test_file_names(address: str, name: str) -> None:
    assert file_name(address) == name
