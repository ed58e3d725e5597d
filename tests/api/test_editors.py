from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from api.records import Records
from assistant.ask import Assistant
from corpus.settings import Settings
from tests.api.conftest import HERE
from tests.api.records.made import citing, record
from tests.api.test_problems import BROWSER, assert_problem

EDITOR = ("", "redaktørens nøgle")
USER = ("", "brugernes nøgle")
UNANSWERED = {"status": "refused", "reason": "not_in_sources", "answer": "Det står ikke i kilderne."}


def filled(records: Records) -> str:
    """Sixty answers over three weeks; the id of one that was voted down."""
    for number in range(57):
        asked = datetime.now(UTC) - timedelta(days=number % 3 * 7, minutes=number)
        records.keep(replace(citing(record(f"Spørgsmål {number}"), "engby"), asked_at=asked))
    records.keep(citing(record("Hvad koster <b>robotten</b>?", **UNANSWERED), "havneby"))
    down = citing(record("Hvad er en zebra?"), "havneby", "engby")
    records.keep(down)
    records.rate(down.id, "down", "Borger 010190-1234 ville vide mere", "http")
    return down.id


@pytest.fixture(scope="module")
def settings(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    url = f"sqlite:///{tmp_path_factory.mktemp('editors')}/records.sqlite"
    return Settings(
        data_dir=data_dir,
        api_token=SecretStr(USER[1]),
        editor_token=SecretStr(EDITOR[1]),
        database_url=SecretStr(url),
    )


@pytest.fixture(scope="module")
def down(settings: Settings) -> str:
    return filled(Records.open(settings))


@pytest.fixture
def client(settings: Settings, assistant: Assistant, down: str) -> Iterator[TestClient]:
    with TestClient(create_app(settings, assistant), base_url=HERE) as client:
        client.auth = tuple(value.encode() for value in EDITOR)  # type: ignore[assignment]
        yield client


def test_there_is_no_such_page_unless_access_is_set(data_dir: Path, assistant: Assistant) -> None:
    with TestClient(create_app(Settings(data_dir=data_dir, api_token=None), assistant), base_url=HERE) as client:
        assert_problem(client.get("/redaktion"), 404, "http.not_found")
        assert_problem(client.get("/redaktion/svar/x"), 404, "http.not_found")


def test_it_opens_for_editors_alone_and_their_key_opens_the_rest(client: TestClient) -> None:
    assert client.get("/redaktion").status_code == client.get("/static/style.css").status_code == 200
    client.auth = tuple(value.encode() for value in USER)  # type: ignore[assignment]
    assert client.get("/kilder").status_code == 200
    refused = client.get("/redaktion")
    assert_problem(refused, 401, "http.no_key")
    assert refused.headers["www-authenticate"].startswith("Basic")


def test_it_shows_what_was_asked_by_week_and_source(client: TestClient) -> None:
    page = client.get("/redaktion", headers=BROWSER).text
    assert "Antal: 59." in page
    assert "Side 1 af 2" in page
    assert page.count('class="stack"') == 3 + 2
    assert "&lt;b&gt;robotten" in page
    assert "<b>robotten" not in page
    assert 'style="' not in page
    assert "Spørgsmål 56" not in page
    assert "Spørgsmål 56" in client.get("/redaktion?side=2", headers=BROWSER).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("svar=down", 1),
        ("svar=unanswered", 1),
        ("svar=answered", 58),
        ("svar=up", 0),
        ("kilde=havneby", 2),
        ("kilde=engby&svar=down", 1),
        ("uge=1999-W01", 0),
        ("svar=findes-ikke&side=%C2%B2", 59),
        ("side=99999999999", 59),
    ],
)
def test_it_is_filtered(client: TestClient, asked: str, found: int) -> None:
    assert f"Antal: {found}." in client.get(f"/redaktion?{asked}", headers=BROWSER).text


def test_an_answer_is_shown_with_what_was_thought_of_it(client: TestClient, down: str) -> None:
    page = client.get(f"/redaktion/svar/{down}", headers=BROWSER).text
    assert "Hvad er en zebra?" in page
    assert "ville vide mere" in page
    assert "010190" not in page
    assert f"radarassistent replay {down}" in page
    assert_problem(client.get("/redaktion/svar/findes-ikke"), 404, "records.no_answer")
