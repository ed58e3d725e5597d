"""An answer asked for again, and whether it comes out the same."""

from dataclasses import asdict, dataclass
from typing import Any

from api.records.record import Record
from api.schema import AnswerResponse
from assistant.ask import Assistant
from assistant.question import LONGEST
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.snapshots import Snapshots

NEARLY = 0.005
"""As much may a confidence differ: machines do not add in the same order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that came out otherwise."""

    field: str
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of asking again: ``answer`` differs from the record's in the answer, ``setup`` in how it was made."""

    record: Record
    answer: tuple[Difference, ...]
    setup: tuple[Difference, ...]


def assistant_of(record: Record, settings: Settings) -> Assistant:
    """An assistant that answers from the record's snapshot, with its settings.

    Raises Refused where the snapshot has been removed, or the settings name another embedding model.
    """
    snapshot = record.answer.snapshot
    if snapshot not in {manifest.id for manifest in Snapshots(settings.data_dir).all()}:
        raise Refused("records.snapshot_gone", id=record.id, snapshot=snapshot)
    again = settings.model_copy(update={"reranker": record.setup.reranker})
    if record.setup.language_model is None:
        again = again.model_copy(update={"llm_base_url": None, "llm_model": None})
    assistant = Assistant.open(again, frozenset(record.setup.without), snapshot)
    if assistant.setup.fingerprint != record.setup.fingerprint:
        raise Refused("records.other_model", id=record.id, model=record.setup.embedding_model)
    return assistant


def replay(record: Record, assistant: Assistant) -> Replayed:
    """Asks ``assistant`` what the record was asked, and compares."""
    question = record.question
    if record.answer.reason == "too_long":
        question = question.ljust(LONGEST + 1)  # only its beginning is kept
    now = AnswerResponse.of(assistant.ask(question, record.documents or None, record.history))
    return Replayed(
        record,
        _different(_compared(record.answer), _compared(now)),
        _different(asdict(record.setup), asdict(assistant.setup)),
    )


def _compared(answer: AnswerResponse) -> dict[str, Any]:
    return answer.model_dump(exclude={"id", "question"})


def _different(before: dict[str, Any], now: dict[str, Any]) -> tuple[Difference, ...]:
    return tuple(Difference(name, value, now[name]) for name, value in before.items() if not _same(value, now[name]))


def _same(before: Any, now: Any) -> bool:
    return abs(before - now) < NEARLY if isinstance(before, float) and isinstance(now, float) else before == now
