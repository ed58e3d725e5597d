"""The radar's rows as they go out: each table with its columns, where each row stands, and what it is filtered by."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, Field

from api.stated import stated
from corpus.radar import Measure, Radar, Row
from corpus.snapshot import Snapshot
from corpus.wording import say


class RowResponse(BaseModel):
    """Where a row stands: the table, the row in it, who states it, and the page of ours that shows it."""

    document_id: str = Field(description=say("rows.field_document_id"))
    row: int = Field(description=say("http.field_row"))
    stated_in: str | None = Field(description=say("http.field_stated_in"))
    place: str | None = Field(description=say("http.field_place"))
    url: str | None = Field(description=say("rows.field_url"))
    viewer_url: str = Field(description=say("http.field_viewer_url"))

    @classmethod
    def of(cls, snapshot: Snapshot, each: Any) -> Self:
        """The row in its outward shape."""
        row: Row = each.row
        where = stated(snapshot, row)
        own = {name: getattr(each, name) for name in cls.columns() if name not in RowResponse.model_fields}
        if isinstance(own.get("published"), date):
            own["published"] = own["published"].isoformat()[: {"day": 10, "month": 7, "year": 4}[each.precision]]
        return cls(
            **own,
            document_id=row.document_id,
            row=row.number,
            stated_in=row.stated_in,
            place=row.place,
            url=where.url,
            viewer_url=where.viewer_url,
        )

    @classmethod
    def columns(cls) -> list[str]:
        """The columns, those about where the row stands last."""
        where = list(RowResponse.model_fields)
        return [name for name in cls.model_fields if name not in where] + where


class EditionResponse(RowResponse):
    """An edition of the radar."""

    id: str
    name: str
    published: str | None = Field(description=say("http.field_published"))
    technologies: int | None
    respondents: int | None
    fagområder: int | None
    municipalities: int | None


class FagområdeResponse(RowResponse):
    """A field with a radar of its own."""

    name: str
    aliases: list[str]
    edition: str | None


class TechnologyResponse(RowResponse):
    """A technology and its names."""

    name: str
    aliases: list[str]
    english: list[str]
    description: str | None = Field(description=say("rows.field_description"))
    theme: str | None


class ObservationResponse(RowResponse):
    """One thing measured."""

    edition: str
    radar: str = Field(description=say("http.field_radar"))
    technology: str | None = Field(description=say("rows.field_technology"))
    measure: Measure = Field(description=say("rows.field_measure"))
    value: str = Field(description=say("rows.field_value"))
    number: float | None = Field(description=say("rows.field_number"))
    unit: str | None
    qualifier: str | None = Field(description=say("rows.field_qualifier"))
    among: str | None = Field(description=say("rows.field_among"))
    municipality: str | None = Field(description=say("rows.field_municipality"))


class KrydsResponse(RowResponse):
    """A crossing of the spilleplade."""

    technology: str
    area: str
    text: str | None


class PilotResponse(RowResponse):
    """A pilot project."""

    name: str
    technology: str | None
    area: str | None
    municipalities: list[str]
    partners: list[str]
    period: str | None
    year: int | None
    text: str | None


class CaseResponse(RowResponse):
    """Something a municipality has done with a technology."""

    name: str
    municipality: str
    technology: str | None
    area: str | None
    year: int | None
    text: str | None


Values = Callable[[Any], Collection[str]]
AnyRow = (
    ObservationResponse
    | EditionResponse
    | FagområdeResponse
    | TechnologyResponse
    | KrydsResponse
    | PilotResponse
    | CaseResponse
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows in a radar, their outward shape, and what a filter compares with in each."""

    rows: Callable[[Radar], Collection[Any]]
    shape: type[AnyRow]
    filters: Mapping[str, Values]


TABLES: Mapping[str, Table] = {
    "observations": Table(
        lambda radar: radar.observations,
        ObservationResponse,
        {
            "edition": lambda row: [row.edition],
            "radar": lambda row: [row.radar],
            "technology": lambda row: [row.technology] if row.technology else [],
            "measure": lambda row: [row.measure],
            "municipality": lambda row: [row.municipality] if row.municipality else [],
        },
    ),
    "editions": Table(lambda radar: radar.editions, EditionResponse, {"edition": lambda row: [row.id]}),
    "fagområder": Table(
        lambda radar: radar.fagområder,
        FagområdeResponse,
        {"radar": lambda row: [row.name], "edition": lambda row: [row.edition] if row.edition else []},
    ),
    "technologies": Table(
        lambda radar: radar.technologies,
        TechnologyResponse,
        {"technology": lambda row: [row.name, *row.aliases, *row.english]},
    ),
    "kryds": Table(lambda radar: radar.kryds, KrydsResponse, {"technology": lambda row: [row.technology]}),
    "pilots": Table(
        lambda radar: radar.pilots,
        PilotResponse,
        {
            "technology": lambda row: [row.technology] if row.technology else [],
            "municipality": lambda row: row.municipalities,
        },
    ),
    "cases": Table(
        lambda radar: radar.cases,
        CaseResponse,
        {
            "technology": lambda row: [row.technology] if row.technology else [],
            "municipality": lambda row: [row.municipality],
        },
    ),
}
"""Every table by its name."""


class RadarResponse(BaseModel):
    """Rows of one table, from one snapshot."""

    snapshot: str
    table: str
    count: int
    rows: list[AnyRow]
