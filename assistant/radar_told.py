"""What is told of the radar before it is an answer: sentences, each with the rows it is made from, and a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.figure import Shape
from assistant.radar_query import Pair, Reading
from corpus.radar import Case, Edition, Fagområde, Kryds, Observation, Pilot, Stage, Technology

Record = Edition | Fagområde | Technology | Observation | Kryds | Pilot | Case


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark of a picture, with the rows it is made from."""

    label: str
    text: str
    rows: tuple[Record, ...]
    stage: Stage | None = None
    before: Stage | None = None
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, its marks with the rows they are made from."""

    shape: Shape
    title: str
    marks: tuple[Drawn, ...]
    unit: str | None = None


@dataclass(slots=True)
class Told:
    """Sentences with their rows, in order; notes for the reader; a picture where one helps."""

    sentences: list[tuple[str, tuple[Record, ...]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    picture: Picture | None = None

    def add(self, text: str, rows: Iterable[Record]) -> None:
        """Tells ``text``, made from ``rows``. Raises ValueError if there are none: nothing is said without a row."""
        made_from = tuple(rows)
        if not made_from:
            raise ValueError(f"a sentence without a row: {text!r}")
        self.sentences.append((text, made_from))

    def note(self, text: str) -> None:
        """Adds a note, once."""
        if text not in self.notes:
            self.notes.append(text)


def rows_of(readings: Iterable[Reading]) -> tuple[Observation, ...]:
    """The rows of all readings, in order."""
    return tuple(row for reading in readings for row in reading.rows)


def rows_of_pairs(pairs: Sequence[Pair]) -> tuple[Observation, ...]:
    """The rows of both sides of all pairs, in order."""
    return rows_of(side for pair in pairs for side in (pair.one, pair.other) if side)
