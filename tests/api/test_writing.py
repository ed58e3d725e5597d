"""A language model behind the doors, over fiktive eksempeldata: streamed as it is checked, let go with who asked."""

import json
from collections.abc import Iterator
from copy import copy
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import httpx
import pytest

from api.app import create_app
from assistant.ask import Assistant
from assistant.writing.endpoint import Endpoint
from assistant.writing.writer import Writer
from corpus.settings import Settings
from tests.api.conftest import served
from tests.assistant.writing.scripted import Scripted, in_json, scripted

QUESTION = "Hvor mange borgere fik skærmbesøg i Havneby?"
FIRST = "Havneby Kommune gav 412 borgere skærmbesøg i 2022."
SECOND = "Hjemmeplejen sparede 1.300 timers kørsel på et år."


@pytest.fixture(scope="module")
def address() -> Iterator[Scripted]:
    with scripted() as script:
        yield script


@pytest.fixture
def script(address: Scripted) -> Scripted:
    address.reset()
    return address


@pytest.fixture(scope="module")
def service(data_dir: Path, assistant: Assistant, address: Scripted) -> Iterator[httpx.Client]:
    """A served app whose answers the scripted model words."""
    writing = copy(assistant)
    writing._writer = Writer(Endpoint(address.url, "scripted", "none", 60), 60, 4096)
    app = create_app(Settings(data_dir=data_dir, api_token=None), writing)
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        yield client


def events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_a_sentence_is_streamed_before_the_model_has_ended(service: httpx.Client, script: Scripted) -> None:
    """By the order of events: the model says its second sentence only when the first has reached the reader."""
    heard = Event()
    whole = in_json((FIRST, [1]), ("Havneby gav 999 borgere skærmbesøg i 2022.", [1]), (SECOND, [1]))
    cut = whole.index("}") + 1
    script.pieces = [whole[:cut], heard, whole[cut:]]
    told: list[tuple[str, Any]] = []
    with service.stream("POST", "/api/ask/stream", json={"question": QUESTION}) as response:
        for name, data in events(response.iter_lines()):
            told.append((name, data))
            if name == "sentence":
                heard.set()
    assert [name for name, _ in told] == ["status", "sentence", "citation", "sentence", "citation", "done"]
    done = told[-1][1]
    assert [data["text"] for name, data in told if name == "sentence"] == [FIRST, SECOND]
    assert [data for name, data in told if name == "citation"] == done["citations"]
    assert (done["mode"], done["generated_by"]) == ("generative", "scripted")
    assert done["checks"]["counts"]["absent"] == 1
    assert "999" not in json.dumps(told)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_who_goes_takes_the_model_along(service: httpx.Client, script: Scripted, path: str) -> None:
    script.pieces = [Event()]  # it would never end
    connection = HTTPConnection(service.base_url.host, service.base_url.port)
    asked = json.dumps({"question": QUESTION})
    connection.request("POST", path, asked, {"Content-Type": "application/json"})
    while not script.requests:
        sleep(0.01)
    connection.close()
    assert script.left.wait(20)


def test_a_model_that_fails_costs_no_answer(service: httpx.Client, script: Scripted) -> None:
    script.status = 400
    answer = service.post("/api/ask", json={"question": QUESTION}).json()
    assert (answer["mode"], answer["generated_by"]) == ("extractive", None)
    assert answer["checks"]["failure"] == "unreachable"
    assert "412" in answer["answer"]


def test_the_model_never_sees_a_personal_number(service: httpx.Client, script: Scripted) -> None:
    script.says((FIRST, [1]))
    asked = {
        "question": "Jeg sidder med 010190-1234 og bo@example.dk. Hvor mange borgere fik skærmbesøg i Havneby?",
        "history": [{"role": "user", "content": "Ring på 22 33 44 55 om 020280-4321."}],
    }
    service.post("/api/ask", json=asked)
    assert script.requests
    for secret in ("010190", "1234", "4321", "bo@example", "22 33 44 55", "22334455"):
        assert secret not in str(script.requests)
