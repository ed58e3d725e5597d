"""Records made up for the tests, and the database they lie in."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from api.records import Record, Records
from api.records.record import Checks, Place
from api.schema import AnswerResponse
from assistant.setup import Setup
from corpus.settings import Settings

SETUP = Setup("en model", "0123456789abcdef")


def opened(folder: Path, **settings: Any) -> Records:
    """Records in a folder of the test's own."""
    return Records.open(Settings(data_dir=folder, api_token=None, **settings))


def record(question: str = "Hvad er en sensor?", **answer: Any) -> Record:
    """The record of an answer without sources, asked now."""
    told = {
        "id": token_hex(8),
        "status": "answered",
        "reason": None,
        "answer": "Det er et svar.",
        "sentences": [],
        "citations": [],
        "related": [],
        "standalone_question": question,
        "mode": "extractive",
        "language": "da",
        "snapshot": "s",
        "generated_by": None,
        "notes": [],
        "confidence": None,
        "choices": [],
        **answer,
    }
    return Record(
        id=str(told["id"]),
        asked_at=datetime.now(UTC),
        door="http",
        question=question,
        history=(),
        documents=(),
        seconds=0.1,
        setup=SETUP,
        checks=Checks(0, 0),
        places=(),
        answer=AnswerResponse.model_validate(told),
    )


def citing(kept: Record, *documents: str) -> Record:
    """The record with places in those documents."""
    places = tuple(Place(number, name, "p", 0, 10) for number, name in enumerate(documents, 1))
    return replace(kept, places=places)
