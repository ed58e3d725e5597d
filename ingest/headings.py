"""Which column of a file is which of ours: by the catalogue's mapping, or by a heading that is understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from corpus.radar import MEASURES
from corpus.refused import Refused
from corpus.source import Table
from corpus.tables import OBSERVATIONS, SCHEMAS, Schema, plain, unit_of
from ingest.grid import Grid, Line, letters, tidy

_HEAD = 30  # lines among which the headings are looked for


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose headings are understood: the place and heading of each of our columns, and the lines below.

    ``values`` holds for every row. ``units`` are those that headings name, ``unread`` the headings that nobody
    understands.
    """

    schema: Schema
    places: Mapping[str, int]
    headings: Mapping[str, str]
    units: Mapping[str, str]
    values: Mapping[str, str]
    unread: tuple[str, ...]
    grid: Grid

    @property
    def wide(self) -> tuple[str, ...]:
        """The columns that are each a measure; none where one column says what was measured."""
        if "measure" in self.places or "measure" in self.values:
            return ()
        return tuple(column for column in self.schema.measures if column in self.places)

    def named(self, column: str) -> str:
        """The column as the person who made the file finds it there."""
        if column not in self.places:
            return f"»{self.schema.danish(column)}«"
        return f"»{self.headings[column]}« ({letters(self.places[column])})"


def understood(cells: Sequence[str], table: Table) -> int:
    """How many of ``cells`` are headings of the table, or of the table that knows most of them."""
    mapped = {plain(heading) for _, heading in table.columns}
    schemas = [SCHEMAS[table.name]] if table.name else list(SCHEMAS.values())
    return max(sum(plain(cell) in mapped or schema.column(cell) is not None for cell in cells) for schema in schemas)


def headed(grid: Grid, table: Table, file: str) -> Headed:
    """The grid with its headings understood. Raises Refused where a needed column is not there, or is there twice."""
    head = list(islice(grid.lines, _HEAD))
    if not head:
        raise Refused("table.empty", file=file)
    scores = [understood([cell.text for cell in line.cells], table) for line in head]
    at = scores.index(max(scores))
    if not scores[at]:
        raise Refused("table.no_headings", file=file, given=_shown(head[0]))
    below = Grid(chain(head[at + 1 :], grid.lines), grid.decimal, grid.unread)
    schema = SCHEMAS[table.name] if table.name else _guessed(head[at])
    return _matched(head[at], schema, table, below, file)


def _guessed(line: Line) -> Schema:
    """The table that understands most of the headings, of several one that has all it needs."""
    texts = [cell.text for cell in line.cells if cell.text]

    def fits(schema: Schema) -> tuple[int, bool, bool]:
        found = {schema.column(text) for text in texts} - {None}
        return len(found), {*schema.needed} <= found, schema.name == OBSERVATIONS

    return max(SCHEMAS.values(), key=fits)


def _matched(line: Line, schema: Schema, table: Table, below: Grid, file: str) -> Headed:
    texts = [cell.text for cell in line.cells]
    places: dict[str, int] = {}
    for column, heading in table.columns:
        found = [place for place, text in enumerate(texts) if plain(text) == plain(heading)]
        if not found:
            raise Refused("table.not_mapped", file=file, heading=heading, given=_shown(line))
        _once(found, column, texts, file)
        places[column] = found[0]
    values = {column: tidy(value) for column, value in table.values}
    taken = {*places.values()}
    unread: list[str] = []
    for column in schema.columns:
        found = [p for p, text in enumerate(texts) if p not in taken and text and schema.column(text) == column]
        if column not in places and column not in values and found:
            _once(found, column, texts, file)
            places[column] = found[0]
            taken.add(found[0])
    unread.extend(text for place, text in enumerate(texts) if text and place not in taken)
    _complete(schema, places, values, file)
    units = {column: unit for column, place in places.items() if (unit := unit_of(texts[place])) is not None}
    headings = {column: texts[place] for column, place in places.items()}
    return Headed(schema, places, headings, units, values, tuple(unread), below)


def _once(found: Sequence[int], column: str, texts: Sequence[str], file: str) -> None:
    if len(found) > 1:
        which = ", ".join(f"»{texts[place]}« ({letters(place)})" for place in found)
        raise Refused("table.twice", file=file, which=which, column=column)


def _complete(schema: Schema, places: Mapping[str, int], values: Mapping[str, str], file: str) -> None:
    told = {*places, *values}
    missing = [column for column in schema.needed if column not in told]
    if schema.name == OBSERVATIONS and not missing:
        if "measure" in told and "value" not in told:
            missing = ["value"]
        elif not told & {*MEASURES}:
            raise Refused("table.nothing_measured", file=file)
    if missing:
        danish = ", ".join(f"»{schema.danish(column)}«" for column in missing)
        raise Refused("table.missing", file=file, missing=danish, columns=", ".join(missing))


def _shown(line: Line) -> str:
    """The headings of a line as they are told to a person, not too many."""
    texts = [cell.text[:40] for cell in line.cells if cell.text]
    return ", ".join(f"»{text}«" for text in texts[:8]) + (", …" if len(texts) > 8 else "")
