import re

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.links import municipality_url
from corpus.danish import words
from tests.api.radar_made import AREAS, FORMULA, NAMES
from tests.api.test_seeing import HOSTILE, client, text

__all__ = ["client"]


def found(client: TestClient, **wish: str) -> list[str]:
    page = client.get("/vidensbank", params=wish)
    assert page.status_code == 200
    return re.findall(r'<h3><span class="kind">[^<]+</span> ([^<]+)</h3>', page.text)


def test_the_98_municipalities_are_listed_with_how_many_each_has(client: TestClient) -> None:
    page = text(client, "/vidensbank")
    listed = re.findall(r"<li>(?:<a [^>]*>)?([^<]+?)(?:</a>)? <span class=\"count\">(\d+)</span></li>", page)
    assert {name for name, _ in listed} == words("names", "kommuner")
    assert len(listed) == 98
    assert dict(listed)["Odder"] == "3"
    assert dict(listed)["Samsø"] == "1"
    assert sum(int(count) for _, count in listed) == 6
    assert [name for name, _ in listed][-3:] == ["Aabenraa", "Aalborg", "Aarhus"]


def test_every_filter_narrows(client: TestClient) -> None:
    every = [str(escape(FORMULA)), "Lys i natten", "Job i brillerne", "Robotten i køkkenet"]
    assert found(client) == every
    assert found(client, kommune="Samsø") == ["Lys i natten"]
    assert found(client, kommune="Odder", aar="2019") == ["Job i brillerne"]
    assert found(client, teknologi=NAMES[7]) == ["Robotten i køkkenet"]
    assert found(client, omraade=AREAS[2], teknologi=NAMES[3]) == ["Lys i natten"]
    assert found(client, kommune="", teknologi="", omraade="", aar="") == every


@pytest.mark.parametrize(
    "wish", [{"kommune": "Atlantis"}, {"aar": "1848"}, {"aar": "²"}, {"aar": "9" * 5000}, {"teknologi": HOSTILE}]
)
def test_nothing_found_is_said_kindly(client: TestClient, wish: dict[str, str]) -> None:
    page = client.get("/vidensbank", params=wish)
    assert page.status_code == 200
    assert "passer til det, du valgte" in page.text
    assert "<script" not in page.text


def test_each_has_its_source_and_html_in_a_cell_is_text(client: TestClient) -> None:
    page = text(client, municipality_url("Odder"))
    assert page.count("Se rækken") == 3
    assert 'href="/sources/nyhed"' in page
    assert str(escape("<b>Fed</b> tekst.")) in page
    assert "<b>" not in page
