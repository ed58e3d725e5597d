"""The assistant: a question in, one checked answer out."""

from collections.abc import Sequence
from secrets import token_hex
from threading import Lock

from assistant.answer import Answer, Citation, Reason, Related, Sentence, Status
from assistant.evidence import evidence
from assistant.extract import Candidate, candidates, chosen
from assistant.question import Question, understood
from assistant.refusal import answerable, near
from corpus.embedding import Embedder
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshot import Snapshot
from corpus.snapshots import Snapshots
from corpus.wording import say

RELATED = 3


class Assistant:
    """Answers from the current snapshot, and from the next one as soon as an ingest has switched to it."""

    def __init__(self, snapshots: Snapshots, embedder: Embedder) -> None:
        self._snapshots, self._embedder = snapshots, embedder
        self._lock = Lock()
        self._opened: Snapshot | None = None

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        """The assistant over the settings' data folder and model. Raises Refused if the model is not to be had."""
        snapshots = Snapshots(settings.data_dir, settings.chroma_url)
        return cls(snapshots, Embedder.open(settings.embedding_model))

    def snapshot(self) -> Snapshot:
        """The snapshot that answers now. Raises Refused if there is none that can be opened.

        A new snapshot that cannot be opened leaves the one that was open before in place.
        """
        current = self._snapshots.current()
        with self._lock:
            if self._opened is None or self._opened.manifest.id != current:
                try:
                    self._opened = self._snapshots.open(self._embedder)
                except Refused:
                    if self._opened is None:
                        raise
            return self._opened

    def ask(self, given: str, documents: Sequence[str] | None = None) -> Answer:
        """The answer to ``given``, only from ``documents`` where they are named.

        Raises Refused for an empty question or a document that the snapshot does not hold.
        """
        snapshot = self.snapshot()
        unknown = [name for name in documents or () if name not in snapshot.sources]
        if unknown:
            raise Refused("question.unknown_document", id=unknown[0][:100])
        question = understood(given)
        if question == "empty":
            raise Refused("question.empty")
        if question == "too_long":
            return _unanswered(snapshot, "", "da", "blocked", "too_long")
        if question == "unclear":
            return _unanswered(snapshot, "", "da", "clarify", "unclear")
        return _answered(snapshot, question, documents)


def _answered(snapshot: Snapshot, question: Question, documents: Sequence[str] | None) -> Answer:
    found = evidence(snapshot, question.text, documents)
    ranked = candidates(snapshot, question, found)
    if not ranked or not answerable(question, ranked[0]):
        related = _related(question, ranked)
        return _unanswered(snapshot, question.text, question.language, "refused", "not_in_sources", related)
    return _extractive(snapshot, question, chosen(question, ranked))


def _extractive(snapshot: Snapshot, question: Question, picked: Sequence[Candidate]) -> Answer:
    citations = tuple(Citation(number, each.quote, each.found.passage) for number, each in enumerate(picked, 1))
    sentences = tuple(Sentence(citation.quote.text, (citation.number,)) for citation in citations)
    return Answer(
        id=token_hex(8),
        status="answered",
        text=" ".join(sentence.marked for sentence in sentences),
        standalone_question=question.text,
        snapshot=snapshot.manifest.id,
        sentences=sentences,
        citations=citations,
        notes=tuple(_notes(question, citations)),
        language=question.language,
    )


def _notes(question: Question, citations: Sequence[Citation]) -> list[str]:
    notes = [say("answer.masked", question.language)] if question.masked else []
    if any(citation.quote.document.source.digest for citation in citations):
        notes.append(say("answer.digest", question.language))
    return notes


def _related(question: Question, ranked: Sequence[Candidate]) -> tuple[Related, ...]:
    """The best sentence of each of the nearest passages, as far as they are near at all."""
    nearest: dict[str, Related] = {}
    for each in ranked:
        if near(question, each):
            nearest.setdefault(each.found.passage.id, Related(each.quote, each.found.passage))
    return tuple(nearest.values())[:RELATED]


def _unanswered(
    snapshot: Snapshot, asked: str, language: str, status: Status, reason: Reason, related: tuple[Related, ...] = ()
) -> Answer:
    key = f"answer.{reason}" if related or reason != "not_in_sources" else "answer.nothing_near"
    return Answer(
        id=token_hex(8),
        status=status,
        reason=reason,
        text=say(key, language),
        standalone_question=asked,
        snapshot=snapshot.manifest.id,
        related=related,
        language=language,
    )
