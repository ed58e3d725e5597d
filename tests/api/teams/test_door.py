import json
from http import HTTPStatus
from pathlib import Path
from threading import Event, Timer
from time import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from api.app import create_app
from assistant.answer import Answer
from assistant.ask import Assistant
from corpus.settings import Settings
from tests.api.teams.conftest import Deliver, activity, settings
from tests.api.teams.microsoft import BOT, TENANT, Microsoft
from tests.api.test_problems import assert_problem

STRANGER = rsa.generate_private_key(65537, 2048)


def test_without_a_token_nothing_is_let_in(client: TestClient, teams: Microsoft) -> None:
    body = activity() | {"serviceUrl": teams.url}
    for headers in (
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer x.y.z"},
        {"Authorization": "Basic eA=="},
    ):
        assert_problem(client.post("/api/messages", json=body, headers=headers), 401, "teams.no_key", "Microsoft")
    # The server's own token is no signature of Microsoft's.
    own = {"Authorization": "Bearer hemmelig-nøgle".encode()}
    assert client.post("/api/messages", json=body, headers=own).status_code == 401  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "44444444-4444-4444-8444-444444444444"},
        {"aud": None},
        {"iss": "https://sts.windows.net/22222222-2222-4222-8222-222222222222/"},
        {"iss": "https://login.microsoftonline.com/22222222-2222-4222-8222-222222222222/v2.0"},
        {"iss": None},
        {"exp": int(time()) - 600},
        {"exp": int(time()) - 600.5},
        {"serviceurl": "https://other.example"},
        {"serviceurl": None},
        {"kid": "another"},
    ],
)
def test_a_token_that_is_not_for_this_bot_now_and_here_is_refused(
    deliver: Deliver, teams: Microsoft, claims: dict[str, Any]
) -> None:
    assert_problem(deliver(activity(), teams.token(**claims)), 401, "teams.no_key", "docs/teams.md")
    assert teams.sent == []


def test_a_token_with_another_key_is_refused(deliver: Deliver, teams: Microsoft) -> None:
    assert deliver(activity(), teams.token(STRANGER)).status_code == 401


def test_the_address_to_answer_to_is_the_signed_one(deliver: Deliver) -> None:
    for other in ("https://other.example", "", None, 7, ["https://other.example"]):
        assert deliver(activity(serviceUrl=other)).status_code == 401


def test_a_token_that_is_in_time_and_named_otherwise_is_let_in(deliver: Deliver, teams: Microsoft) -> None:
    for claims in ({"aud": f"api://{BOT}"}, {"exp": int(time()) - 60}, {"serviceurl": f"{teams.url}/"}):
        assert deliver(activity(text="Hej"), teams.token(**claims)).status_code == 200
    teams.messages(3)


@pytest.mark.parametrize(
    "where",
    [
        {"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "other"}},
        {"channelData": {"tenant": {"id": "other"}}},
        {"conversation": {"id": "a:1", "conversationType": "personal"}, "channelData": {}},
        {"conversation": [], "channelData": "x"},
    ],
)
def test_people_of_another_tenant_are_refused(deliver: Deliver, where: dict[str, Any]) -> None:
    assert_problem(deliver(activity() | where), 403, "teams.tenant", "RADAR_TEAMS_TENANTS")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"null", b"\xff", b'{"type": 1}]', b"[" * 50_000])
def test_what_is_no_json_object_is_refused(client: TestClient, teams: Microsoft, content: bytes) -> None:
    headers = {"Authorization": f"Bearer {teams.token()}", "Content-Type": "application/json"}
    assert_problem(client.post("/api/messages", content=content, headers=headers), 400, "http.bad_body", "JSON")


@pytest.mark.parametrize(
    "given",
    [
        {"from": None},
        {"recipient": "x"},
        {"id": 7},
        {"text": ["x"]},
        {"conversation": {"id": None, "tenantId": TENANT}},
        {"entities": "x"},
        {"type": "invoke", "name": "message/submitAction", "value": {"actionName": "feedback"}},
        {"type": "invoke", "name": "message/submitAction", "value": 7},
        {"type": "installationUpdate", "action": "add", "from": 7},
    ],
)
def test_an_activity_that_is_not_whole_is_refused_and_not_logged(
    deliver: Deliver, caplog: pytest.LogCaptureFixture, given: dict[str, Any]
) -> None:
    assert_problem(deliver(activity() | given), 400, "http.bad_body", "JSON")
    assert "skærmbesøg" not in caplog.text


@pytest.mark.parametrize("kind", ["messageUpdate", "conversationUpdate", "typing", "event", "", None, 7, {"a": []}])
def test_what_needs_no_answer_gets_none(deliver: Deliver, teams: Microsoft, kind: object) -> None:
    assert deliver(activity(type=kind)).status_code == 200
    assert deliver(activity(type="invoke", name="task/fetch")).status_code == HTTPStatus.NOT_IMPLEMENTED
    assert teams.sent == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = ("type", "id", "text", "from", "recipient", "conversation", "entities", "value", "attachments", "timestamp")


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON, min_size=1))
@how(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_activity_is_a_fault_of_ours(client: TestClient, teams: Microsoft, odd: dict[str, Any]) -> None:
    body = activity(text="Hej") | {"serviceUrl": teams.url} | odd
    headers = {"Authorization": f"Bearer {teams.token()}", "Content-Type": "application/json"}
    given = client.post("/api/messages", content=json.dumps(body), headers=headers)
    assert given.status_code in (200, 400, 403), given.text


def test_other_doors_still_ask_for_the_servers_own_token(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "Hej"}).status_code == 401
    assert client.get("/api/messages").status_code == 405


def test_a_message_that_is_too_large_is_refused(deliver: Deliver) -> None:
    assert deliver(activity(text="x" * 300_000)).status_code == 413


class Slow(Assistant):
    """Answers when it is let."""

    def __init__(self, assistant: Assistant) -> None:
        self.__dict__.update(assistant.__dict__)
        self.asked, self.may = Event(), Event()

    def ask(self, *given: Any, **more: Any) -> Answer:
        if self.asked_for(given[0]):
            self.asked.set()
            assert self.may.wait(60)
        return super().ask(*given, **more)

    def asked_for(self, question: str) -> bool:
        return "skærmbesøg" in question


def test_the_request_returns_before_the_answer_which_is_not_lost_at_shutdown(
    data_dir: Path, assistant: Assistant, teams: Microsoft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.teams.connected.connected", teams.app)
    teams.sent.clear()
    slow = Slow(assistant)
    app = create_app(settings(data_dir, database_url=f"sqlite:///{tmp_path}/records.sqlite"), slow)
    with TestClient(app, base_url="https://radar.example") as client:
        headers = {"Authorization": f"Bearer {teams.token()}"}
        body = activity() | {"serviceUrl": teams.url}
        assert client.post("/api/messages", json=body, headers=headers).status_code == 200
        assert slow.asked.wait(60)
        assert not [each for each in teams.sent if each["type"] == "message"]
        Timer(0.3, slow.may.set).start()
    assert ["412 borgere" in each["text"] for each in teams.sent if each["type"] == "message"] == [True]


def test_keys_that_cannot_be_fetched_are_not_the_senders_fault(
    data_dir: Path, assistant: Assistant, teams: Microsoft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.teams.connected.connected", teams.app)
    monkeypatch.setattr(teams, "keys_up", False)
    app = create_app(settings(data_dir, database_url=f"sqlite:///{tmp_path}/records.sqlite"), assistant)
    with TestClient(app, base_url="https://radar.example") as client:
        headers = {"Authorization": f"Bearer {teams.token()}"}
        body = activity(text="Hej") | {"serviceUrl": teams.url}
        given = client.post("/api/messages", json=body, headers=headers)
        assert_problem(given, 503, "teams.no_keys", "login.botframework.com")
        monkeypatch.setattr(teams, "keys_up", True)
        assert client.post("/api/messages", json=body, headers=headers).status_code == 200


def test_without_teams_there_is_no_such_door(client: TestClient, guarded: TestClient) -> None:
    assert guarded.post("/api/messages", json={}).status_code == 401
    key = {"Authorization": "Bearer hemmelig-nøgle".encode()}
    assert guarded.post("/api/messages", json={}, headers=key).status_code == 404  # type: ignore[arg-type]


def test_more_tenants_may_be_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_TEAMS_TENANTS", " one , two,")
    assert Settings().teams_tenants == ("one", "two")
