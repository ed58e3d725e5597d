"""What the assistant does in Slack: it answers who writes to it, and listens to nothing else."""

import logging
import re
from asyncio import Lock, Task, current_task, wait
from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from api.desk import Desk
from api.problems import fault, said
from api.slack.blocks import ASK, FEEDBACK, below, fitting, notice, parts, sentence_text, trouble, whole
from api.slack.text import escaped, written
from api.slack.thread import Speech, Thread, unless_unreached
from api.slack.views import COMMENT, comment_form, home, welcome
from assistant.answer import Answer
from assistant.conversation import Turn
from corpus.quote import normalised
from corpus.refused import Refused
from corpus.wording import say

DOOR = "slack"
GRACE = 10
"""Seconds that answers under way are given when the server stops."""
_SLACKBOT = "USLACKBOT"
_HEARD = {None, "file_share"}
"""The kinds of message that a person wrote just now; all others are edits, deletions and what programs wrote."""
_LOG = logging.getLogger("radarassistent.slack")


class Bot:
    """Answers mentions and direct messages at ``desk``, in threads that are conversations.

    Slack is told at once that a message has come; the answer follows when it is there. ``public`` is where our
    pages are reached from.
    """

    def __init__(self, desk: Desk, client: AsyncWebClient, public: str | None) -> None:
        self._desk, self._client, self._public = desk, client, public
        self._under_way: set[Task[Any]] = set()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()
        # What Bolt logs below this level holds what people write.
        _LOG.setLevel(logging.ERROR)
        self.app = AsyncApp(
            client=client,
            name=DOOR,
            logger=_LOG,
            signing_secret="",
            request_verification_enabled=False,  # the door has checked who sends, before anything is read
            raise_error_for_unhandled_request=True,
        )
        self.app.event("app_mention")(self._mentioned)
        self.app.event("message")(self._written)
        self.app.event("app_home_opened")(self._at_home)
        self.app.action(re.compile(rf"{ASK}\d+"))(self._chosen)
        self.app.action(FEEDBACK)(self._rated)
        self.app.view(COMMENT)(self._commented)
        self.app.error(self._not_heard)

    async def drain(self) -> None:
        """Waits for the answers under way, as long as a stopping server may."""
        if self._under_way:
            await wait(self._under_way, timeout=GRACE)

    async def _mentioned(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        with self._working():
            await self._heard(event, context)

    async def _written(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        if event.get("channel_type") == "im":
            with self._working():
                await self._heard(event, context)

    async def _heard(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Answers what a person has written just now, once, however often Slack delivers it."""
        ts, user = event.get("ts"), event.get("user")
        by_program = event.get("bot_id") or user in {None, _SLACKBOT}
        if by_program or event.get("subtype") not in _HEARD or "edited" in event or not ts:
            return
        thread = Thread(
            self._client, context.team_id or "", str(context.channel_id), str(event.get("thread_ts") or ts), str(user)
        )
        if not await self._desk.records.first_time(DOOR, f"{thread.team}/{thread.channel}/{ts}"):
            return
        question = written(str(event.get("text") or ""))
        if question:
            await self._answer(thread, question)
        else:
            await thread.say(welcome())

    async def _chosen(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Asks the question that a button holds, once for each question that was asked back."""
        await ack()
        with self._working():
            question, message = str(body["actions"][0].get("value") or ""), body["container"]["message_ts"]
            thread = self._thread_of(body, context)
            if question and await self._desk.records.first_time(
                DOOR, f"{thread.team}/{thread.channel}/{message}/{question}"
            ):
                await self._answer(thread, question, repeated=True)

    async def _rated(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Keeps a thumb up or down; after one down, asks what was missing."""
        await ack()
        with self._working():
            rating, _, answer_id = str(body["actions"][0].get("value") or "").partition(":")
            thread = self._thread_of(body, context)
            if rating == "down":
                await unless_unreached(
                    self._client.views_open(trigger_id=body["trigger_id"], view=comment_form(answer_id))
                )
            try:
                await self._desk.records.rate(answer_id, "up" if rating == "up" else "down", None, DOOR, thread.asker)
            except Refused as refused:
                await thread.whisper(escaped(said(refused, "da")))
            else:
                await thread.whisper(escaped(say("slack.thanks")))

    async def _commented(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """Keeps what was missing in an answer, by who rated it."""
        await ack()
        with self._working():
            view = body["view"]
            comment = view["state"]["values"][COMMENT][COMMENT].get("value")
            asker = Thread(self._client, context.team_id or "", "", "", str(context.user_id)).asker
            if comment:
                with suppress(Refused):  # there is no place left to say it in; the thumb is kept already
                    await self._desk.records.rate(view["private_metadata"], "down", comment, DOOR, asker)

    async def _at_home(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        if event.get("tab") == "home":
            with self._working():
                await unless_unreached(self._client.views_publish(user_id=str(context.user_id), view=home()))

    async def _answer(self, thread: Thread, question: str, repeated: bool = False) -> None:
        """Answers in the thread; what is asked there meanwhile waits its turn, since it may go on from this."""
        async with self._turns.setdefault(thread.conversation, Lock()):
            speech = Speech(thread)
            try:
                await thread.searching()
                history = await self._desk.records.turns(DOOR, thread.conversation)
                answer = await self._told(speech, question, history, thread.asker)
            except Refused as refused:
                await self._own_up(speech, refused)
            except Exception as error:
                await self._own_up(speech, fault(error))
            else:
                # The whole question, where it stands nowhere in the thread or was taken otherwise.
                asked = answer.standalone_question
                understood = asked if asked and (repeated or asked != normalised(question)) else None
                told = whole(answer, self._public, understood), below(answer, self._public, understood)
                await speech.end(notice(answer), *told)
                if answer.status != "blocked":
                    await self._desk.records.remember(DOOR, thread.conversation, question, answer.text)

    async def _told(self, speech: Speech, question: str, history: Sequence[Turn], asker: str) -> Answer:
        """The answer; its sentences are said, those that a language model words as soon as each may be shown."""
        sentences: list[str] = []
        async with aclosing(self._desk.told(question, None, history, DOOR, asker)) as telling:
            async for each in telling:
                if isinstance(each, Answer):
                    await speech.say(parts(each))
                    return each
                sentences.append(sentence_text(each.sentence))
                await speech.say(fitting(sentences))
        raise AssertionError("no answer")  # the answer always comes last

    async def _own_up(self, speech: Speech, refused: Refused) -> None:
        """Says what stood in the way, under what was said before it did."""
        blocks = trouble(text := escaped(said(refused, "da")))
        await speech.end(text, blocks, blocks)

    def _thread_of(self, body: dict[str, Any], context: AsyncBoltContext) -> Thread:
        """The thread that a button stands in."""
        message = body.get("message") or {}
        ts = message.get("thread_ts") or body["container"]["message_ts"]
        return Thread(self._client, context.team_id or "", str(context.channel_id), str(ts), str(context.user_id))

    @contextmanager
    def _working(self) -> Iterator[None]:
        """What goes on in here is waited for when the server stops; a fault of ours is logged, without a word of it."""
        task = current_task()
        assert task
        self._under_way.add(task)
        try:
            yield
        except Exception as error:
            fault(error)
        finally:
            self._under_way.discard(task)

    async def _not_heard(self, error: Exception) -> BoltResponse | None:
        """Takes what nobody listens to, so that Slack does not send it again; nothing of it is logged."""
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200, body="")
        fault(error)
        return None
