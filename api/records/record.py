"""The record of an answer: what was asked and how, what came of it, and the checks it passed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from api.schema import AnswerResponse
from assistant.answer import Answer, Citation, Related
from assistant.conversation import Turn
from assistant.kept import kept
from assistant.setup import Setup
from corpus.quote import normalised


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source, counted from its passage's start; ``number`` is None where it is only shown as nearest."""

    number: int | None
    document_id: str
    passage_id: str
    start: int
    end: int

    @classmethod
    def of(cls, place: Citation | Related) -> "Place":
        """The place that is cited, or shown as nearest."""
        quote, passage = place.quote, place.passage
        number = place.number if isinstance(place, Citation) else None
        return cls(number, quote.document.source.id, passage.id, quote.start - passage.start, quote.end - passage.start)


@dataclass(frozen=True, slots=True)
class Checks:
    """How many quotes were shown, and how many of them were read again at their places and found equal."""

    quotes: int
    verified: int

    @classmethod
    def of(cls, answer: Answer) -> "Checks":
        """Reads every quote of the answer again."""
        quotes = [place.quote for place in _places(answer)]
        same = [quote.text == normalised(quote.document.text[quote.start : quote.end]) for quote in quotes]
        return cls(len(same), sum(same))


@dataclass(frozen=True, slots=True)
class Record:
    """An answer as it was given and what it was given to; all that people wrote is masked.

    ``documents`` is empty where all sources were asked. ``seconds`` is how long it took, ``door`` where it was asked.
    """

    id: str
    asked_at: datetime
    door: str
    question: str
    history: tuple[Turn, ...]
    documents: tuple[str, ...]
    seconds: float
    setup: Setup
    checks: Checks
    places: tuple[Place, ...]
    answer: AnswerResponse

    @classmethod
    def of(
        cls,
        answer: Answer,
        asked: str,
        history: Sequence[Turn],
        documents: Sequence[str],
        setup: Setup,
        asked_at: datetime,
        seconds: float,
        door: str,
    ) -> "Record":
        """The record of an answer that was asked for at ``asked_at`` and took so many ``seconds``."""
        before, question = kept(history, asked)
        return cls(
            id=answer.id,
            asked_at=asked_at,
            door=door,
            question=question,
            history=before,
            documents=tuple(documents),
            seconds=round(seconds, 3),
            setup=setup,
            checks=Checks.of(answer),
            places=tuple(Place.of(place) for place in _places(answer)),
            answer=AnswerResponse.of(answer, question),
        )

    @property
    def week(self) -> str:
        """The week it was asked in, as in 2026-W07."""
        year, week, _ = self.asked_at.isocalendar()
        return f"{year}-W{week:02}"

    def row(self) -> dict[str, Any]:
        """The record as the table holds it."""
        return {
            "id": self.id,
            "asked_at": self.asked_at,
            "week": self.week,
            "door": self.door,
            "question": self.question,
            "history": [asdict(turn) for turn in self.history],
            "documents": list(self.documents),
            "status": self.answer.status,
            "reason": self.answer.reason,
            "mode": self.answer.mode,
            "language": self.answer.language,
            "snapshot": self.answer.snapshot,
            "seconds": self.seconds,
            "setup": asdict(self.setup),
            "checks": asdict(self.checks),
            "answer": self.answer.model_dump(mode="json"),
        }

    @classmethod
    def read(cls, row: Any, places: Sequence[Place]) -> "Record":
        """The record that ``row`` of the table holds."""
        return cls(
            id=row.id,
            asked_at=row.asked_at,
            door=row.door,
            question=row.question,
            history=_TURNS.validate_python(row.history),
            documents=tuple(row.documents),
            seconds=row.seconds,
            setup=_SETUP.validate_python(row.setup),
            checks=_CHECKS.validate_python(row.checks),
            places=tuple(places),
            answer=AnswerResponse.model_validate(row.answer),
        )


def _places(answer: Answer) -> list[Citation | Related]:
    return [*answer.citations, *answer.related]


_TURNS = TypeAdapter(tuple[Turn, ...])
_SETUP = TypeAdapter(Setup)
_CHECKS = TypeAdapter(Checks)
