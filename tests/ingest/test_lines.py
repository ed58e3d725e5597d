"""The small judgements on a single line: bullets, navigation, contents, dates."""

from datetime import date

import pytest

from ingest.bullets import begins_item, sign
from ingest.dates import stated
from ingest.furniture import is_contents_line, is_navigation, is_page_navigation


@pytest.mark.parametrize("line", ["• Punkt", "  – Punkt", "* Punkt", "\uf0b7 Punkt", "▪Punkt"])
def test_bullets(line: str) -> None:
    assert line[sign(line) :] == "Punkt"


@pytest.mark.parametrize("line", ["Punkt", "-5 grader", "*fodnote", "–", "1. marts"])
def test_what_is_no_bullet(line: str) -> None:
    assert sign(line) == 0


def test_a_dash_that_only_begins_a_line() -> None:
    assert begins_item("- et punkt", None)
    assert begins_item("- et punkt", "Det gælder:")
    assert begins_item("- et punkt", "- et andet")
    assert not begins_item("- allerede i gang", "virksomheder er nu")


@pytest.mark.parametrize(
    "line", ["Gå til hovedindhold", "Læs mere", "Læs den fulde case her:", "Indhold", "Del siden", "Tilbage til toppen"]
)
def test_navigation(line: str) -> None:
    assert is_navigation(line)


@pytest.mark.parametrize(
    "line", ["Indholdet er nyt", "Læs mere om robotter i rapporten.", "Del opgaven i to", "Velfærd"]
)
def test_text_that_begins_as_navigation(line: str) -> None:
    assert not is_navigation(line)


def test_page_navigation_and_contents_line() -> None:
    assert is_page_navigation(["Spring til indhold", "Velfærd", "Digitalisering"])
    assert not is_page_navigation(["Spring til indhold", "Kommunen har købt tre robotter, som hjælper hver dag."])
    assert is_contents_line("2.1 Robotter . . . . . . . . . 7")
    assert is_contents_line("Forord.......................3")
    assert not is_contents_line("Og så videre ... 3 gange")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("10. marts 2021", date(2021, 3, 10)),
        ("17.01.18 09:47", date(2018, 1, 17)),
        ("Sidst opdateret: 6. december 2023", date(2023, 12, 6)),
        ("2018-06-19", date(2018, 6, 19)),
        ("Publiceret 3. maj 1999 kl. 14.30", date(1999, 5, 3)),
        ("31. juni 2020", None),
        ("10. marts 2021 lancerede kommunen en robot", None),
        ("Version 3.2.1", None),
    ],
)
def test_dates_in_a_line_of_their_own(line: str, day: date | None) -> None:
    assert stated(line) == day
