"""The assistant: a question in, one checked answer out."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from assistant import reply
from assistant.answer import Answer
from assistant.concepts import term_rarity
from assistant.conversation import Standalone, Turn, standalone
from assistant.evidence import Found, evidence
from assistant.expected import kind_of
from assistant.extract import Ranked, passages, ranked
from assistant.injection import turns_away
from assistant.parts import parts
from assistant.personal import around_masks, without_masks
from assistant.question import LONGEST, Question, about_person, shown_turns, understood
from assistant.refusal import likelihood
from assistant.reranker import Reranker
from assistant.routes import ASK, INJECTION
from assistant.rows import Rows
from assistant.setup import Setup
from assistant.slips import Slips
from assistant.smalltalk import small_talk
from assistant.stages import WHOLE, Without
from assistant.taught import taught
from assistant.weighing import Candidate, candidates
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots


class Assistant:
    """Answers from the current snapshot, and from the next one as soon as an ingest has switched to it."""

    def __init__(
        self, snapshots: Snapshots, embedder: Embedder, without: Without = WHOLE, reranker: Reranker | None = None
    ) -> None:
        self._snapshots, self._embedder, self._without, self._reranker = snapshots, embedder, without, reranker
        self.setup = Setup(
            embedder.name, embedder.fingerprint, reranker.name if reranker else None, tuple(sorted(without))
        )
        self._lock = Lock()
        self._opened: tuple[Snapshot, Slips, Rows | None] | None = None

    @classmethod
    def open(cls, settings: Settings, without: Without = WHOLE) -> "Assistant":
        """The assistant over the settings' data folder and model, less the stages in ``without``.

        Raises Refused if the model is not to be had.
        """
        snapshots = Snapshots(settings.data_dir, settings.chroma_url)
        reranker = Reranker(settings.reranker) if settings.reranker else None
        return cls(snapshots, Embedder.open(settings.embedding_model), without, reranker)

    def snapshot(self) -> Snapshot:
        """The snapshot that answers now. Raises Refused if there is none that can be opened.

        A new snapshot that cannot be opened leaves the one that was open before in place.
        """
        return self._current()[0]

    def ask(self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = ()) -> Answer:
        """The answer to ``given`` after ``history``, only from ``documents`` where they are named.

        Raises Refused for an empty question or a document that the snapshot does not hold.
        """
        snapshot, slips, rows = self._current()
        _known(snapshot, documents)
        given, history = _masked(given, history)
        question = understood(given)
        if question == "empty":
            raise Refused("question.empty")
        if question == "too_long":
            return reply.unanswered(snapshot, "", "da", "blocked", "too_long")
        if question == "unclear":
            return reply.unanswered(snapshot, "", "da", "clarify", "unclear")
        talk = small_talk(question.text) or small_talk(around_masks(question.text, slips.mended))
        if talk:
            return reply.talk(snapshot, question, talk)
        route = INJECTION if turns_away(question.text) else _route(snapshot, question)
        if route not in (ASK, INJECTION):
            return reply.talk(snapshot, question, route)
        if route == INJECTION:
            return reply.unanswered(snapshot, question.text, question.language, "blocked", "injection")
        if about_person(question):
            return reply.about_person(snapshot, question)
        before = [turn.content for turn in history]
        mended = slips.mended(without_masks(question.text))
        of_rows = rows.asked(question, mended, documents, before) if rows else None
        if rows and of_rows and of_rows.settled:
            return rows.answered(question, of_rows)
        asks_why = of_rows is not None and of_rows.question.why
        texts = replace(question, text=of_rows.for_texts) if of_rows and asks_why else question
        answer = self._from_texts(snapshot, slips, texts, documents, history)
        return rows.after(question, of_rows, answer) if rows and of_rows else answer

    def _from_texts(
        self,
        snapshot: Snapshot,
        slips: Slips,
        question: Question,
        documents: Sequence[str] | None,
        history: Sequence[Turn],
    ) -> Answer:
        """The answer in sentences of the texts, or a refusal."""
        question, asked = self._standalone(snapshot, slips, question, history)
        if not asked.whole:
            return reply.hanging(snapshot, question)
        found = [(part, self._ranked(snapshot, part, documents)) for part in _parts(snapshot, question)]
        if len(found) > 1 and max(likelihood(part.kind, every) for part, every in found) < reply.LEAST:
            found = [(question, self._ranked(snapshot, question, documents))]
        return reply.answered(snapshot, question, found, refuse="refusal" not in self._without)

    def weigh(
        self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = ()
    ) -> tuple[Question, list[Candidate]]:
        """What was found for ``given`` and how each sentence of it measures up: what training learns from.

        Raises Refused for what cannot be asked and for a document that the snapshot does not hold.
        """
        question, snapshot = self._asked(given, documents, history)
        return question, self._weighed(snapshot, question, documents)

    def search(
        self, given: str, documents: Sequence[str] | None = None, history: Sequence[Turn] = (), count: int = 10
    ) -> list[Found]:
        """The passages that would answer ``given``, best first. Raises Refused as ``weigh`` does."""
        question, snapshot = self._asked(given, documents, history)
        return [each.candidate.found for each in passages(self._ranked(snapshot, question, documents))[:count]]

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

    def _asked(self, given: str, documents: Sequence[str] | None, history: Sequence[Turn]) -> tuple[Question, Snapshot]:
        snapshot, slips, _ = self._current()
        _known(snapshot, documents)
        given, history = _masked(given, history)
        question = understood(given)
        if not isinstance(question, Question):
            raise Refused("question.empty")
        return self._standalone(snapshot, slips, question, history)[0], snapshot

    def _standalone(
        self, snapshot: Snapshot, slips: Slips, question: Question, history: Sequence[Turn]
    ) -> tuple[Question, Standalone]:
        """The question with its slips mended, and as it is meant after ``history``."""

        def mended(text: str) -> str:
            return text if "slips" in self._without else around_masks(text, slips.mended)

        before = [replace(turn, content=mended(turn.content)) for turn in history]
        asked = standalone(
            mended(question.text),
            () if "conversation" in self._without else before,
            lambda term: term_rarity(term, snapshot.lexical),
        )
        return replace(question, text=asked.text, kind=kind_of(without_masks(asked.text))), asked

    def _ranked(self, snapshot: Snapshot, question: Question, documents: Sequence[str] | None) -> list[Ranked]:
        every = ranked(self._weighed(snapshot, question, documents), self._without)
        return self._reranker.reordered(question.text, every) if self._reranker else every

    def _weighed(self, snapshot: Snapshot, question: Question, documents: Sequence[str] | None) -> list[Candidate]:
        question = replace(question, text=without_masks(question.text))
        found = evidence(snapshot, question.text, documents, self._without)
        return candidates(snapshot, question, found, self._without)


def _masked(given: str, history: Sequence[Turn]) -> tuple[str, list[Turn]]:
    """``given`` and what the user said before it, without personal data; of what was said before no masks are left."""
    if len(given) > LONGEST:
        return given, []
    *before, asked = shown_turns([*(turn.content for turn in history if turn.role == "user"), given])
    return asked, [Turn("user", without_masks(turn)) for turn in before]


def _parts(snapshot: Snapshot, question: Question) -> list[Question]:
    """The questions within the question, each made standalone after the first."""
    texts = parts(question.text)
    first = [Turn("user", texts[0])]
    whole = [
        standalone(text, first if at else (), lambda term: term_rarity(term, snapshot.lexical)).text
        for at, text in enumerate(texts)
    ]
    return [replace(question, text=text, kind=kind_of(without_masks(text))) for text in whole]


def _route(snapshot: Snapshot, question: Question) -> str:
    """Where the question goes by its meaning; one with a personal number in it is looked at for that alone."""
    learned = taught(snapshot.embedder)
    return learned.routes.of(snapshot.embedder.query(question.text)) if learned and not question.masked else ASK


def _known(snapshot: Snapshot, documents: Sequence[str] | None) -> None:
    unknown = [name for name in documents or () if name not in snapshot.sources]
    if unknown:
        raise Refused("question.unknown_document", id=unknown[0][:100])
