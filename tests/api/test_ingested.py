"""The pages over tables that came in through ingest: the committed radar of fiktive eksempeldata."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.links import technology_url
from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.quote import normalised
from corpus.radar import OVERALL, Radar
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api.conftest import HERE

CATALOGUE = Path(__file__).parents[1] / "radar" / "sources.toml"
_MARK = re.compile(r"<mark[^>]*>(.*?)</mark>", re.DOTALL)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Assistant:
    snapshots = Snapshots(tmp_path_factory.mktemp("radar"))
    built = build([read_catalogue(CATALOGUE)], snapshots, embedder)
    assert not [line for line in built.lines if line.refused]
    return Assistant(snapshots, embedder)


@pytest.fixture(scope="module")
def client(opened: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(api_token=None), opened), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="module")
def radar(opened: Assistant) -> Radar:
    return opened.snapshot().radar


def test_every_radar_of_every_edition_shows_all_its_rings(client: TestClient, radar: Radar) -> None:
    for edition in radar.editions:
        for name in {OVERALL, *(each.name for each in radar.fagområder)}:
            page = client.get("/radar", params={"udgave": edition.id, "fagomraade": name}).text
            placed = {
                (row.technology, row.stage)
                for row in radar.of().observations
                if (row.edition, row.radar) == (edition.id, name) and row.technology and row.stage
            }
            marks = re.findall(r'aria-label="\d+\. ([^"]+?): (KLAR|AFPRØV|HOLD ØJE|AFVENT)["|,]', page)
            assert {(html.unescape(mark).casefold(), ring) for mark, ring in marks} == {
                (technology.casefold(), ring) for technology, ring in placed
            }


def test_every_value_of_a_radar_leads_to_the_words_of_its_row(client: TestClient) -> None:
    page = client.get("/radar").text
    links = re.findall(r'<a href="(/sources/[^"]+)">[^<]+</a> <span class="cited">', page)
    assert links
    for link in links[:: max(len(links) // 10, 1)]:
        response = client.get(html.unescape(link))
        assert response.status_code == 200
        assert normalised(html.unescape(" ".join(_MARK.findall(response.text))))


def test_every_technology_has_its_page(client: TestClient, radar: Radar) -> None:
    for technology in radar.technologies:
        assert client.get(technology_url(technology.name)).status_code == 200


def test_every_kryds_and_project_is_shown(client: TestClient, radar: Radar) -> None:
    board = client.get("/spilleplade").text
    for kryds in radar.kryds:
        assert f"teknologi={quote(kryds.technology).replace('%20', '+')}" in board
    bank = html.unescape(client.get("/vidensbank").text)
    names = [each.name for each in radar.pilots] + [each.name for each in radar.cases]
    for name in names:
        assert name in bank


def test_rows_go_out_as_they_came_in(client: TestClient, radar: Radar) -> None:
    rows = client.get("/api/radar").json()["rows"]
    assert [(row["document_id"], row["row"], row["value"]) for row in rows] == [
        (row.row.document_id, row.row.number, row.value) for row in radar.of().observations
    ]


def test_an_answer_from_the_radar_carries_its_picture(client: TestClient, radar: Radar) -> None:
    edition = max(each.id for each in radar.editions)
    asked = f"Hvilke teknologier står i KLAR i {edition}?"
    answer = client.post("/api/ask", json={"question": asked}).json()
    page = client.get("/", params={"q": asked}).text
    assert answer["mode"] == "radar"
    assert answer["figure"]
    assert '<figure class="figure">' in page
    for mark in answer["figure"]["marks"]:
        assert html.escape(mark["text"]) in page
