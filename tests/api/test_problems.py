import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import example, given
from hypothesis import strategies as st

from api.problems import said
from assistant.ask import Assistant
from corpus.refused import Refused
from tests.api.conftest import HERE

JSON = {"Content-Type": "application/json"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def assert_problem(response: Any, status: int, key: str, *words: str) -> dict[str, Any]:
    problem: dict[str, Any] = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:radarassistent:{key}"
    assert problem["title"]
    assert problem["instance"].startswith("/")
    for word in words:
        assert word in problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("body", "field", "why"),
    [
        ({}, "question", "mangler"),
        ({"question": None}, "question", "skal være tekst"),
        ({"question": "Hvad?", "history": "nej"}, "history", "skal være en liste"),
        ({"question": "Hvad?", "history": [{"role": "system", "content": "x"}]}, "history.0.role", "har en værdi"),
        ({"question": "Hvad?", "history": [{"role": "user"}]}, "history.0.content", "mangler"),
        ({"question": "Hvad?", "history": [{"role": "user", "content": "x"}] * 101}, "history", "for langt"),
        ({"question": "Hvad?", "documents": [1]}, "documents.0", "skal være tekst"),
        ([], "(hele indholdet)", "JSON-objekt"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(client: TestClient, body: Any, field: str, why: str) -> None:
    problem = assert_problem(client.post("/api/ask", json=body), 422, "http.fields", field, why)
    assert problem["errors"][0]["field"] == field
    assert why in problem["errors"][0]["detail"]


def test_an_empty_question_and_an_unknown_document_are_named(client: TestClient) -> None:
    empty = assert_problem(client.post("/api/ask", json={"question": " \n"}), 422, "question.empty")
    assert empty["errors"][0]["field"] == "question"
    body = {"question": "Hvad er det?", "documents": ["findes-ikke"]}
    unknown = assert_problem(client.post("/api/ask", json=body), 422, "question.unknown_document", "findes-ikke")
    assert unknown["errors"][0]["field"] == "documents"


@pytest.mark.parametrize("content", [b'{"question": "Hvad', b"", b"[" * 100_000, b'{"question": "\xff"}', b"1" * 5000])
def test_a_broken_body_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post("/api/ask", content=content, headers=JSON)
    assert response.status_code in (400, 422)
    assert_problem(response, response.status_code, response.json()["type"].split(":")[-1])


def test_half_a_character_is_no_text(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"question": "\\ud800"}', headers=JSON)
    assert_problem(response, 422, "question.empty")
    response = client.post("/api/ask", content=b'{"question": "Hvad?", "documents": ["\\ud800"]}', headers=JSON)
    assert_problem(response, 422, "question.unknown_document")


def test_broken_json_says_where(client: TestClient) -> None:
    response = client.post("/api/ask", content=b'{"question": }', headers=JSON)
    assert_problem(response, 400, "http.bad_json", "tegn 14")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", None])
def test_only_json_is_taken(client: TestClient, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    response = client.post("/api/ask", content=b'{"question": "Hvad?"}', headers=headers)
    assert_problem(response, 415, "http.not_json", "Content-Type")


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "x" * 300_000})
    assert_problem(response, 413, "http.too_large", "256 kB")


def test_a_body_of_unknown_length_is_stopped(client: TestClient) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b" " * 10_000

    response = client.post("/api/ask", content=endless(), headers=JSON)
    assert "content-length" not in response.request.headers
    assert_problem(response, 413, "http.too_large")


def test_what_is_not_there_and_what_cannot_be_done(client: TestClient) -> None:
    assert_problem(client.get("/api/findes-ikke"), 404, "http.not_found", "/api/findes-ikke")
    response = client.get("/api/ask")
    assert_problem(response, 405, "http.method", "POST")
    assert response.headers["allow"] == "POST"
    assert_problem(client.get("/sources/findes-ikke"), 404, "http.no_document", "findes-ikke")


def test_a_browser_gets_a_page(client: TestClient) -> None:
    for path in ("/findes-ikke", "/sources/findes-ikke"):
        response = client.get(path, headers=BROWSER)
        assert response.status_code == 404
        assert response.headers["content-type"].startswith("text/html")
        assert "Siden findes ikke" in response.text


def test_what_was_given_is_escaped_on_the_page(client: TestClient) -> None:
    response = client.get("/sources/<img src=x>", headers=BROWSER)
    assert "<img src=x>" not in response.text
    assert "&lt;img src=x&gt;" in response.text


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("en", "is missing"),
        ("en-GB,en;q=0.9,da;q=0.8", "is missing"),
        ("da,en;q=0.8", "mangler"),
        ("en;q=0.5, da-DK", "mangler"),
        ("de", "mangler"),
        ("", "mangler"),
        (";q=x,,da;q=", "mangler"),
    ],
)
def test_the_language_is_the_readers(client: TestClient, wish: str, words: str) -> None:
    response = client.post("/api/ask", json={}, headers={"Accept-Language": wish})
    assert_problem(response, 422, "http.fields", words)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_fault_gives_a_number_and_tells_nothing_away(
    client: TestClient,
    assistant: Assistant,
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(question: str, documents: object = None, history: object = ()) -> None:
        raise ZeroDivisionError(f"mens der blev svaret på {question}")

    monkeypatch.setattr(assistant, "ask", broken)
    with caplog.at_level(logging.DEBUG):
        response = client.post(path, json={"question": "Hvad er hemmeligheden?"})
    assert "http.unexpected" in response.text
    assert "ZeroDivision" not in response.text
    logged = [record.getMessage() for record in caplog.records if record.name == "radarassistent"]
    number = logged[0].split()[1].rstrip(":")
    assert number in response.text
    assert "ZeroDivisionError" in caplog.text
    assert "broken" in caplog.text
    assert "hemmeligheden" not in caplog.text
    if path == "/api/ask":
        assert_problem(response, 500, "http.unexpected", number)


def test_a_request_that_is_hardly_one_is_no_fault(client: TestClient) -> None:
    assert client.get(f"{HERE}/?q=%FF%00%ED%A0%80").status_code == 200
    assert client.get(f"{HERE}/sources/..%2f..%2fetc").status_code == 404
    assert client.get(f"{HERE}/static/..%2f..%2fapp.py").status_code == 404


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2100, 1, 1)))
@example(datetime(2026, 11, 28, 0, 13, 26, 81918))
@example(datetime(2020, 1, 1))
def test_the_name_of_a_snapshot_is_said_whole(made: datetime) -> None:
    name = f"{made:%Y%m%d-%H%M%S-%f}"
    assert name in said(Refused("snapshot.no_manifest", id=name), "da")


@pytest.mark.parametrize(
    "path", ["/sources/010190-1234", "/radar/0101901234", "/010190%201234", "/radar?udgave=010190-1234"]
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_personal_data_in_an_address_is_not_said_again(client: TestClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"accept": accept})
    assert response.status_code == 404
    assert "1234" not in response.text
    assert "[personnummer]" in response.text


@pytest.mark.parametrize(
    "body",
    [
        {"question": "hvad?", "documents": ["010190-1234"]},
        {"question": ["010190-1234"]},
        {"question": "hvad?", "010190-1234": "x"},
        {"question": "hvad?", "history": [{"role": "010190-1234", "content": "x"}]},
        {"question": "hvad?", "history": [{"role": "user", "content": {"010190-1234": "ring 20304050"}}]},
    ],
)
@pytest.mark.parametrize("address", ["/api/ask", "/api/ask/stream"])
def test_a_body_that_cannot_be_used_is_not_said_again(client: TestClient, address: str, body: object) -> None:
    response = client.post(address, json=body)
    assert "1234" not in response.text
    assert "20304050" not in response.text
