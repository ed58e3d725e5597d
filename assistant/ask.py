"""The assistant: a question in, one checked answer out."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from threading import Lock

import anyio
from anyio import CapacityLimiter, to_thread

from assistant import reply
from assistant.answer import Answer
from assistant.answering import Answering
from assistant.conversation import Turn
from assistant.dialogue.dialogue import Dialogue
from assistant.dialogue.moves import moves
from assistant.draft import Draft, material
from assistant.evidence import Found
from assistant.expected import kind_of
from assistant.extract import passages
from assistant.injection import turns_away
from assistant.kept import kept
from assistant.own_data import own_data
from assistant.personal import around_masks, without_masks
from assistant.question import LONGEST, Question, about_person, understood
from assistant.reranker import Reranker
from assistant.routes import ASK, INJECTION
from assistant.rows import Rows
from assistant.setup import Setup
from assistant.slips import Slips
from assistant.smalltalk import small_talk
from assistant.stages import WHOLE, Without
from assistant.taught import taught
from assistant.weighing import Candidate
from assistant.writing.prompt import VERSION
from assistant.writing.writer import Told, Writer
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots


class Assistant:
    """Answers from the current snapshot, and from the next one as soon as an ingest has switched to it."""

    def __init__(
        self,
        snapshots: Snapshots,
        embedder: Embedder,
        without: Without = WHOLE,
        reranker: Reranker | None = None,
        writer: Writer | None = None,
    ) -> None:
        self._snapshots, self._embedder, self._without, self._reranker = snapshots, embedder, without, reranker
        self._writer = writer
        self.setup = Setup(
            embedder.name,
            embedder.fingerprint,
            reranker.name if reranker else None,
            tuple(sorted(without)),
            writer.model if writer else None,
            VERSION if writer else None,
        )
        self._lock = Lock()
        self._opened: tuple[Snapshot, Slips, Rows | None] | None = None

    @classmethod
    def open(cls, settings: Settings, without: Without = WHOLE, snapshot: str | None = None) -> "Assistant":
        """The assistant over the settings' data folder and models, less the stages in ``without``.

        It answers from the snapshot of that id where one is named. Raises Refused if a model is not to be had.
        """
        snapshots = Snapshots(settings.data_dir, settings.chroma_url, snapshot)
        reranker = Reranker(settings.reranker) if settings.reranker else None
        writer = Writer.open(settings)
        return cls(snapshots, Embedder.open(settings.embedding_model), without, reranker, writer)

    def snapshot(self) -> Snapshot:
        """The snapshot that answers now. Raises Refused if there is none that can be opened.

        A new snapshot that cannot be opened leaves the one that was open before in place.
        """
        return self._current()[0]

    def ask(self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = ()) -> Answer:
        """The answer to ``given`` after ``history``, only from ``documents`` where they are named.

        Raises Refused for an empty question or a document that the snapshot does not hold. Not to be called where an
        event loop runs.
        """
        if self._writer is None:
            return self.draft(given, documents, history).answer
        return anyio.run(self._whole, given, documents, history)

    async def told(
        self,
        given: str,
        documents: Sequence[str] | None = None,
        history: Sequence[Turn] = (),
        places: CapacityLimiter | None = None,
    ) -> AsyncGenerator[Told | Answer, None]:
        """The sentences of a language model, each as soon as it may be shown, and last the whole answer.

        Without a model, and where it may not or cannot word the answer, there is only the answer. ``places`` limits
        how many questions are worked on at once. Raises Refused as ``ask`` does.
        """
        if self._writer is None:
            yield await to_thread.run_sync(self.ask, given, documents, history, limiter=places)
            return
        draft = await to_thread.run_sync(self.draft, given, documents, history, limiter=places)
        if draft.leaning:
            turned = await self._writer.standalone(draft.leaning, draft.answer.language)
            if turned:
                again = await to_thread.run_sync(self.draft, turned, documents, limiter=places)
                draft = draft.better(again)
        async with aclosing(self._writer.written(draft)) as written:
            async for each in written:
                yield each

    async def _whole(self, given: str, documents: Sequence[str] | None, history: Sequence[Turn]) -> Answer:
        async with aclosing(self.told(given, documents, history)) as told:
            async for each in told:
                if isinstance(each, Answer):
                    return each
        raise AssertionError("no answer")  # the answer always comes last

    def draft(self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = ()) -> Draft:
        """What code alone answers, and what a language model may word it from. Raises Refused as ``ask`` does."""
        dialogue = self._dialogue(documents)
        snapshot, slips = dialogue.answering.snapshot, dialogue.answering.slips
        given, history = _masked(given, history)
        question = understood(given)
        if question == "empty":
            raise Refused("question.empty")
        if question == "too_long":
            return Draft(reply.unanswered(snapshot, "", "da", "blocked", "too_long"))
        if question == "unclear":
            return Draft(reply.unanswered(snapshot, "", "da", "clarify", "unclear"))
        before = dialogue.before(history)
        wanted = moves(question.text)
        if wanted and before:
            stand = before.moved(wanted)
            answer = dialogue.answer(stand)
            return Draft(answer, material(snapshot, answer, stand))
        held = turns_away(question.text)
        wish = None if held else own_data(question.text)
        if wish:
            return Draft(reply.own_data(snapshot, question, wish))
        talk = small_talk(question.text) or small_talk(around_masks(question.text, slips.mended))
        if talk:
            return Draft(reply.talk(snapshot, question, talk))
        stand = dialogue.meant(question, before)
        route = INJECTION if held else _route(snapshot, question)
        # "Den første" and "and those in use?" mean nothing by themselves; after a question they do.
        if route not in (ASK, INJECTION) and not stand.leans:
            return Draft(reply.talk(snapshot, question, route))
        if route == INJECTION:
            return Draft(reply.unanswered(snapshot, question.text, question.language, "blocked", "injection"))
        if about_person(question):
            return Draft(reply.about_person(snapshot, question))
        answer = dialogue.answer(stand)
        leans = stand.asked.before is not None and not any(turns_away(turn.content) for turn in history)
        leaning = (*(turn.content for turn in history), question.text) if leans and answer.mode != "radar" else ()
        return Draft(answer, material(snapshot, answer, stand), leaning)

    def weigh(
        self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = ()
    ) -> tuple[Question, list[Candidate]]:
        """What was found for ``given`` and how each sentence of it measures up: what training learns from.

        Raises Refused for what cannot be asked and for a document that the snapshot does not hold.
        """
        question = self._asked(given, documents, history)
        return question, self._answering(documents).weighed(question)

    def search(
        self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = (), count: int = 10
    ) -> list[Found]:
        """The passages that would answer ``given``, best first. Raises Refused as ``weigh`` does."""
        question = self._asked(given, documents, history)
        return [each.candidate.found for each in passages(self._answering(documents).ranked(question))[:count]]

    def _current(self) -> tuple[Snapshot, Slips, Rows | None]:
        current = self._snapshots.current()
        with self._lock:
            if self._opened is None or self._opened[0].manifest.id != current:
                try:
                    snapshot = self._snapshots.open(self._embedder)
                    rows = Rows(snapshot) if any(snapshot.radar.rows) else None
                    known = {word.casefold(): 1 for word in rows.words} if rows else {}
                    self._opened = snapshot, Slips({**known, **snapshot.words}), rows
                except Refused:
                    if self._opened is None:
                        raise
            return self._opened

    def _asked(self, given: str, documents: Sequence[str] | None, history: Sequence[Turn]) -> Question:
        """The question as the texts are asked it, after ``history``."""
        given, history = _masked(given, history)
        question = understood(given)
        if not isinstance(question, Question):
            raise Refused("question.empty")
        dialogue = self._dialogue(documents)
        before = dialogue.before(history)
        stand = before if before and moves(given) else dialogue.meant(question, before)
        return replace(stand.to_texts(stand.asked.text), kind=kind_of(without_masks(stand.asked.text)))

    def _answering(self, documents: Sequence[str] | None) -> Answering:
        snapshot, slips, rows = self._current()
        _known(snapshot, documents)
        return Answering(snapshot, slips, rows, documents, self._without, self._reranker)

    def _dialogue(self, documents: Sequence[str] | None) -> Dialogue:
        return Dialogue(self._answering(documents))


def _masked(given: str, history: Sequence[Turn]) -> tuple[str, list[Turn]]:
    """``given`` and what the user said before it, without personal data."""
    if len(given) > LONGEST:
        return given, []
    before, asked = kept([turn for turn in history if turn.role == "user"], given)
    return asked, list(before)


def _route(snapshot: Snapshot, question: Question) -> str:
    """Where the question goes by its meaning; one with a personal number in it is looked at for that alone."""
    learned = taught(snapshot.embedder)
    return learned.routes.of(snapshot.embedder.query(question.text)) if learned and not question.masked else ASK


def _known(snapshot: Snapshot, documents: Sequence[str] | None) -> None:
    unknown = [name for name in documents or () if name not in snapshot.sources]
    if unknown:
        raise Refused("question.unknown_document", id=unknown[0][:100])
