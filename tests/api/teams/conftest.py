import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from assistant.ask import Assistant
from corpus.settings import Settings
from tests.api.teams.microsoft import BOT, TENANT, Microsoft, microsoft

_NUMBERS = count(1)
Deliver = Callable[..., Any]


def settings(data_dir: Path, **more: Any) -> Settings:
    given: dict[str, Any] = {
        "data_dir": data_dir,
        "api_token": SecretStr("hemmelig-nøgle"),
        "public_url": "https://radar.example",
        "teams_client_id": BOT,
        "teams_client_secret": SecretStr("hemmelighed"),
        "teams_tenant_id": TENANT,
    }
    return Settings(**(given | more))


def activity(**more: Any) -> dict[str, Any]:
    """A message in a chat of two, as Teams writes it; ``conversation`` is an id, or the whole of it."""
    number = next(_NUMBERS)
    kind = more.pop("kind", "personal")
    conversation = more.pop("conversation", f"a:{number}")
    return {
        "type": "message",
        "id": f"m{number}",
        "channelId": "msteams",
        "text": "Hvor mange borgere fik skærmbesøg i Havneby?",
        "textFormat": "plain",
        "locale": "da-DK",
        "from": {"id": "29:asker", "aadObjectId": "33333333-3333-4333-8333-333333333333", "name": "Bo Beck"},
        "conversation": {"id": conversation, "tenantId": TENANT, "conversationType": kind},
        "recipient": {"id": f"28:{BOT}", "name": "Radarassistent"},
        "channelData": {"tenant": {"id": TENANT}},
    } | more


@pytest.fixture(scope="module")
def teams() -> Iterator[Microsoft]:
    with microsoft() as here:
        yield here


@pytest.fixture(scope="module")
def client(
    data_dir: Path, assistant: Assistant, teams: Microsoft, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """The app with Teams set up, behind a token, at an address that is not this machine's."""
    database = tmp_path_factory.mktemp("teams") / "records.sqlite"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("api.teams.connected.connected", teams.app)
        app = create_app(settings(data_dir, database_url=SecretStr(f"sqlite:///{database}")), assistant)
    with TestClient(app, base_url="https://radar.example") as client:
        yield client


@pytest.fixture
def deliver(client: TestClient, teams: Microsoft) -> Iterator[Deliver]:
    """Hands in an activity, signed, and remembers that Teams must have taken all that was sent back."""
    teams.sent.clear()
    teams.replies.clear()

    def deliver(given: dict[str, Any], token: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token or teams.token()}", "Content-Type": "application/json"}
        return client.post("/api/messages", content=json.dumps({"serviceUrl": teams.url} | given), headers=headers)

    yield deliver
    settle(client)
    assert teams.wrong == []


def settle(client: TestClient) -> None:
    """Waits until everything that was handed in is dealt with."""
    door = next(route for route in client.app.routes if getattr(route, "path", "") == "/api/messages")  # type: ignore[attr-defined]
    assert client.portal
    client.portal.call(door.endpoint.__self__.close)
