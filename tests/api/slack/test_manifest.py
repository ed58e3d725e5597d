import json
from typing import Any

import pytest

from api.slack.manifest import manifest
from corpus.refused import Refused
from radarassistent import main


def made(url: str | None = "https://radar.example/") -> dict[str, Any]:
    read: dict[str, Any] = json.loads(manifest(url))
    return read


def test_over_http_slack_is_told_where_we_are() -> None:
    settings = made()["settings"]
    assert settings["event_subscriptions"]["request_url"] == "https://radar.example/slack/events"
    assert settings["interactivity"] == {"is_enabled": True, "request_url": "https://radar.example/slack/events"}
    assert settings["socket_mode_enabled"] is False


def test_over_a_socket_slack_is_told_no_address() -> None:
    assert made(None)["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in manifest(None)


def test_the_app_can_read_nothing_but_what_is_written_to_it() -> None:
    assert made()["oauth_config"] == {
        "scopes": {"bot": ["app_mentions:read", "assistant:write", "chat:write", "im:history"]}
    }
    assert made()["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]


def test_texts_are_as_long_as_slack_lets_them_be() -> None:
    shown, features = made()["display_information"], made()["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert "assistant_view" not in features


@pytest.mark.parametrize("url", ["http://radar.example", "radar.example", "https://"])
def test_an_address_that_slack_cannot_reach_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="https://"):
        manifest(url)


def test_the_command_writes_it(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RADAR_PUBLIC_URL", raising=False)
    main(["slack", "manifest", "--socket"])
    assert json.loads(capsys.readouterr().out) == made(None)
    for wrong in ([], ["--socket", "--url", "https://radar.example"], ["--url", "http://radar.example"]):
        with pytest.raises(SystemExit) as left:
            main(["slack", "manifest", *wrong])
        assert left.value.code == 1
    assert "--socket" in capsys.readouterr().err
    monkeypatch.setenv("RADAR_PUBLIC_URL", "https://radar.example")
    main(["slack", "manifest"])
    assert json.loads(capsys.readouterr().out) == made()
