from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import create_engine

from api.app import create_app
from api.desk import Desk
from assistant.ask import Assistant
from assistant.conversation import Turn
from corpus.settings import Settings
from tests.api.conftest import HERE
from tests.api.fictional import QUESTIONS
from tests.api.test_asking import ask
from tests.api.test_problems import assert_problem

ASKED, TOLD = next(iter(QUESTIONS.items()))


def given(**changed: Any) -> dict[str, Any]:
    return {"answer_id": "findes-ikke", "rating": "up", **changed}


@pytest.fixture
def own(tmp_path: Path, data_dir: Path, assistant: Assistant) -> Iterator[tuple[TestClient, Desk]]:
    """An app with a database of the test's own."""
    settings = Settings(data_dir=data_dir, api_token=None, database_url=SecretStr(f"sqlite:///{tmp_path}/own.sqlite"))
    app = create_app(settings, assistant)
    with TestClient(app, base_url=HERE) as client:
        yield client, app.state.desk


def test_an_answer_is_kept_with_its_question_and_can_be_rated(own: tuple[TestClient, Desk]) -> None:
    client, desk = own
    history = [{"role": "user", "content": "Hej, mit nummer er 010190-1234"}]
    answer = ask(client, ASKED, history=history)
    assert client.post("/api/feedback", json=given(answer_id=answer["id"], comment="Tak")).status_code == 204
    kept = desk.records.records.answer(answer["id"])
    assert kept.answer.model_dump() == answer
    assert (kept.question, kept.door, kept.documents) == (ASKED, "http", ())
    assert "1234" not in kept.history[0].content
    assert kept.checks.quotes == kept.checks.verified == len(answer["citations"]) + len(answer["related"])
    assert [place.document_id for place in kept.places if place.number] == [
        citation["document_id"] for citation in answer["citations"]
    ]
    assert kept.setup.fingerprint
    assert kept.seconds > 0


def test_every_way_of_asking_is_kept(own: tuple[TestClient, Desk]) -> None:
    client, desk = own
    client.post("/api/ask/stream", json={"question": ASKED})
    client.get("/", params={"q": "Hvad er en zebra?"})
    last = ask(client, "Hej")
    assert client.portal
    client.portal.call(desk.records.answer, last["id"])  # what is written first is read first
    with desk.records.records.database.reading() as connection:
        rows = connection.exec_driver_sql("select question, door from radar_answers order by asked_at").all()
    assert [tuple(row) for row in rows] == [(ASKED, "http"), ("Hvad er en zebra?", "page"), ("Hej", "http")]


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (given(), 404, "records.no_answer"),
        (given(answer_id="x" * 200), 422, "http.fields"),
        (given(rating="middel"), 422, "http.fields"),
        (given(comment="x" * 2001), 422, "http.fields"),
        ({}, 422, "http.fields"),
    ],
)
def test_what_cannot_be_rated_is_told(client: TestClient, body: dict[str, Any], status: int, kind: str) -> None:
    assert_problem(client.post("/api/feedback", json=body), status, kind)


def test_a_form_elsewhere_cannot_rate(client: TestClient) -> None:
    assert_problem(client.post("/api/feedback", data=given()), 415, "http.not_json")


def test_a_database_that_is_away_costs_nobody_an_answer(data_dir: Path, assistant: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "away.sqlite"
    file.mkdir()
    settings = Settings(data_dir=data_dir, api_token=None, database_url=SecretStr(f"sqlite:///{file}"))
    with TestClient(create_app(settings, assistant), base_url=HERE) as client:
        answers = [ask(client, ASKED) for _ in range(3)]
        assert all(TOLD in answer["answer"] for answer in answers)
        away = client.post("/api/feedback", json=given(answer_id=answers[0]["id"]))
        assert_problem(away, 503, "records.down")
        assert 'radarassistent_records_lost_total{what="answer"} 3.0' in client.get("/metrics").text
        file.rmdir()
        answer = ask(client, ASKED)
        assert client.post("/api/feedback", json=given(answer_id=answer["id"])).status_code == 204


def test_a_locked_database_is_not_waited_for_by_who_asks(own: tuple[TestClient, Desk], tmp_path: Path) -> None:
    client, desk = own
    ask(client, ASKED)
    other = create_engine(f"sqlite:///{tmp_path}/own.sqlite").connect()
    other.exec_driver_sql("BEGIN IMMEDIATE")
    answer = ask(client, ASKED)
    assert TOLD in answer["answer"]
    other.exec_driver_sql("COMMIT")
    assert client.post("/api/feedback", json=given(answer_id=answer["id"])).status_code == 204
    assert desk.records.records.answer(answer["id"]).answer.model_dump() == answer


async def _talked(desk: Desk) -> list[Turn]:
    await desk.records.remember("slack", "C1", "Hej", "Goddag")
    return await desk.records.turns("slack", "C1")


def test_a_channels_conversation_is_remembered(own: tuple[TestClient, Desk]) -> None:
    client, desk = own
    assert client.portal
    assert client.portal.call(_talked, desk) == [Turn("user", "Hej"), Turn("assistant", "Goddag")]
    assert client.portal.call(desk.records.first_time, "slack", "Ev1")
    assert not client.portal.call(desk.records.first_time, "slack", "Ev1")
