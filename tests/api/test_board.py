import re

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.links import board_url
from tests.api.radar_made import AREAS, NAMES, THEMES
from tests.api.test_seeing import HOSTILE, client, text

__all__ = ["client"]


def kryds(page: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", page)


def test_the_board_is_a_table_with_a_cell_for_each_kryds(client: TestClient) -> None:
    page = text(client, "/spilleplade")
    for theme in THEMES:
        assert f'<th role="rowheader" scope="row"><a href="{escape(board_url(theme))}"' in page
        for area in AREAS:
            assert f'href="{escape(board_url(theme, area))}"' in page
    assert len(re.findall(r'<td role="cell"', page)) == len(THEMES) * len(AREAS)
    assert 'id="valgt"' not in page


def test_from_a_technology_from_an_area_and_from_a_kryds(client: TestClient) -> None:
    assert kryds(text(client, board_url(THEMES[1]))) == list(AREAS)
    assert kryds(text(client, board_url(area=AREAS[2]))) == list(THEMES)
    page = text(client, board_url(THEMES[0], AREAS[0]))
    assert kryds(page) == []
    assert str(escape(f"{THEMES[0]} kan hjælpe på området »{AREAS[0]}«. Se <b>her</b>.")) in page
    url = re.findall(r'<a href="(/sources/kryds\?[^"]+)"', page)[0]
    assert AREAS[0] in "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", text(client, url.replace("&amp;", "&"))))


def test_a_kryds_of_which_nothing_is_said_says_so(client: TestClient) -> None:
    assert "Ikke beskrevet i kilderne." in text(client, board_url(THEMES[0], AREAS[1]))


def test_pilots_and_cases_stand_in_their_kryds(client: TestClient) -> None:
    page = text(client, board_url(THEMES[1], AREAS[0]))
    assert "Job i brillerne" in page
    assert NAMES[1] in page


@pytest.mark.parametrize("asked", ["teknologi", "omraade"])
def test_what_the_board_does_not_have_is_named_with_what_it_has(client: TestClient, asked: str) -> None:
    response = client.get("/spilleplade", params={asked: HOSTILE})
    assert response.status_code == 404
    assert (THEMES if asked == "teknologi" else AREAS)[0] in response.json()["detail"]
    page = client.get("/spilleplade", params={asked: HOSTILE}, headers={"accept": "text/html"}).text
    assert "<script" not in page
