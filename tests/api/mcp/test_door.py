"""The official client asks, over HTTP and over stdio."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from jsonschema import validate

from tests.api.conftest import HERE, served
from tests.api.fictional import QUESTIONS, UNANSWERABLE

mcp = pytest.importorskip("mcp")
ASKED, SAID = next(iter(QUESTIONS.items()))
CPR = "070761-4285"


@pytest.fixture(scope="module")
def address(served_app: FastAPI) -> Iterator[str]:
    with served(served_app) as url:
        yield f"{url}/mcp"


def called(server: Any, tool: str, **arguments: Any) -> Any:
    """What the tool gives back; its structure is checked against the schema that the server gives for it."""

    async def call() -> Any:
        async with mcp.Client(server) as client:
            found = await client.call_tool(tool, arguments)
            if not found.is_error:
                (described,) = [each for each in (await client.list_tools()).tools if each.name == tool]
                validate(found.structured_content, described.output_schema)
            return found

    return anyio.run(call)


def text(found: Any) -> str:
    return "".join(each.text for each in found.content)


def test_four_tools_are_offered_and_all_of_them_only_read(address: str) -> None:
    async def listed() -> Any:
        async with mcp.Client(address) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = anyio.run(listed)
    assert "kilder" in instructions
    assert {each.name for each in tools} == {"ask", "search_passages", "query_radar", "read_source"}
    assert all(each.annotations.read_only_hint and each.description and each.output_schema for each in tools)


def test_an_answer_comes_as_the_contract_has_it_and_as_words(address: str) -> None:
    found = called(address, "ask", question=ASKED)
    answer = found.structured_content
    assert (answer["status"], found.is_error) == ("answered", False)
    assert SAID in answer["answer"]
    assert SAID in answer["citations"][0]["quote"]
    assert SAID in text(found)
    assert "[1]" in text(found)
    assert "Kilder" in text(found)


def test_what_was_asked_before_is_understood(address: str) -> None:
    found = called(address, "ask", question="Og hvornår?", before=["Hvornår skar robotterne grøntsager?"])
    assert "grøntsager" in found.structured_content["standalone_question"]


def test_what_the_sources_do_not_hold_is_refused(address: str) -> None:
    found = called(address, "ask", question=UNANSWERABLE)
    assert found.structured_content["status"] == "refused"
    assert not found.structured_content["citations"]


def test_a_personal_number_is_hidden_and_not_kept(address: str, served_app: FastAPI) -> None:
    found = called(address, "ask", question=f"Skal borgeren {CPR} have skærmbesøg?")
    assert found.structured_content["status"] == "blocked"
    assert CPR not in str(found)


def test_an_empty_question_is_an_error_that_says_what_to_do(address: str) -> None:
    found = called(address, "ask", question="  ")
    assert found.is_error
    assert "spørgsmål" in text(found).casefold()


def test_passages_are_found_with_where_they_open(address: str) -> None:
    found = called(address, "search_passages", query=ASKED, count=2)
    passages = found.structured_content["passages"]
    assert 1 <= len(passages) <= 2
    assert SAID in passages[0]["text"]
    assert passages[0]["viewer_url"].startswith("/sources/robotter?passage=")


def test_a_source_is_read_whole_and_a_page_alone(address: str) -> None:
    whole = called(address, "read_source", document_id="robotter").structured_content
    assert SAID in whole["text"]
    assert whole["next"] is None
    page = called(address, "read_source", document_id="engby", page=2).structured_content
    assert page["page"] == 2
    assert "Kloakker" in page["text"]
    assert "affald" not in page["text"]
    later = called(address, "read_source", document_id="robotter", start=10).structured_content
    assert later["text"] == whole["text"][10:]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"document_id": "findes-ikke"}, "findes-ikke"),
        ({"document_id": "engby", "page": 9}, "side 9"),
        ({"document_id": "robotter", "start": 10**6}, "1000000"),
    ],
)
def test_what_cannot_be_read_is_said(address: str, arguments: dict[str, Any], says: str) -> None:
    found = called(address, "read_source", **arguments)
    assert found.is_error
    assert says in text(found)


def test_the_radar_says_which_names_it_has(address: str) -> None:
    found = called(address, "query_radar", table="findes-ikke")
    assert found.is_error
    assert "observations" in text(found)


def test_a_foreign_host_and_a_missing_key_are_turned_away(client: TestClient, guarded: TestClient) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert client.post("/mcp", json=ping, headers={"host": "elsewhere.example"}).status_code == 421
    assert guarded.post("/mcp", json=ping).status_code == 401


def test_over_stdio_a_program_gets_the_same(data_dir: Path) -> None:
    environment = {**os.environ, "RADAR_DATA_DIR": str(data_dir), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "radarassistent", "mcp"], env=environment, cwd=Path.cwd()
    )
    found = called(command, "ask", question=ASKED)
    assert SAID in found.structured_content["answer"]


def test_without_the_extra_the_address_says_how_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path, assistant: Any
) -> None:
    monkeypatch.setitem(sys.modules, "api.mcp.door", None)
    from api.app import create_app
    from corpus.settings import Settings

    with TestClient(create_app(Settings(data_dir=data_dir, api_token=None), assistant), base_url=HERE) as client:
        told = client.post("/mcp", json={})
    assert told.status_code == 503
    assert "radarassistent[mcp]" in told.json()["detail"]
