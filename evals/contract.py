"""The contract's Answer and Turn as the judge reads and sends them, from this program or from another that keeps it."""

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from pydantic import BaseModel

from evals.reply import Cited, Reply


class Shown(BaseModel):
    """A citation, or a place that is nearest."""

    document_id: str
    page: int | None = None
    quote: str


class Checked(BaseModel):
    """What became of a language model's sentences, by verdict."""

    counts: dict[str, int] = {}

    @property
    def dropped(self) -> float | None:
        """The share that was not shown; None where there were none."""
        every = sum(self.counts.values())
        return 1 - self.counts.get("supported", 0) / every if every else None


class Told(BaseModel):
    """The contract's Answer: what the judge looks at is typed, the rest is passed over."""

    status: str
    reason: str | None = None
    answer: str
    citations: list[Shown] = []
    related: list[Shown] = []
    standalone_question: str | None = None
    choices: list[Any] = []
    notes: list[str] = []
    mode: str = "extractive"
    confidence: float | None = None
    checks: Checked | None = None

    def reply(self, seconds: float) -> Reply:
        """The reply that it is."""
        return Reply(
            status=self.status,
            text=self.answer,
            seconds=seconds,
            mode=self.mode,
            reason=self.reason,
            citations=tuple(_cited(self.citations)),
            related=tuple(_cited(self.related)),
            others=(self.standalone_question or "", *self.notes, *_texts(self.choices)),
            confidence=self.confidence,
            score=self.confidence,
            dropped=self.checks.dropped if self.checks else None,
        )


def timed(ask: Callable[[], Told]) -> Reply:
    """The reply to a question, with the seconds it took."""
    started = perf_counter()
    told = ask()
    return told.reply(perf_counter() - started)


def _cited(shown: Iterable[Shown]) -> Iterable[Cited]:
    return (Cited(each.document_id, each.page, each.quote) for each in shown)


def _texts(value: Any) -> list[str]:
    """Every text in ``value``, however choices are shaped."""
    match value:
        case str():
            return [value]
        case dict():
            return _texts(list(value.values()))
        case list():
            return [text for each in value for text in _texts(each)]
        case _:
            return []
