"""The door to Slack: questions by mention or direct message, answered in the thread they were asked in."""

from typing import TYPE_CHECKING

from corpus.refused import Refused
from corpus.settings import Settings

if TYPE_CHECKING:
    from api.desk import Desk
    from api.slack.door import SlackDoor

EVENTS = "/slack/events"
"""Where Slack sends what happens; it is behind Slack's signature, not behind our token."""


def slack_door(settings: Settings, desk: "Desk", public: str | None) -> "SlackDoor | None":
    """The door, if it is set up; its answers link to our pages at ``public``, where that is an address.

    Raises Refused where something it needs is lacking.
    """
    if settings.slack_bot_token is None:
        if settings.slack_signing_secret or settings.slack_app_token:
            raise Refused("slack.no_token")
        return None
    try:
        from api.slack.door import SlackDoor
    except ModuleNotFoundError as missing:
        raise Refused("slack.no_extra", missing=missing.name) from None
    return SlackDoor(settings, desk, public)
