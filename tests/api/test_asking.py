import json
from typing import Any, get_args

import httpx
import pytest
from fastapi.testclient import TestClient

from api.schema import answer_json, sources_json
from assistant.answer import Mode, Reason, Status
from assistant.ask import Assistant
from tests.api.fictional import QUESTIONS, UNANSWERABLE

ANSWER = {
    "id": str,
    "status": str,
    "reason": (str, type(None)),
    "answer": str,
    "sentences": list,
    "citations": list,
    "related": list,
    "standalone_question": str,
    "mode": str,
    "language": str,
    "snapshot": str,
    "generated_by": (str, type(None)),
    "notes": list,
    "confidence": (float, type(None)),
    "choices": list,
    "figure": (dict, type(None)),
    "checks": (dict, type(None)),
    "question": (str, type(None)),
}
RELATED = {
    "document_id": str,
    "title": str,
    "page": (int, type(None)),
    "quote": str,
    "viewer_url": str,
    "digest": bool,
    "language": str,
}
CITATION = {
    **RELATED,
    "number": int,
    "publisher": (str, type(None)),
    "published": (str, type(None)),
    "url": (str, type(None)),
    "section": (str, type(None)),
    "edition": (str, type(None)),
    "radar": (str, type(None)),
    "row": (int, type(None)),
    "table": (str, type(None)),
    "stated_in": (str, type(None)),
    "place": (str, type(None)),
}
SENTENCE = {"text": str, "citations": list}


def ask(client: TestClient | httpx.Client, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/api/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def assert_shaped(given: dict[str, Any], shape: dict[str, Any]) -> None:
    assert given.keys() == shape.keys()
    for name, kind in shape.items():
        assert isinstance(given[name], kind), name
        assert kind is bool or not isinstance(given[name], bool), name


@pytest.mark.parametrize(
    "question", [*QUESTIONS, UNANSWERABLE, "🤖🤖", "x" * 50_000, "Hvor mange \x00 sensorer?", "Hej", "Robotter"]
)
def test_an_answer_has_the_shape_of_the_contract(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    assert_shaped(answer, ANSWER)
    assert answer["status"] in get_args(Status)
    assert answer["reason"] in (*get_args(Reason), None)
    assert answer["mode"] in get_args(Mode)
    assert (answer["reason"] is None) == (answer["status"] == "answered")
    assert bool(answer["sentences"]) == (answer["status"] == "answered" and answer["mode"] != "smalltalk")
    assert answer["confidence"] is None or 0 <= answer["confidence"] <= 1
    for sentence in answer["sentences"]:
        assert_shaped(sentence, SENTENCE)
        assert set(sentence["citations"]) <= {citation["number"] for citation in answer["citations"]}
    for citation in answer["citations"]:
        assert_shaped(citation, CITATION)
    for related in answer["related"]:
        assert_shaped(related, RELATED)


@pytest.mark.parametrize(("question", "told"), QUESTIONS.items())
def test_the_right_source_answers(client: TestClient, question: str, told: str) -> None:
    answer = ask(client, question)
    assert answer["status"] == "answered"
    assert told in answer["answer"]
    assert "[1]" in answer["answer"]


def test_a_citation_says_what_is_known_of_its_source(client: TestClient) -> None:
    report = ask(client, "Hvor mange advarsler om skybrud gav sensorer i kloakken?")["citations"][0]
    assert report["title"] == "Engby Kommunes årsrapport (fiktive eksempeldata)"
    assert (report["publisher"], report["published"], report["page"]) == ("Engby Kommune", "2025-01", 2)
    digest = ask(client, "Hvor mange sensorer satte Bakkedal Kommune op i skolerne?")
    cited = digest["citations"][0]
    assert cited["title"].endswith("(resumé)")
    assert (cited["digest"], cited["publisher"], cited["published"], cited["page"]) == (True, None, "2024", None)
    assert any("resumé" in note for note in digest["notes"])


def test_what_the_sources_are_not_about_is_refused(client: TestClient) -> None:
    answer = ask(client, UNANSWERABLE)
    assert (answer["status"], answer["reason"]) == ("refused", "out_of_scope")
    assert answer["sentences"] == answer["citations"] == answer["related"] == []


def test_only_the_named_documents_answer(client: TestClient) -> None:
    answer = ask(client, "Hvor mange sensorer er der?", documents=["engby"])
    named = {place["document_id"] for place in answer["citations"] + answer["related"]}
    assert named == {"engby"}


def test_history_may_come_along(client: TestClient) -> None:
    history = [{"role": "user", "content": "Hej"}, {"role": "assistant", "content": "Goddag"}]
    answer = ask(client, "Hvor mange sensorer satte Bakkedal Kommune op i skolerne?", history=history, documents=None)
    assert answer["status"] == "answered"


def test_a_follow_up_is_understood_by_its_history_in_both_ways_of_asking(client: TestClient) -> None:
    history = [{"role": "user", "content": "Hvor blev der sat sensorer op?"}]
    answer = ask(client, "Og hvad måler de?", history=history)
    assert "sensorer" in answer["standalone_question"]
    streamed = client.post("/api/ask/stream", json={"question": "Og hvad måler de?", "history": history})
    assert {**events(streamed.text)[-1][1], "id": ""} == {**answer, "id": ""}
    assert ask(client, "Og hvad måler de?")["status"] == "clarify"


def events(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


@pytest.mark.parametrize("question", [*QUESTIONS, UNANSWERABLE])
def test_the_stream_tells_the_same_answer_bit_by_bit(client: TestClient, question: str) -> None:
    response = client.post("/api/ask/stream", json={"question": question})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert (told[0][0], told[-1][0]) == ("status", "done")
    whole = told[-1][1]
    whole_once = ask(client, question)
    assert {**whole, "id": ""} == {**whole_once, "id": ""}
    assert [data for name, data in told if name == "sentence"] == whole["sentences"]
    assert [data for name, data in told if name == "citation"] == whole["citations"]
    cited: set[int] = set()
    for name, data in told:
        if name == "citation":
            assert data["number"] in cited
        elif name == "sentence":
            cited.update(data["citations"])


def test_a_refusal_in_the_stream_is_an_error_event(client: TestClient) -> None:
    told = events(client.post("/api/ask/stream", json={"question": "   "}).text)
    assert [name for name, _ in told] == ["status", "error"]
    assert told[-1][1]["status"] == 422
    assert "tomt" in told[-1][1]["detail"]


def test_a_body_that_cannot_be_used_is_refused_before_the_stream_begins(client: TestClient) -> None:
    assert client.post("/api/ask/stream", json={"question": 7}).status_code == 422


def test_the_sources_are_listed(client: TestClient) -> None:
    sources = {source["id"]: source for source in client.get("/api/sources").json()}
    assert sources.keys() == {"robotter", "sensorer", "droner", "engby"}
    assert sources["engby"]["pages"] == 2
    assert sources["sensorer"]["digest"] is True
    assert sources["sensorer"]["published"] == "2024"
    assert sources["droner"]["url"] is None
    for source in sources.values():
        assert source["passages"] > 0
        assert client.get(source["viewer_url"]).status_code == 200


def test_the_command_line_prints_the_same_json(client: TestClient, assistant: Assistant) -> None:
    question = next(iter(QUESTIONS))
    assert {**json.loads(answer_json(assistant.ask(question), question)), "id": ""} == {
        **ask(client, question),
        "id": "",
    }
    assert json.loads(sources_json(assistant.snapshot().manifest)) == client.get("/api/sources").json()
