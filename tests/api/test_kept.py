from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.app import create_app
from assistant.ask import Assistant
from corpus.settings import Settings
from tests.api.conftest import HERE
from tests.api.fictional import QUESTIONS, UNANSWERABLE
from tests.api.test_asking import ask
from tests.api.test_problems import BROWSER, assert_problem


@pytest.mark.parametrize(
    "question",
    [
        *QUESTIONS,
        UNANSWERABLE,
        "Robotter",
        "Hej",
        "x" * 3000,
        "Hvor mange sensorer er der i <b>Engby</b>?",
        "How many residents got screen visits in Havneby?",
    ],
)
def test_an_answer_has_an_address_of_its_own(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    kept = client.get(f"/api/answers/{answer['id']}").json()
    assert kept["answer"] == answer
    assert kept["asked_at"]
    page = client.get(f"/svar/{answer['id']}", headers=BROWSER)
    assert page.status_code == 200
    assert "noindex" in page.text
    assert "<b>Engby" not in page.text
    for sentence in answer["sentences"]:
        assert escape(sentence["text"]) in page.text
    for place in answer["citations"] + answer["related"]:
        assert place["viewer_url"].replace("&", "&amp;") in page.text


def test_what_is_not_kept_is_told(client: TestClient) -> None:
    assert_problem(client.get("/api/answers/findes-ikke"), 404, "records.no_answer")
    page = client.get("/svar/findes-ikke", headers=BROWSER)
    assert page.status_code == 404
    assert "ikke gemt" in page.text


def test_the_front_page_links_to_its_answer(client: TestClient) -> None:
    page = client.get("/", params={"q": next(iter(QUESTIONS))}).text
    address = page.partition('href="/svar/')[2].partition('"')[0]
    assert client.get(f"/svar/{address}").status_code == 200


@pytest.fixture
def forgetful(data_dir: Path, assistant: Assistant, tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=data_dir, api_token=None, keep_days=0), assistant)
    with TestClient(app, base_url=HERE) as client:
        yield client


def test_where_nothing_is_kept_nothing_is_linked(forgetful: TestClient) -> None:
    assert "/svar/" not in forgetful.get("/", params={"q": next(iter(QUESTIONS))}).text
    answer = ask(forgetful, next(iter(QUESTIONS)))
    assert_problem(forgetful.get(f"/api/answers/{answer['id']}"), 404, "records.no_answer")
    assert_problem(
        forgetful.post("/api/feedback", json={"answer_id": answer["id"], "rating": "up"}), 404, "records.no_answer"
    )
