"""The door: Slack comes to it over HTTP, signed, or we keep a socket open to Slack."""

import logging
from asyncio import Task, create_task
from collections.abc import Mapping
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response

from api.desk import Desk
from api.slack.bot import DOOR, Bot
from api.slack.thread import unless_unreached
from corpus.refused import Refused
from corpus.settings import Settings

_RETRIES = 2
_LONGEST_TIMESTAMP = 12


class SlackDoor:
    """Slack's messages, checked and handed to the bot. Raises Refused where nothing says how Slack is to reach us."""

    def __init__(self, settings: Settings, desk: Desk, public: str | None) -> None:
        token, secret, app = settings.slack_bot_token, settings.slack_signing_secret, settings.slack_app_token
        assert token
        self._app_token = app.get_secret_value() if app else None
        if self._app_token is None and secret is None:
            raise Refused("slack.no_way_in")
        self._verifier = SignatureVerifier(secret.get_secret_value()) if secret else None
        self._client = AsyncWebClient(token=token.get_secret_value(), base_url=settings.slack_api_url)
        self._client.logger.setLevel(logging.ERROR)
        self._client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=_RETRIES))
        self._desk = desk
        self._reaching: Task[Any] | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self.bot = Bot(desk, self._client, public)

    @property
    def over_http(self) -> bool:
        """Whether Slack comes to us; else we have gone to Slack."""
        return self._app_token is None

    async def events(self, request: Request) -> Response:
        """What Slack sends. Raises Refused unless it is Slack that sends it, just now, and for the first time."""
        body = await request.body()
        if not self._signed(request.headers, body):
            raise Refused("slack.not_signed")
        if not await self._desk.records.first_time(DOOR, request.headers["x-slack-signature"]):
            raise Refused("slack.repeated")
        try:
            told = AsyncBoltRequest(
                body=body.decode(), headers={"content-type": request.headers.get("content-type", "")}
            )
        except (ValueError, TypeError, AttributeError):  # no JSON, or not the JSON that Slack sends
            raise Refused("http.bad_body") from None
        return to_starlette_response(await self.bot.app.async_dispatch(told))

    async def open(self) -> None:
        """Begins to listen; does not wait for Slack."""
        if self._app_token is None:
            # Slack comes to us; ask it once who we are, so that a wrong token is told at once.
            self._reaching = create_task(unless_unreached(self._client.auth_test()))
        else:
            self._socket = AsyncSocketModeHandler(self.bot.app, self._app_token)
            self._reaching = create_task(self._socket.connect_async())

    async def close(self) -> None:
        """Takes nothing new, and says what is under way, as long as a stopping server may."""
        if self._reaching:
            self._reaching.cancel()
        if self._socket:
            await self._socket.close_async()
        await self.bot.drain()

    def _signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether Slack has signed the body within the last five minutes."""
        timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
        if self._verifier is None or not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
            return False
        try:
            return len(timestamp) <= _LONGEST_TIMESTAMP and self._verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError:
            return False
