"""Every door into one assistant, each asked as its people or programs ask, with what they get to see."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from fastapi.testclient import TestClient

from tests.api.slack.fake import DIRECT, SECRET, FakeSlack, event, signed
from tests.api.teams.conftest import activity
from tests.api.teams.microsoft import BOT, TENANT, Microsoft, microsoft
from tests.api.test_asking import events

TOKEN = "hemmelig-noegle"
SPEAKING = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
"""What a program says that speaks the Model Context Protocol."""
_NUMBERS = count(1)


@dataclass
class House:
    """The server by ``client``, and the channels that it speaks to."""

    client: TestClient
    slack: FakeSlack
    teams: Microsoft

    @property
    def key(self) -> dict[str, str]:
        """What a program brings."""
        return {"Authorization": f"Bearer {TOKEN}"}


Ask = Callable[[House, str, str], str]
"""Asks a question for the person of that name; all that the person gets to see of it, errors too."""


def _http(house: House, question: str, _: str) -> str:
    return house.client.post("/api/ask", json={"question": question}, headers=house.key).text


def _stream(house: House, question: str, _: str) -> str:
    told = house.client.post("/api/ask/stream", json={"question": question}, headers=house.key).text
    return "\n".join(json.dumps(data, ensure_ascii=False) for _, data in events(told))


def _page(house: House, question: str, _: str) -> str:
    return house.client.get("/", params={"q": question}, headers=house.key | {"Accept": "text/html"}).text


def _openai(house: House, question: str, _: str) -> str:
    body = {"model": "radarassistent", "messages": [{"role": "user", "content": question}]}
    return house.client.post("/v1/chat/completions", json=body, headers=house.key).text


def _mcp(house: House, question: str, _: str) -> str:
    told = house.client.post("/mcp", json=calling(question), headers=house.key | SPEAKING).json()["result"]
    return json.dumps(told, ensure_ascii=False)


def calling(question: str, before: Sequence[str] = ()) -> dict[str, Any]:
    """The call of the tool that answers, as the Model Context Protocol writes it."""
    arguments = {"question": question, "before": list(before)}
    call = {"name": "ask", "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}


def _slack(house: House, question: str, who: str) -> str:
    before, ts = len(house.slack.done), f"{next(_NUMBERS)}.5"
    body = json.dumps(event("message", question, ts, DIRECT, user=who)).encode()
    told = house.client.post(
        "/slack/events", content=body, headers={"Content-Type": "application/json", **signed(body)}
    )
    assert told.status_code == 200
    house.slack.wait(lambda: len(house.slack.done) > before)
    return house.slack.done[before].said


def _teams(house: House, question: str, who: str) -> str:
    person = {"id": f"29:{who}", "aadObjectId": who, "name": "Bo Beck"}
    asked = activity(text=question) | {"from": person}
    headers = {"Authorization": f"Bearer {house.teams.token()}", "Content-Type": "application/json"}
    body = json.dumps({"serviceUrl": house.teams.url} | asked)
    told = house.client.post("/api/messages", content=body, headers=headers)
    assert told.status_code == 200
    return json.dumps(house.teams.messages(1, asked["conversation"]["id"])[0], ensure_ascii=False)


DOORS: Mapping[str, Ask] = {
    "ask": _http,
    "stream": _stream,
    "page": _page,
    "openai": _openai,
    "mcp": _mcp,
    "slack": _slack,
    "teams": _teams,
}


@contextmanager
def channels() -> Iterator[tuple[FakeSlack, Microsoft]]:
    """What stands for Slack and Teams, on this machine."""
    with FakeSlack().running() as slack, microsoft() as teams:
        yield slack, teams


def set_up(slack_url: str) -> dict[str, Any]:
    """The settings, as the environment would give them, that open every door."""
    return {
        "api_token": TOKEN,
        "public_url": "https://radar.example",
        "slack_bot_token": "xoxb-test",
        "slack_signing_secret": SECRET,
        "slack_api_url": f"{slack_url}/api/",
        "teams_client_id": BOT,
        "teams_client_secret": "hemmelighed",
        "teams_tenant_id": TENANT,
    }
