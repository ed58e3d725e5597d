"""The radar as a table that sorts: its columns, and for each cell its rank in its column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from api.alphabet import order
from api.placed import Placed, View
from corpus.radar import MEASURES, STAGES, Measure, Observation
from corpus.wording import say

TECHNOLOGY, RING, MOVEMENT = "technology", "stage", "moved"
_MOVEMENTS = ("in", "new", "same", "out")


@dataclass(frozen=True, slots=True)
class Line:
    """A technology's line. ``ranks`` has for each column where it comes when the column is sorted; None is unknown."""

    placed: Placed
    ranks: Mapping[str, int | None]

    def cell(self, measure: Measure) -> tuple[Observation, ...]:
        """The rows that give the measure, all of them where they contradict each other."""
        return tuple(row for row in self.placed.measured if row.measure == measure)


@dataclass(frozen=True, slots=True)
class Table:
    """The lines in the order asked for. ``sorted_by`` is a column's key; ``falling`` says which way."""

    columns: tuple[str, ...]
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]
    sorted_by: str
    falling: bool


def heading(column: str) -> str:
    """What a column, or a measure, is called."""
    return say({TECHNOLOGY: "see.technology", MOVEMENT: "see.moved"}.get(column, f"see.measure_{column}"))


def table(view: View, sort: str) -> Table:
    """The view as a table, sorted by the column named in ``sort``, falling after a ``-``; else by ring."""
    spoken_of = [each for each in view.technologies if each.rows]
    told = {row.measure for each in view.technologies for row in each.measured}
    measures = tuple(measure for measure in MEASURES if measure in told)
    columns = (TECHNOLOGY, RING, *((MOVEMENT,) if view.before and view.known else ()), *measures)
    ranked = {column: _ranked(spoken_of, _key(column)) for column in columns}
    lines = [Line(placed, {column: ranked[column][at] for column in columns}) for at, placed in enumerate(spoken_of)]
    by = sort.removeprefix("-")
    falling = sort.startswith("-") and by in columns
    by = by if by in columns else RING
    known = [line for line in lines if line.ranks[by] is not None]
    known.sort(key=lambda line: line.ranks[by] or 0, reverse=falling)
    unknown = [line for line in lines if line.ranks[by] is None]
    return Table(columns, measures, (*known, *unknown), by, falling)


def _key(column: str) -> Callable[[Placed], Any]:
    if column == TECHNOLOGY:
        return lambda placed: order(placed.technology)
    if column == RING:
        return lambda placed: STAGES.index(placed.rings[0]) if placed.rings else None
    if column == MOVEMENT:
        return lambda placed: _MOVEMENTS.index(placed.movement) if placed.movement in _MOVEMENTS else None
    return partial(_measured, column)


def _measured(measure: str, placed: Placed) -> tuple[float, str] | None:
    """The first value: numbers as numbers, and words before them, in alphabetical order."""
    row = next((row for row in placed.measured if row.measure == measure), None)
    return None if row is None else (-1.0 if row.number is None else row.number, order(row.value))


def _ranked(every: Sequence[Placed], key: Callable[[Placed], Any]) -> list[int | None]:
    keys = [key(placed) for placed in every]
    places = {each: place for place, each in enumerate(sorted({each for each in keys if each is not None}))}
    return [None if each is None else places[each] for each in keys]
