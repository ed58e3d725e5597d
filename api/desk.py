"""The desk where every door hands in its questions."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import Depends
from prometheus_client import CollectorRegistry, Counter
from starlette.requests import Request

from api.keeping import Keeping
from api.pace import Pace
from api.records import Record, Records
from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.evidence import Found
from assistant.writing.writer import Told
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshot import Snapshot
from corpus.wording import say

AT_ONCE = 4
"""Questions answered at the same time; more wait their turn."""


class Desk:
    """One assistant for all doors, asked a few questions at a time and off the event loop; what it says is kept.

    Raises Refused where the settings' database has an address that is none.
    """

    def __init__(self, settings: Settings, registry: CollectorRegistry, assistant: Assistant | None = None) -> None:
        self._settings, self._assistant = settings, assistant
        self.records = Keeping(Records.open(settings), registry)
        self.pace = Pace(settings)
        self._why: Refused | None = None
        self._places = CapacityLimiter(AT_ONCE)
        self._answers = Counter(
            "radarassistent_answers", "Answers given, by status and reason", ["status", "reason"], registry=registry
        )

    async def open(self) -> None:
        """Opens the assistant and asks it a question, so that the first person does not wait for what loads late.

        What stands in the way is kept for whoever asks: no model has to wait for a restart, no snapshot for an ingest.
        """
        if self._assistant is None:
            try:
                self._assistant = await to_thread.run_sync(Assistant.open, self._settings)
            except Refused as why:
                self._why = why
                return
        with suppress(Refused):
            await to_thread.run_sync(self._assistant.draft, say("page.example_1"))

    async def snapshot(self) -> Snapshot:
        """The snapshot that answers now. Raises Refused if there is none that can be opened."""
        return await to_thread.run_sync(self._opened().snapshot)

    async def ask(
        self,
        question: str,
        documents: Sequence[str] | None = None,
        history: Sequence[Turn] = (),
        door: str = "http",
        asker: str | None = None,
    ) -> Answer:
        """The answer to ``question`` after ``history``, only from ``documents`` where any are named.

        It is kept under its id, with the ``door`` it was asked at. Raises Refused; also where ``asker``, by whatever
        tells one from another at all doors, asks too often.
        """
        async with aclosing(self.told(question, documents, history, door, asker)) as told:
            async for each in told:
                if isinstance(each, Answer):
                    return each
        raise AssertionError("no answer")  # the answer always comes last

    async def told(
        self,
        question: str,
        documents: Sequence[str] | None = None,
        history: Sequence[Turn] = (),
        door: str = "http",
        asker: str | None = None,
    ) -> AsyncGenerator[Told | Answer, None]:
        """What a language model words of the answer, sentence by sentence, and last the answer whole.

        The answer is kept as with ``ask``. Closing this, or cancelling who reads it, lets the model go. Raises Refused
        as ``ask`` does.
        """
        if asker is not None:
            self.pace.check(asker)
        assistant, asked_at, started = self._opened(), datetime.now(UTC), perf_counter()
        async with aclosing(assistant.told(question, documents or None, history, self._places)) as told:
            async for each in told:
                if isinstance(each, Answer):
                    self._answers.labels(each.status, each.reason or "").inc()
                    seconds, setup = perf_counter() - started, assistant.setup
                    self.records.keep(
                        partial(
                            Record.of, each, question, history, documents or (), setup, asked_at, seconds, door=door
                        )
                    )
                yield each

    async def search(
        self, query: str, documents: Sequence[str] | None = None, count: int = 10, asker: str | None = None
    ) -> tuple[Snapshot, list[Found]]:
        """The passages that would answer ``query``, best first, and their snapshot. Raises Refused as ``ask`` does."""
        if asker is not None:
            self.pace.check(asker)
        assistant = self._opened()

        def found() -> tuple[Snapshot, list[Found]]:
            snapshot = assistant.snapshot()
            passages = assistant.search(query, documents or None, count=count)
            # A snapshot may have come in between; what is not in it any more is not shown.
            return snapshot, [each for each in passages if each.passage.id in snapshot.place]

        return await to_thread.run_sync(found, limiter=self._places)

    async def tried(self, question: str) -> Answer:
        """The answer that nobody asked for: it is not counted or kept. Raises Refused."""
        draft = await to_thread.run_sync(self._opened().draft, question, limiter=self._places)
        return draft.answer

    def _opened(self) -> Assistant:
        if self._assistant is None:
            why = self._why or Refused("model.not_found", name=self._settings.embedding_model)
            raise Refused(why.key, **why.values)
        return self._assistant


def desk_of(request: Request) -> Desk:
    """The desk of the app that the request came to."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
