"""What a system says to a question, in the few words that the judge needs of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from evals.questions import Item

_MARKER = re.compile(r"\s?\[\d+\]")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document's text, ``start`` to ``end`` in characters."""

    document: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """A name for it, the same wherever the same stretch is meant."""
        return f"{self.document}:{self.start}-{self.end}"

    def shared(self, other: "Place") -> int:
        """How many characters the two have in common."""
        if self.document != other.document:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Cited:
    """Words shown as those of a source."""

    document: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or a refusal.

    ``others`` is all that is shown besides answer and quotes: the standalone question, choices, notes. ``confidence``
    is the system's own likelihood (0 to 1) that it answers; ``score`` only orders its answers by how sure it is.
    ``seconds`` is the time from question to answer, earlier turns not counted. ``dropped`` is the share of a language
    model's sentences that its checks let nobody see, None where no model wrote any.
    """

    status: str
    text: str
    seconds: float
    mode: str = "extractive"
    reason: str | None = None
    citations: tuple[Cited, ...] = ()
    related: tuple[Cited, ...] = ()
    others: tuple[str, ...] = ()
    confidence: float | None = None
    score: float | None = None
    dropped: float | None = None

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.status == "answered"

    @property
    def words(self) -> str:
        """The answer without its markers, which are no part of what it says: "[1]" holds no number 1."""
        return _MARKER.sub("", self.text)

    @property
    def said(self) -> tuple[str, ...]:
        """The answer and every quote."""
        return (self.words, *(cited.quote for cited in (*self.citations, *self.related)))

    @property
    def shown(self) -> tuple[str, ...]:
        """Everything a reader sees."""
        return (*self.said, *self.others)


class System(Protocol):
    """What is judged: the assistant, the assistant without a stage, a baseline, a deployed service."""

    name: str

    @property
    def units(self) -> Sequence[Place] | None:
        """All the stretches that it ranks, or None where it does not show a ranking."""

    def answer(self, item: Item) -> Reply:
        """Its reply to the question, the earlier turns having been put to it first."""

    def ranking(self, item: Item) -> Sequence[Place]:
        """The ten units nearest to the question, best first; empty where it does not show them."""
