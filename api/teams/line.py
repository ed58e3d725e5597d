"""The way back to a conversation: what is sent there, whole or bit by bit."""

from http import HTTPStatus
from time import monotonic
from typing import Literal

from anyio import sleep
from httpx import HTTPError, HTTPStatusError
from microsoft_teams.api import ActivityBase, ActivityParams, TypingActivityInput
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.models.channel_data import ChannelData
from microsoft_teams.apps import App

APART = 1.0
"""Seconds between two pieces of a message that grows; Teams takes one a second."""
_AGAIN = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}
"""What Teams may say and mean: a little later."""
_NO_ID = "DO_NOT_USE_PLACEHOLDER_ID"
"""What the SDK returns where Teams has given no id."""
_WAITS = (1.0, 4.0, None)
"""Seconds before it is tried again; the last time it is not."""


class Line:
    """The line to the conversation that an activity came from."""

    def __init__(self, app: App, came: ActivityBase) -> None:
        self._came = came
        self._conversations = app.api.clone(service_url=came.service_url).conversations

    async def send(self, given: ActivityParams) -> str:
        """Sends it, and returns the id that Teams gives it. Raises httpx.HTTPError where Teams does not take it."""
        came = self._came
        given.from_, given.conversation, given.reply_to_id = came.recipient, came.conversation, came.id
        for wait in _WAITS:
            try:
                return (await self._conversations.create_activity(came.conversation.id, given)).id
            except HTTPStatusError as error:
                if wait is None or error.response.status_code not in _AGAIN:
                    raise
                await sleep(wait)
        raise AssertionError("the last time either returns or raises")

    async def say(self, text: str) -> None:
        """Sends Markdown."""
        await self.send(MessageActivityInput(text=text))

    async def typing(self) -> None:
        """Shows that an answer is on its way."""
        await self.send(TypingActivityInput())


class Stopped(Exception):
    """The reader pressed stop."""


class Growing:
    """A message that grows while it is read. Teams has them in a chat of two.

    Where Teams does not take a piece, the whole is sent at the end. The SDK's own stream loses what goes wrong in tasks
    of its own, and waits half a minute for them.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._id: str | None = None
        self._text, self._count, self._last = "", 0, 0.0
        self._taken = True

    async def tell(self, what: str) -> None:
        """Says what is going on, until there is an answer to read."""
        await self._piece(what, "informative")

    async def add(self, text: str) -> None:
        """More of the answer, shown when Teams will have it. Raises Stopped."""
        self._text += text
        if monotonic() - self._last >= APART:
            await self._piece(self._text, "streaming")

    async def end(self, whole: MessageActivityInput) -> set[str]:
        """The whole in place of the pieces; returns the ids that Teams may call it by. Raises Stopped, HTTPError."""
        if self._id is not None and self._taken:
            try:
                final = whole.model_copy(deep=True).with_id(self._id).add_stream_final()
                return {await self._line.send(final), self._id} - {_NO_ID}
            except HTTPStatusError as error:
                _unless_stopped(error)
        return {await self._line.send(whole)}

    async def _piece(self, text: str, kind: Literal["informative", "streaming"]) -> None:
        if not self._taken:
            return
        self._count, self._last = self._count + 1, monotonic()
        piece = TypingActivityInput(text=text, channel_data=ChannelData(stream_type=kind))
        if self._id is not None:
            piece.with_id(self._id)
        try:
            sent = await self._line.send(piece.add_stream_update(self._count))
        except HTTPError as error:
            if isinstance(error, HTTPStatusError):
                _unless_stopped(error)
            self._taken = False
            return
        self._id = self._id or sent


def _unless_stopped(error: HTTPStatusError) -> None:
    """Raises Stopped where that is what Teams says: a 403 with "canceled" in its words."""
    if error.response.status_code == HTTPStatus.FORBIDDEN and "cancel" in error.response.text.lower():
        raise Stopped from error
