"""Links to a place in a source, followed when a later snapshot answers."""

import html
import re
from pathlib import Path
from typing import cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.passage import Passage
from corpus.settings import Settings
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api.conftest import HERE
from tests.api.fictional import ROBOTS, write_corpus
from tests.api.radar_made import Holding
from tests.hashed import HashedEmbedder

ROBOT = "Robotterne skar grøntsager fra den 3. marts 2022."


class Reading:
    """A reader of the snapshot that answers now, who may have links from before."""

    def __init__(self, folder: Path) -> None:
        self.snapshots, self.embedder = Snapshots(folder / "data"), HashedEmbedder()
        self.catalogue = folder / "corpus"

    def ingest(self, robots: str = ROBOTS) -> Snapshot:
        build([read_catalogue(write_corpus(self.catalogue, robots))], self.snapshots, self.embedder)
        return self.now()

    def now(self) -> Snapshot:
        return self.snapshots.open(self.embedder)

    def get(self, url: str) -> tuple[int, str]:
        snapshot = self.now()
        assistant = cast("Assistant", Holding(snapshot, {}))
        with TestClient(create_app(Settings(api_token=None, keep_days=0), assistant), base_url=HERE) as client:
            response = client.get(url, headers={"Accept": "text/html"})
        return response.status_code, response.text

    def marked(self, url: str) -> str:
        return html.unescape(" ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", self.get(url)[1], re.DOTALL)))


def link(snapshot: Snapshot, words: str) -> str:
    document = snapshot.document("robotter")
    at = document.text.index(words)

    def holds(passage: Passage) -> bool:
        return passage.document_id == "robotter" and passage.start <= at < passage.end

    passage = next(filter(holds, snapshot.passages))
    start = at - passage.start
    return f"/sources/robotter?passage={passage.id}&from={start}&to={start + len(words)}"


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


def test_a_link_leads_to_the_same_words_when_others_were_added(reading: Reading) -> None:
    url = link(reading.ingest(), ROBOT)
    reading.ingest(ROBOTS.replace("## Skærmbesøg", "## Nyt\n\nHavneby Kommune har fået en ny robot.\n\n## Skærmbesøg"))
    assert reading.marked(url) == ROBOT
    assert "ændret" not in reading.get(url)[1]


def test_a_link_leads_to_words_that_others_were_put_around(reading: Reading) -> None:
    url = link(reading.ingest(), ROBOT)
    after = reading.ingest(ROBOTS.replace("Kommunen prøvede", "Kokken var glad. Kommunen prøvede"))
    assert url.split("&")[0] != link(after, ROBOT).split("&")[0]
    assert reading.marked(url) == ROBOT
    assert "Citatet står der stadig" in reading.get(url)[1]
    # What was deleted for good helps nobody find it.
    reading.snapshots.prune(0)
    assert reading.marked(url) == ""
    assert "taget ud, siden svaret blev givet" in reading.get(url)[1]


def test_words_that_are_gone_are_said_to_be(reading: Reading) -> None:
    url = link(reading.ingest(), ROBOT)
    reading.ingest(ROBOTS.replace(ROBOT, "Robotterne blev solgt igen."))
    assert reading.marked(url) == ""
    page = reading.get(url)[1]
    assert "taget ud, siden svaret blev givet" in page
    assert "Robotterne blev solgt igen" in page
    assert "grøntsager" not in page


def test_a_source_that_is_gone_is_said_to_be(reading: Reading) -> None:
    url = link(reading.ingest(), ROBOT)
    (reading.catalogue / "robotter.md").unlink()
    catalogue = reading.catalogue / "sources.toml"
    catalogue.write_text(re.sub(r'(?s)\[\[source\]\]\nid = "robotter".*?(?=\[\[source)', "", catalogue.read_text()))
    build([read_catalogue(catalogue)], reading.snapshots, reading.embedder)
    status, page = reading.get(url)
    assert status == 404
    assert "ikke længere i samlingen" in page
