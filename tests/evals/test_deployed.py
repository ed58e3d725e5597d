import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from pydantic import SecretStr

from api.app import create_app
from assistant.ask import Assistant
from corpus.refused import Refused
from corpus.settings import Settings
from evals.deployed import Deployed
from evals.reply import Cited
from tests.api.conftest import served
from tests.evals.made import item

ANSWER = {
    "status": "clarify",
    "reason": "unclear",
    "answer": "Mener du",
    "standalone_question": "Hvad måler de?",
    "choices": [{"text": "Sensorerne?"}, "Dronerne?"],
    "related": [{"document_id": "engby", "page": 2, "quote": "23 advarsler"}],
    "confidence": 0.4,
    "ukendt": 1,
}


@contextmanager
def service(status: int, body: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A service that always says the same, and what it was sent."""
    heard: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.append({"path": self.path, "key": self.headers.get("Authorization"), **sent})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_dialogue_is_held_and_the_answer_read() -> None:
    settings = Settings(api_token=SecretStr("nogle-1"))
    with service(200, json.dumps(ANSWER)) as (url, heard), Deployed(url, settings) as deployed:
        reply = deployed.answer(item(history=("Hvad er det?",), question="Og hvad måler de?"))
        assert deployed.units is None
        assert deployed.ranking(item()) == ()
    assert (reply.status, reply.confidence, reply.score) == ("clarify", 0.4, 0.4)
    assert reply.related == (Cited("engby", 2, "23 advarsler"),)
    assert {"Hvad måler de?", "Sensorerne?", "Dronerne?"} <= set(reply.shown)
    first, second = heard
    assert (first["path"], first["key"], first["history"]) == ("/api/ask", "Bearer nogle-1", [])
    assert [turn["role"] for turn in second["history"]] == ["user", "assistant"]
    assert [turn["content"] for turn in second["history"]] == ["Hvad er det?", "Mener du"]


@pytest.mark.parametrize(
    ("status", "body", "named"),
    [
        (401, json.dumps({"detail": "Send nøglen."}), "svaret 401: Send nøglen."),
        (500, "<html>", "svaret 500"),
        (503, "[]", "svaret 503"),
        (200, "<html>", "ikke er et svar"),
        (200, json.dumps({"status": "answered"}), "ikke er et svar"),
    ],
)
def test_what_is_wrong_with_a_service_is_said(status: int, body: str, named: str) -> None:
    with service(status, body) as (url, _), Deployed(url, Settings()) as deployed:
        with pytest.raises(Refused, match="Tjenesten på") as refused:
            deployed.answer(item())
        assert named in str(refused.value)


def test_no_service_and_no_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with Deployed(url, Settings()) as deployed, pytest.raises(Refused, match="svarer ikke"):
            deployed.answer(item())
    for wrong in ("radar.example", "ftp://radar.example", "http://", ""):
        with pytest.raises(Refused, match="ikke en webadresse"):
            Deployed(wrong, Settings())


def test_the_real_service(one_model: None, data_dir: Any) -> None:
    settings = Settings(data_dir=data_dir, api_token=None)
    with served(create_app(settings, Assistant.open(settings))) as url, Deployed(url, settings) as deployed:
        reply = deployed.answer(item(question="Hvor mange sensorer satte Bakkedal Kommune op?"))
        assert "88" in reply.words
        assert reply.citations[0].document == "sensorer"
        far = deployed.answer(item(question="Hvem vandt fodboldkampen mellem Brasilien og Argentina?"))
        assert not far.answered
