from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.ask import Assistant
from corpus.catalogue import read_catalogue
from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.snapshots import Snapshots
from ingest.build import build
from tests.api.conftest import HERE, served
from tests.api.fictional import QUESTIONS, ROBOTS, write_corpus
from tests.api.test_asking import ask
from tests.api.test_problems import BROWSER, assert_problem


@pytest.fixture
def own(tmp_path: Path, embedder: Embedder) -> Iterator[TestClient]:
    """An app over a data folder of the test's own, without a snapshot."""
    app = create_app(
        Settings(data_dir=tmp_path / "data", api_token=None), Assistant(Snapshots(tmp_path / "data"), embedder)
    )
    with TestClient(app, base_url=HERE) as client:
        yield client


def ingest(folder: Path, embedder: Embedder, robots: str = ROBOTS) -> str:
    built = build([read_catalogue(write_corpus(folder / "corpus", robots))], Snapshots(folder / "data"), embedder)
    return built.snapshot_id


def test_without_a_snapshot_it_lives_and_says_what_is_missing(
    own: TestClient, tmp_path: Path, embedder: Embedder
) -> None:
    assert own.get("/health").status_code == 200
    assert_problem(own.get("/ready"), 503, "snapshot.none", "radarassistent ingest")
    assert_problem(own.post("/api/ask", json={"question": "Hvad?"}), 503, "snapshot.none")
    page = own.get("/", headers=BROWSER)
    assert page.status_code == 200
    assert "radarassistent ingest" in page.text
    assert own.get("/?q=Hvad", headers=BROWSER).status_code == 503
    assert own.get("/kilder", headers=BROWSER).status_code == 503

    made = ingest(tmp_path, embedder)

    assert own.get("/ready").json() == {"status": "ready", "snapshot": made}
    assert "radarassistent ingest" not in own.get("/").text
    assert ask(own, next(iter(QUESTIONS)))["status"] == "answered"


def test_a_model_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, embedding_model=str(tmp_path), api_token=None)
    with TestClient(create_app(settings), base_url=HERE) as client:
        assert client.get("/health").status_code == 200
        assert_problem(client.get("/ready"), 503, "model.not_found", "RADAR_EMBEDDING_MODEL")
        assert "RADAR_EMBEDDING_MODEL" in client.get("/").text


def test_a_damaged_snapshot_is_told(own: TestClient, tmp_path: Path, embedder: Embedder) -> None:
    made = ingest(tmp_path, embedder)
    (Snapshots(tmp_path / "data").folder(made) / "manifest.json").write_text("{")
    assert_problem(own.get("/ready"), 503, "snapshot.no_manifest", made)


def test_many_are_answered_at_once_and_each_gets_their_own(served_app: FastAPI) -> None:
    asked = [*QUESTIONS.items()] * 4
    with (
        served(served_app) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as client,
        ThreadPoolExecutor(20) as people,
    ):
        answers = list(people.map(lambda each: ask(client, each[0]), asked))
    for (question, told), answer in zip(asked, answers, strict=True):
        assert answer["standalone_question"] == question
        assert told in answer["answer"]


def test_a_new_snapshot_answers_while_people_ask(own: TestClient, tmp_path: Path, embedder: Embedder) -> None:
    first = ingest(tmp_path, embedder)
    question = "Hvor mange borgere fik skærmbesøg i Havneby?"
    with ThreadPoolExecutor(6) as people:
        before = [people.submit(ask, own, question) for _ in range(10)]
        second = ingest(tmp_path, embedder, ROBOTS.replace("412", "977"))
        after = [people.submit(ask, own, question) for _ in range(10)]
    told = {first: "412 borgere", second: "977 borgere"}
    for answer in (each.result() for each in [*before, *after]):
        assert told[answer["snapshot"]] in answer["answer"]
    assert {each.result()["snapshot"] for each in after} == {second}


def test_the_numbers_count_answers_and_hold_no_question(client: TestClient) -> None:
    ask(client, "Hvor mange sensorer satte Bakkedal Kommune op i skolerne?")
    ask(client, "Hvor mange zebraer bor der i Bakkedal?")
    client.get("/?q=Hvor mange zebraer bor der i Bakkedal?")
    numbers = client.get("/metrics").text
    assert 'radarassistent_answers_total{reason="",status="answered"}' in numbers
    assert 'handler="/api/ask"' in numbers
    assert "zebra" not in numbers
