"""Questions, replies and outcomes made for tests."""

from typing import Any

from evals.gold import Stand
from evals.measures import Outcome
from evals.questions import Gold, Item
from evals.reply import Cited, Place, Reply

QUOTE = "Havneby gav 412 borgere skærmbesøg."
GOLD = Gold("havneby", quote=QUOTE)
SPAN = Place("havneby", 100, 135)
PASSAGE = Place("havneby", 0, 400)
STAND = Stand(GOLD, (SPAN,), (PASSAGE,))
CITED = Cited("havneby", None, QUOTE)


def item(**other: Any) -> Item:
    """A plain question that the sources answer."""
    values = {"id": "q1", "category": "fact", "question": "Hvor mange?", "answerable": True}
    return Item(**{**values, "gold": (GOLD,), "must": ("412",), **other})


def unanswerable(category: str = "unanswerable_near", **other: Any) -> Item:
    """A question that the sources do not answer."""
    return item(category=category, answerable=False, gold=(), must=(), **other)


def answered(text: str = f"{QUOTE} [1]", **other: Any) -> Reply:
    """An answer, right unless it is told otherwise."""
    return Reply(**{"status": "answered", "text": text, "seconds": 0.1, "citations": (CITED,), **other})


def refused(**other: Any) -> Reply:
    """A refusal."""
    return Reply(**{"status": "refused", "text": "Det står der ikke.", "seconds": 0.1, **other})


def outcome(asked: Item, reply: Reply, at: Place = SPAN, stands: tuple[Stand, ...] | None = None) -> Outcome:
    """What came of it, every citation standing ``at`` one place."""
    gold = tuple(Stand(each, STAND.spans, STAND.passages) for each in asked.gold) if stands is None else stands
    return Outcome(asked, gold, reply, dict.fromkeys((*reply.citations, *reply.related), (at,)))
