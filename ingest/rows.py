"""From a line of a table to what it says: an edition, observations, a pilot; or why it cannot be taken."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from corpus.radar import (
    MEASURES,
    OVERALL,
    Case,
    Edition,
    Fagområde,
    Kryds,
    Measure,
    Observation,
    Pilot,
    Row,
    Technology,
)
from corpus.refused import Refused
from corpus.tables import STATED_COLUMNS
from ingest import cells
from ingest.figures import PERCENT
from ingest.grid import Line
from ingest.headings import Headed

Record = Edition | Fagområde | Technology | Observation | Kryds | Pilot | Case
Make = Callable[[Row], Record]


@dataclass(frozen=True, slots=True)
class Told:
    """What one line says: what it becomes once its place is known, and where it is stated, column by column."""

    number: int
    made: tuple[Make, ...]
    stated: Mapping[str, str]


class Fault(Exception):
    """A line that cannot be taken: its number, the column as its file names it, and the reason in words."""

    def __init__(self, number: int, column: str, reason: Refused) -> None:
        self.number, self.column, self.reason = number, column, reason
        super().__init__(str(reason))


def told(line: Line, headed: Headed) -> Told:
    """What the line says. Raises Fault."""
    return _Reader(line, headed).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    line: Line
    headed: Headed

    def read(self) -> Told:
        for column in self.headed.places:
            if fault := self.line.cell(self.headed.places[column]).fault:
                raise Fault(self.line.number, self.headed.named(column), Refused(fault))
        for column in self.headed.schema.needed:
            if self.text(column) is None:
                raise Fault(self.line.number, self.headed.named(column), Refused("table.cell_empty"))
        stated = {column: text for column in STATED_COLUMNS if (text := self.text(column)) is not None}
        self.as_("url", cells.address)
        made = tuple(_MAKERS[self.headed.schema.name](self))
        if not made:
            raise Fault(self.line.number, self.headed.named(self.headed.wide[0]), Refused("table.cell_empty"))
        return Told(self.line.number, made, stated)

    def text(self, column: str) -> str | None:
        """The words of the column in this line, None where it tells nothing."""
        fixed = self.headed.values.get(column)
        place = self.headed.places.get(column)
        text = fixed if fixed is not None else self.line.cell(place).text if place is not None else ""
        return None if cells.empty(text) else text

    def as_(self, column: str, read: Callable[[str], Any]) -> Any:
        """The column read by ``read``, None where it tells nothing. Raises Fault where it cannot be."""
        text = self.text(column)
        try:
            return None if text is None else read(text)
        except Refused as reason:
            raise Fault(self.line.number, self.headed.named(column), reason) from None

    def count(self, column: str) -> int | None:
        number: int | None = self.as_(column, lambda text: cells.count(text, self.headed.grid.decimal))
        return number

    def editions(self) -> Iterator[Make]:
        id_ = cells.edition(self.text("edition") or "")
        published, precision = self.as_("published", cells.published) or (None, "day")
        values: dict[str, Any] = {
            "id": id_,
            "name": self.text("name") or f"Teknologiradaren {id_}",
            "published": published,
            "precision": precision,
            **{name: self.count(name) for name in ("technologies", "respondents", "fagområder", "municipalities")},
        }
        yield partial(Edition, **values)

    def fields(self) -> Iterator[Make]:
        values: dict[str, Any] = {
            "name": self.text("name"),
            "aliases": self.names("aliases"),
            "edition": self.as_("edition", cells.edition),
        }
        yield partial(Fagområde, **values)

    def technologies(self) -> Iterator[Make]:
        values: dict[str, Any] = {
            "name": self.text("name"),
            "aliases": self.names("aliases"),
            "english": self.names("english"),
            "description": self.text("description"),
            "theme": self.text("theme"),
        }
        yield partial(Technology, **values)

    def observations(self) -> Iterator[Make]:
        common: dict[str, Any] = {
            "edition": cells.edition(self.text("edition") or ""),
            "radar": cells.radar(self.text("radar") or OVERALL),
            "technology": cells.technology(self.text("technology") or ""),
            "municipality": self.as_("municipality", cells.municipality),
        }
        if self.headed.wide:
            for column in self.headed.wide:
                measure = next(known for known in MEASURES if known == column)
                if self.text(column) is not None:
                    yield self.observed(common, measure, column, self.text("qualifier"))
            return
        for column in ("measure", "value"):
            if self.text(column) is None:
                raise Fault(self.line.number, self.headed.named(column), Refused("table.cell_empty"))
        yield self.observed(common, self.as_("measure", cells.measure), "value", self.text("qualifier"))

    def observed(self, common: Mapping[str, Any], measure: Measure, column: str, qualifier: str | None) -> Make:
        unit = self.text("unit")
        unit = PERCENT if unit and unit.casefold() in {"%", "pct", "pct.", "procent"} else unit
        place = self.headed.places.get(column)
        unit = (self.line.cell(place).unit if place is not None else None) or self.headed.units.get(column) or unit
        found = self.as_(column, lambda text: cells.measured(measure, text, unit, self.headed.grid.decimal))
        values: dict[str, Any] = {
            **common,
            "measure": measure,
            "value": found.value,
            "number": found.number,
            "unit": found.unit,
            "qualifier": ", ".join(filter(None, (found.qualifier, qualifier))) or None,
            "among": self.text("among") or found.among,
        }
        return partial(Observation, **values)

    def kryds(self) -> Iterator[Make]:
        values: dict[str, Any] = {column: self.text(column) for column in ("technology", "area", "text")}
        yield partial(Kryds, **values)

    def pilots(self) -> Iterator[Make]:
        values: dict[str, Any] = {
            **{column: self.text(column) for column in ("name", "technology", "area", "period", "text")},
            "municipalities": self.as_("municipalities", cells.municipalities) or (),
            "partners": self.names("partners"),
            "year": self.as_("year", cells.year),
        }
        yield partial(Pilot, **values)

    def cases(self) -> Iterator[Make]:
        values: dict[str, Any] = {
            **{column: self.text(column) for column in ("name", "technology", "area", "text")},
            "year": self.as_("year", cells.year),
        }
        for name in self.as_("municipality", cells.municipalities) or ("",):
            yield partial(Case, municipality=name, **values)

    def names(self, column: str) -> tuple[str, ...]:
        return cells.names(self.text(column) or "")


_MAKERS: Mapping[str, Callable[[_Reader], Iterator[Make]]] = {
    "editions": _Reader.editions,
    "fagområder": _Reader.fields,
    "technologies": _Reader.technologies,
    "observations": _Reader.observations,
    "kryds": _Reader.kryds,
    "pilots": _Reader.pilots,
    "cases": _Reader.cases,
}
