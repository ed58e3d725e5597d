from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from tests.api.slack.conftest import Opening
from tests.api.slack.fake import FakeSlack, event, pressed, signed

QUESTION = "Hvor mange borgere fik skærmbesøg i Havneby?"


@pytest.fixture
def client(opened: Opening) -> Iterator[TestClient]:
    """The app with a socket to Slack, which Slack cannot reach."""
    with opened(slack_app_token=SecretStr("xapp-test"), slack_signing_secret=None) as client:
        yield client


def test_over_a_socket_all_is_as_over_http(client: TestClient, slack: FakeSlack) -> None:
    envelope = slack.envelope("events_api", event("message", QUESTION, "1.1"))
    answer = slack.answer()
    assert "412 borgere" in answer.markdown
    assert envelope in slack.acknowledged
    again = slack.envelope("events_api", event("message", QUESTION, "1.1"))
    buttons = answer.block("context_actions")["elements"][0]
    action = {"action_id": buttons["action_id"], "value": buttons["positive_button"]["value"]}
    pressing = slack.envelope("interactive", pressed(action, next(iter(slack.messages)), "1.1"))
    slack.wait(lambda: slack.called("chat.postEphemeral"))
    slack.wait(lambda: {again, pressing} <= set(slack.acknowledged))
    assert len(slack.done) == 1
    # Slack closes a socket every few hours and says so before.
    slack.disconnect()
    slack.envelope("events_api", event("message", QUESTION, "1.2"))
    assert "412 borgere" in slack.answer(2).markdown


def test_nobody_comes_in_over_http_then(client: TestClient) -> None:
    body = b'{"type": "url_verification", "challenge": "x"}'
    raw = {name.encode(): value.encode() for name, value in signed(body).items()}
    assert client.post("/slack/events", content=body, headers=raw).status_code == 401
    raw[b"Authorization"] = "Bearer hemmelig-nøgle".encode()
    assert client.post("/slack/events", content=body, headers=raw).status_code == 404


def test_slack_being_away_stops_nobody(opened: Opening, slack: FakeSlack) -> None:
    slack.refusing["apps.connections.open"] = "internal_error"
    with opened(slack_app_token=SecretStr("xapp-test")) as client:
        slack.wait(lambda: slack.called("apps.connections.open"))
        assert client.get("/health").status_code == 200
