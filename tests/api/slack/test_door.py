import subprocess
import sys
from pathlib import Path
from time import time

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import create_app
from assistant.ask import Assistant
from corpus.refused import Refused
from corpus.settings import Settings
from tests.api.slack.conftest import Opening
from tests.api.slack.fake import FakeSlack, event, signed, tell
from tests.api.test_problems import assert_problem

HELLO = b'{"type": "url_verification", "challenge": "3eZb", "token": "x"}'
JSON = {"Content-Type": "application/json"}


def post(client: TestClient, body: bytes, headers: dict[str, str]) -> int:
    return client.post("/slack/events", content=body, headers=JSON | headers).status_code


def test_slack_finds_the_door_behind_the_token_by_its_signature_alone(client: TestClient) -> None:
    answer = client.post("/slack/events", content=HELLO, headers=JSON | signed(HELLO))
    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZb"})
    assert client.get("/slack/events").status_code == 405
    assert client.get("/api/sources").status_code == 401


def test_without_a_token_the_door_alone_answers_to_another_name(opened: Opening) -> None:
    with opened(api_token=None) as client:
        assert post(client, HELLO, signed(HELLO)) == 200
        assert client.get("/api/sources").status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": str(int(time()))},
        {"X-Slack-Signature": signed(HELLO)["X-Slack-Signature"]},
        signed(HELLO, secret="en anden"),
        signed(HELLO + b" "),
        signed(HELLO, at=time() - 301),
        signed(HELLO, at=time() + 600),
        signed(HELLO) | {"X-Slack-Request-Timestamp": "nu"},
        signed(HELLO) | {"X-Slack-Request-Timestamp": "9" * 5000},
        signed(HELLO) | {"X-Slack-Signature": "v0=" + "0" * 64},
        signed(HELLO) | {"Authorization": "Bearer hemmelig"},
        signed(HELLO) | {"X-Slack-Request-Timestamp": "1²"},
    ],
)
def test_what_slack_has_not_just_signed_is_refused(
    client: TestClient, slack: FakeSlack, headers: dict[str, str]
) -> None:
    raw = {name.encode(): value.encode() for name, value in (JSON | headers).items()}
    body = HELLO if "Authorization" not in headers else b'{"type": "event_callback"}'
    answer = client.post("/slack/events", content=body, headers=raw)
    assert_problem(answer, 401, "slack.not_signed", "RADAR_SLACK_SIGNING_SECRET")
    assert [method for method, _ in slack.calls if method != "auth.test"] == []


def test_a_signature_that_is_no_text_is_refused(client: TestClient) -> None:
    raw = {b"X-Slack-Signature": b"v0=\xe6", b"X-Slack-Request-Timestamp": str(int(time())).encode()}
    assert client.post("/slack/events", content=b"\xff\xfe", headers=raw).status_code == 401
    raw[b"X-Slack-Signature"] = b"v0=" + b"0" * 64
    assert client.post("/slack/events", content=b"\xff\xfe", headers=raw).status_code == 401


def test_the_same_request_is_not_taken_twice(client: TestClient, slack: FakeSlack) -> None:
    headers = signed(HELLO)
    assert post(client, HELLO, headers) == 200
    answer = client.post("/slack/events", content=HELLO, headers=JSON | headers)
    assert_problem(answer, 401, "slack.repeated", "modtaget før")


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"type": ', b"payload=%7B", b"", b"null", b'{"type": "event_callback"}']
)
def test_what_slack_would_never_sign_is_no_fault_of_ours(client: TestClient, body: bytes) -> None:
    assert post(client, body, signed(body)) in (200, 400)


def test_too_much_is_refused_before_it_is_read(client: TestClient) -> None:
    body = b"{" + b" " * 300_000
    assert post(client, body, signed(body)) == 413


def test_a_wrong_token_is_told_when_the_server_starts(
    opened: Opening, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.refusing["auth.test"] = "invalid_auth"
    with opened() as client:
        slack.wait(lambda: "invalid_auth" in caplog.text)
        assert tell(client, event("message", "Hej", "1.1")).status_code == 200
    assert "xoxb" not in caplog.text


def test_without_slack_there_is_no_such_door(settings: Settings, assistant: Assistant) -> None:
    off = settings.model_copy(update={"slack_bot_token": None, "slack_signing_secret": None, "api_token": None})
    client = TestClient(create_app(off, assistant), base_url="http://127.0.0.1")
    assert post(client, HELLO, signed(HELLO)) == 404


def test_what_is_lacking_is_told(settings: Settings, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="RADAR_SLACK_BOT_TOKEN"):
        create_app(settings.model_copy(update={"slack_bot_token": None}), assistant)
    with pytest.raises(Refused, match="RADAR_SLACK_SIGNING_SECRET"):
        create_app(settings.model_copy(update={"slack_signing_secret": None}), assistant)
    monkeypatch.delitem(sys.modules, "api.slack.door")
    monkeypatch.setitem(sys.modules, "slack_bolt.async_app", None)
    with pytest.raises(Refused, match=r"radarassistent\[slack\]"):
        create_app(settings, assistant)


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADAR_SLACK_BOT_TOKEN", "xoxb-1")
    assert Settings().slack_bot_token == SecretStr("xoxb-1")


def test_slack_is_not_loaded_unless_it_is_set_up(tmp_path: Path) -> None:
    asks = "import api.slack, api.slack.manifest, sys; sys.exit(any('slack_' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
