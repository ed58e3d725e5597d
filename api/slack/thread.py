"""A thread in Slack, and an answer being said in it."""

import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.blocks import Block
from slack_sdk.web.async_chat_stream import AsyncChatStream
from slack_sdk.web.async_client import AsyncWebClient

from corpus.wording import say

UNREACHED = (SlackClientError, ClientError, TimeoutError)
"""What is raised where Slack refuses a call or cannot be reached."""
_LOG = logging.getLogger("radarassistent")


@dataclass(frozen=True, slots=True)
class Thread:
    """Where something was asked and is answered: the ``user`` in a ``channel`` of a ``team``; ``ts`` names the thread.

    A message that was no answer to another begins a thread of its own.
    """

    client: AsyncWebClient
    team: str
    channel: str
    ts: str
    user: str

    @property
    def conversation(self) -> str:
        """What tells this conversation from all others."""
        return f"{self.team}/{self.channel}/{self.ts}"

    @property
    def asker(self) -> str:
        """What tells who asks from all others."""
        return f"slack/{self.team}/{self.user}"

    async def searching(self) -> None:
        """Shows that the assistant is at work; Slack takes it away when something is said."""
        await unless_unreached(
            self.client.assistant_threads_setStatus(
                channel_id=self.channel, thread_ts=self.ts, status=say("http.searching")
            )
        )

    async def say(self, text: str, blocks: Sequence[Block] | None = None) -> None:
        """Says something in one message."""
        await unless_unreached(
            self.client.chat_postMessage(
                channel=self.channel,
                thread_ts=self.ts,
                text=text,
                blocks=list(blocks or ()) or None,
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    async def whisper(self, text: str) -> None:
        """Says something that only the user sees."""
        await unless_unreached(
            self.client.chat_postEphemeral(channel=self.channel, user=self.user, thread_ts=self.ts, text=text)
        )


class Speech:
    """An answer that is said bit by bit where Slack lets it, else in one message when it is whole."""

    def __init__(self, thread: Thread) -> None:
        self._thread = thread
        self._stream: AsyncChatStream | None = None
        self._failed = False
        self._said = 0

    async def say(self, parts: Sequence[str]) -> None:
        """Says those of ``parts``, as Markdown, that have not been said yet; the first ones are as they were."""
        rest = parts[self._said :]
        if self._failed or not rest:
            return
        self._said = len(parts)
        thread = self._thread
        try:
            if self._stream is None:
                self._stream = await thread.client.chat_stream(
                    channel=thread.channel,
                    thread_ts=thread.ts,
                    recipient_team_id=thread.team,
                    recipient_user_id=thread.user,
                    buffer_size=1,  # a sentence is read while the next is still worded
                )
            await self._stream.append(markdown_text="".join(f"{part} " for part in rest))
        except UNREACHED as error:
            self._failed = True
            _tell(error)

    async def end(self, text: str, whole: Sequence[Block], below: Sequence[Block]) -> None:
        """Puts ``below`` under what was said; where saying it failed, all is said at once as ``whole``, or ``text``."""
        if self._stream is not None and not self._failed:
            try:
                await self._stream.stop(blocks=list(below))
                return
            except UNREACHED as error:
                _tell(error)
        begun = self._stream.ts if self._stream else None
        if begun and await unless_unreached(
            self._thread.client.chat_update(channel=self._thread.channel, ts=begun, text=text, blocks=list(whole))
        ):
            return
        await self._thread.say(text, whole)


async def unless_unreached(call: Awaitable[object]) -> bool:
    """Whether Slack took the call; what it refuses is logged by Slack's own word for it, never with what was said."""
    try:
        await call
    except UNREACHED as error:
        _tell(error)
        return False
    return True


def _tell(error: Exception) -> None:
    why = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
    _LOG.warning("slack: a call was not taken: %s", why)
