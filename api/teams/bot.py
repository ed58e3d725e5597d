"""The bot: answers what people write, and keeps what they think of it."""

import json
from asyncio import Lock, Task, create_task, wait
from collections.abc import Sequence
from contextlib import aclosing
from html import unescape
from typing import Any, Final
from weakref import WeakValueDictionary

from microsoft_teams.api import ActivityBase
from microsoft_teams.api.activities.install_update import InstalledActivity, UninstalledActivity
from microsoft_teams.api.activities.invoke.message import MessageSubmitActionInvokeActivity
from microsoft_teams.api.activities.message import MessageActivity, MessageActivityInput
from microsoft_teams.apps import App

from api.desk import Desk
from api.problems import fault, said
from api.records.records import Rating
from api.teams.cards import CHOSEN, asking_card
from api.teams.line import Growing, Line, Stopped
from api.teams.markdown import escaped
from api.teams.message import message, sentence
from assistant.answer import Answer
from assistant.conversation import Turn
from corpus.refused import Refused
from corpus.wording import say

DOOR: Final = "teams"
EXAMPLES = ("page.example_1", "page.example_2", "page.example_3")
LONGEST_COMMENT = 2000
_RATINGS: dict[str, Rating] = {"like": "up", "dislike": "down"}

Came = MessageActivity | MessageSubmitActionInvokeActivity | InstalledActivity | UninstalledActivity


class Bot:
    """Meets each activity in a task of its own, so that Teams is not kept waiting; those of one conversation in turn.

    ``public`` is the server's own address, which answers link to where it is known.
    """

    def __init__(self, desk: Desk, app: App, public: str | None) -> None:
        self._desk, self._app, self._public = desk, app, public
        self._tasks: set[Task[None]] = set()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    def meet(self, came: Came) -> None:
        """Begins what is to be done about an activity, and returns at once."""
        task = create_task(self._met(came))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Waits until what was begun is done, for so long; what is not done then is given up."""
        if self._tasks:
            _, late = await wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    async def _met(self, came: Came) -> None:
        line = Line(self._app, came)
        try:
            async with self._turns.setdefault(came.conversation.id, Lock()):
                if await self._desk.records.first_time(DOOR, f"{came.conversation.id} {came.id}"):
                    await self._done(came, line)
        except Stopped:
            pass
        except Exception as error:
            await self._owned_up(line, error)

    async def _owned_up(self, line: Line, error: Exception) -> None:
        """Says what stood in the way; where that cannot be said either, it is in the log."""
        refused = error if isinstance(error, Refused) else fault(error)
        try:
            await line.say(escaped(said(refused, "da")))
        except Exception as worse:
            fault(worse)

    async def _done(self, came: Came, line: Line) -> None:
        match came:
            case MessageActivity():
                asked = question(came)
                if asked is None:
                    return
                if asked.strip(" .").casefold() == say("teams.start_over").casefold():
                    await self._desk.records.forget(DOOR, came.conversation.id)
                    await line.say(say("teams.started_over"))
                else:
                    await self._answer(came, asked, line)
            case MessageSubmitActionInvokeActivity():
                await self._rate(came)
            case InstalledActivity():
                await line.send(welcome(came))
            case UninstalledActivity():
                await self._desk.records.forget(DOOR, came.conversation.id)

    async def _answer(self, came: MessageActivity, asked: str, line: Line) -> None:
        records, conversation = self._desk.records, came.conversation.id
        growing = Growing(line) if _of_two(came) else None
        await (growing.tell(say("http.searching")) if growing else line.typing())
        before = await records.turns(DOOR, conversation)
        answer = await self._told(asked, before, f"{DOOR} {_who(came)}", growing)
        told = message(answer, asked, self._public)
        ids = await growing.end(told) if growing else {await line.send(told)}
        if answer.status != "blocked":
            await records.remember(DOOR, conversation, asked, answer.text)
        for each in ids:
            await records.replied(DOOR, f"{conversation} {each}", answer.id)

    async def _told(self, asked: str, before: Sequence[Turn], asker: str, growing: Growing | None) -> Answer:
        """The answer; what a language model words of it is said as it comes, where a message can grow."""
        async with aclosing(self._desk.told(asked, None, before, DOOR, asker)) as telling:
            async for each in telling:
                if isinstance(each, Answer):
                    return each
                if growing:
                    await growing.add(f"{sentence(each.sentence)} ")
        raise AssertionError("no answer")  # the answer always comes last

    async def _rate(self, given: MessageSubmitActionInvokeActivity) -> None:
        rated = given.value.action_value
        answer_id = await self._desk.records.answer_in(DOOR, f"{given.conversation.id} {given.reply_to_id}")
        await self._desk.records.rate(answer_id, _RATINGS[rated.reaction], comment(rated.feedback), DOOR, _who(given))


def question(came: MessageActivity) -> str | None:
    """What is asked, without whom it is asked of; None for what is said to others in a group."""
    asked = came.value.get(CHOSEN) if isinstance(came.value, dict) else None
    if not isinstance(asked, str):
        if not _of_two(came) and not came.is_recipient_mentioned():
            return None
        asked = unescape(came.model_copy().strip_mentions_text().text)
    return asked.encode("utf-8", "ignore").decode().strip()  # JSON may hold halves of signs


def comment(feedback: str) -> str | None:
    """What was written beside a thumb: in Teams a field of JSON within the JSON, in the Playground the text itself."""
    try:
        told: Any = json.loads(feedback)
    except ValueError:
        told = None
    text = told.get("feedbackText") if isinstance(told, dict) else feedback
    return text[:LONGEST_COMMENT] if isinstance(text, str) and text.strip() else None


def welcome(came: ActivityBase) -> MessageActivityInput:
    """What the bot says of itself where it is new, with questions to begin with."""
    name = came.recipient.name or say("page.name")
    text = say("teams.welcome") if _of_two(came) else say("teams.welcome_group", name=escaped(name))
    return MessageActivityInput(text=text).add_card(asking_card([say(key) for key in EXAMPLES]))


def _of_two(came: ActivityBase) -> bool:
    return came.conversation.conversation_type == "personal"


def _who(came: ActivityBase) -> str:
    return came.from_.aad_object_id or came.from_.id
