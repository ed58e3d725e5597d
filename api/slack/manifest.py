"""The manifest that an app for Slack is made from: what it may read, what it is told, and how it is reached."""

import json
from typing import Any
from urllib.parse import urlsplit

from api.slack import EVENTS
from corpus.refused import Refused
from corpus.wording import say

SCOPES = ["app_mentions:read", "assistant:write", "chat:write", "im:history"]
"""What the app may do: be told of mentions and of direct messages, and write. It can read nothing else of a channel."""
EVENTS_TOLD = ["app_home_opened", "app_mention", "message.im"]


def manifest(url: str | None) -> str:
    """The manifest as JSON, for a server that Slack reaches at ``url``; for Socket Mode where it is None.

    Raises Refused where the address is none that Slack can reach.
    """
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": EVENTS_TOLD},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": url is None,
        "token_rotation_enabled": False,
    }
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise Refused("slack.bad_url", given=url[:100])
        for each in ("event_subscriptions", "interactivity"):
            settings[each]["request_url"] = url.rstrip("/") + EVENTS
    examples = [say(f"page.example_{number}") for number in (1, 2, 3)]
    made = {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": say("page.name"),
            "description": say("slack.description"),
            "long_description": f"{say('page.lead')} {say('slack.how')} {say('slack.kept')}",
            "background_color": "#0059b3",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {
                "agent_description": say("slack.description"),
                "suggested_prompts": [{"title": example, "message": example} for example in examples],
            },
            "bot_user": {"display_name": say("page.name"), "always_online": True},
        },
        "oauth_config": {"scopes": {"bot": SCOPES}},
        "settings": settings,
    }
    return json.dumps(made, indent=2, ensure_ascii=False)
