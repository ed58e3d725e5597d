"""What the desk writes down of its answers: one thing after the other, and never at the cost of an answer."""

from asyncio import wrap_future
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from anyio import fail_after, sleep, to_thread
from prometheus_client import CollectorRegistry, Counter

from api.problems import fault
from api.records import Record, Records
from api.records.overview import Overview, Rated, Wish, overview, ratings
from api.records.records import Rating
from assistant.conversation import Turn
from corpus.refused import Refused

PATIENCE = 6
"""Seconds that a person is let wait for the database; somewhat more than SQLite itself waits for another writer."""
MOST_WAITING = 500
"""Answers that wait to be written while the database does not answer; more are lost."""
SWEEP = 3600
"""Seconds between the times that old records are deleted."""

P = ParamSpec("P")
T = TypeVar("T")


class Keeping:
    """The records, written in one thread off the event loop, so that what comes first is written first.

    An answer does not wait to be kept. What fails is counted, and only who asked for something kept is told.
    """

    def __init__(self, records: Records, registry: CollectorRegistry) -> None:
        self.records = records
        self._pen = ThreadPoolExecutor(1, "records")
        self._places = BoundedSemaphore(MOST_WAITING)
        self._lost = Counter(
            "radarassistent_records_lost", "What the database did not take or give", ["what"], registry=registry
        )

    def open(self) -> None:
        """Takes up the pen again, where it was put down by ``close``: an app may be started more than once."""
        self._pen = ThreadPoolExecutor(1, "records")

    def keep(self, record: Callable[[], Record]) -> None:
        """Keeps a record, made in the same thread, when its turn comes."""
        if not self.records.keeps:
            return
        if self._places.acquire(blocking=False):
            self._pen.submit(self._kept, record)
        else:
            self._lost.labels("answer").inc()

    async def answer(self, answer_id: str) -> Record:
        """The record of an answer. Raises Refused where there is none, or the database cannot be used."""
        return await self._soon("answer_read", self.records.answer, answer_id)

    async def overview(self, wish: Wish) -> Overview:
        """What editors see. Raises Refused where the database cannot be used."""
        return await self._soon("overview", overview, self.records, wish)

    async def ratings(self, answer_id: str) -> list[Rated]:
        """What people thought of an answer. Raises Refused where the database cannot be used."""
        return await self._soon("ratings", ratings, self.records, answer_id)

    async def rate(self, answer_id: str, rating: Rating, comment: str | None, door: str, giver: str = "") -> None:
        """Keeps what someone thought of an answer. Raises Refused as ``answer`` does."""
        await self._soon("feedback", self.records.rate, answer_id, rating, comment, door, giver)

    async def replied(self, door: str, message_id: str, answer_id: str) -> None:
        """Keeps in which message of a channel an answer was sent, if it can be done."""
        with suppress(Refused):
            await self._soon("replied", self.records.replied, door, message_id, answer_id)

    async def answer_in(self, door: str, message_id: str) -> str:
        """The id of the answer that was sent in a message. Raises Refused as ``answer`` does."""
        return await self._soon("answer_in", self.records.answer_in, door, message_id)

    async def turns(self, door: str, conversation_id: str) -> list[Turn]:
        """What was said last in a conversation; nothing where the database cannot be used."""
        try:
            return await self._soon("turns", self.records.turns, door, conversation_id)
        except Refused:
            return []

    async def remember(self, door: str, conversation_id: str, asked: str, answer: str) -> None:
        """Adds a question and its answer's text to a conversation, if it can be done."""
        with suppress(Refused):
            await self._soon("remember", self.records.remember, door, conversation_id, asked, answer)

    async def forget(self, door: str, conversation_id: str) -> None:
        """Forgets a conversation. Raises Refused where the database cannot be used."""
        await self._soon("forget", self.records.forget, door, conversation_id)

    async def first_time(self, door: str, delivery_id: str) -> bool:
        """Whether a channel delivers this for the first time; taken to be so where the database cannot be used."""
        try:
            return await self._soon("first_time", self.records.first_time, door, delivery_id)
        except Refused:
            return True

    async def sweep_hourly(self) -> None:
        """Deletes what is older than it may be, again and again until it is cancelled."""
        while True:
            with suppress(Refused):
                await self._soon("sweep", self.records.sweep)
            await sleep(SWEEP)

    async def close(self) -> None:
        """Writes what waits, and lets go of the database."""
        await to_thread.run_sync(self._pen.shutdown)
        self.records.database.close()

    def _kept(self, record: Callable[[], Record]) -> None:
        try:
            self.records.keep(record())
        except Exception as error:
            self._lost.labels("answer").inc()
            if not isinstance(error, Refused):
                fault(error)
        finally:
            self._places.release()

    async def _soon(self, what: str, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        try:
            with fail_after(PATIENCE):
                return await wrap_future(self._pen.submit(work, *given, **named))
        except TimeoutError:
            self._lost.labels(what).inc()
            raise Refused("records.down") from None
        except Refused as refused:
            if refused.key == "records.down":
                self._lost.labels(what).inc()
            raise
