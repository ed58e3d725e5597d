"""The radar as data: editions, technologies, what was measured, kryds, pilots and cases, each row where it stands.

The tables and their columns are described in ``docs/radar-data.md``. What KL has not published is missing: None, or no
row at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, get_args

from corpus.passage import Passage
from corpus.source import Precision

Stage = Literal["KLAR", "AFPRØV", "HOLD ØJE", "AFVENT"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""The four rings, the innermost first."""

Measure = Literal[
    "stage",
    "maturity",
    "prevalence",
    "in_operation",
    "trying",
    "considering",
    "not_considering",
    "relevance",
    "value",
    "expected_value",
    "movement",
]
MEASURES: tuple[Measure, ...] = get_args(Measure)
OVERALL = "samlet"
"""The name of the radar over all fagområder."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a fact stands: the table (a document of the corpus), the row as a person counts it, and its words there.

    ``number`` counts as a spreadsheet does, the heading being row 1. ``passage`` is the row's place in the table's
    text; its words are what a citation quotes. ``stated_in`` is the id of the source that states the fact, where it is
    another than the table, with ``place`` in it ("side 7"); ``url`` is that source's address.
    """

    document_id: str
    number: int
    passage: Passage
    stated_in: str | None = None
    place: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the radar; counts that KL has not told are None."""

    row: Row
    id: str
    name: str
    published: date | None = None
    precision: Precision = "day"
    technologies: int | None = None
    respondents: int | None = None
    fagområder: int | None = None
    municipalities: int | None = None


@dataclass(frozen=True, slots=True)
class Fagområde:
    """A field with a radar of its own, by its name and other names for it.

    ``edition`` is the edition in which it is told to have a radar; None where a source only names the field.
    """

    row: Row
    name: str
    aliases: tuple[str, ...] = ()
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Technology:
    """A technology: the name it goes by here, what else it is called, and a description in our own words.

    ``theme`` is its theme on the spilleplade, where it belongs to one.
    """

    row: Row
    name: str
    aliases: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    description: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing measured: what an edition's radar says of a technology.

    ``radar`` is ``OVERALL`` or a fagområde's name; ``technology`` is None where all are meant. ``value`` is as the
    source has it ("3 ud af 4", "KLAR", "93"); ``number`` is the same to reckon with, where it is a number (75.0), in
    ``unit`` ("pct.", "kommuner", "point", ...). ``qualifier`` narrows it ("over", "effektivitet", ...).
    ``municipality`` is None for the whole country, else whose kommunerapport it is. ``among`` is whom a share is of
    ("kommuner", "adspurgte"), where it is told.
    """

    row: Row
    edition: str
    radar: str
    technology: str | None
    measure: Measure
    value: str
    number: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    municipality: str | None = None
    among: str | None = None

    @property
    def stage(self) -> Stage | None:
        """The ring, where that is what was measured."""
        return next((stage for stage in STAGES if self.measure == "stage" and stage == self.value), None)


@dataclass(frozen=True, slots=True)
class Kryds:
    """A crossing of the spilleplade: a technology theme meets a municipal area, and what is said of it, if anything."""

    row: Row
    technology: str
    area: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot project: who, where, when and what, as far as it is told."""

    row: Row
    name: str
    technology: str | None = None
    area: str | None = None
    municipalities: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    period: str | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Something a municipality has done with a technology."""

    row: Row
    name: str
    municipality: str
    technology: str | None = None
    area: str | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Radar:
    """All rows of a snapshot's tables. Two rows that contradict each other both stand."""

    editions: tuple[Edition, ...] = ()
    fagområder: tuple[Fagområde, ...] = ()
    technologies: tuple[Technology, ...] = ()
    observations: tuple[Observation, ...] = ()
    kryds: tuple[Kryds, ...] = ()
    pilots: tuple[Pilot, ...] = ()
    cases: tuple[Case, ...] = ()

    def of(self, documents: Sequence[str] | None = None) -> "Radar":
        """What the tables ``documents`` say; where none are named, all but kommunerapporter.

        The names of editions, fagområder and technologies stay: they are what a question is understood by.
        """
        named = None if documents is None else set(documents)

        def stays(each: Observation | Kryds | Pilot | Case) -> bool:
            if named is not None:
                return each.row.document_id in named
            return not (isinstance(each, Observation) and each.municipality)

        return replace(
            self,
            observations=tuple(filter(stays, self.observations)),
            kryds=tuple(filter(stays, self.kryds)),
            pilots=tuple(filter(stays, self.pilots)),
            cases=tuple(filter(stays, self.cases)),
        )

    @property
    def rows(self) -> Iterator[Row]:
        """The row of every record; a row that has become several records comes as often."""
        return (record.row for part in fields(self) for record in getattr(self, part.name))

    def __add__(self, other: "Radar") -> "Radar":
        """The rows of both, in order."""
        return Radar(**{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)})
