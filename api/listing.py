"""The door for programs to the radar's rows: filtered, as JSON or as a CSV file."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from api.asking import problems
from api.desk import TheDesk
from api.examples import RADAR
from api.export import MEDIA_TYPE, csv_file
from api.rows import TABLES, RadarResponse, Table
from api.schema import MOST_DOCUMENTS
from corpus.radar import MEASURES, Observation, Radar
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.wording import say

MOST_NAMED = 30
"""How many names a refusal offers."""
FORMATS = ("json", "csv")
FILTERS = ("edition", "radar", "technology", "measure", "municipality")


class RadarRequest(BaseModel):
    """Which rows are wanted."""

    model_config = ConfigDict(extra="forbid")

    table: str = Field("observations", description=say("rows.table", known=", ".join(TABLES)))
    edition: str | None = Field(None, description=say("rows.edition"), examples=["2021"])
    radar: str | None = Field(None, description=say("rows.radar"), examples=["samlet"])
    technology: str | None = Field(None, description=say("rows.technology"), examples=["chatbots"])
    measure: str | None = Field(None, description=say("rows.measure", known=", ".join(MEASURES)))
    municipality: str | None = Field(None, description=say("rows.municipality"))
    documents: list[str] = Field([], max_length=MOST_DOCUMENTS, description=say("rows.documents"))
    format: str | None = Field(None, description=say("rows.format"))


router = APIRouter(prefix="/api", tags=[say("rows.tag")])


@router.get(
    "/radar",
    summary=say("rows.summary"),
    description=say("rows.more"),
    response_model=RadarResponse,
    responses={
        200: {"content": {"application/json": {"example": RADAR}, "text/csv": {"schema": {"type": "string"}}}},
        **problems(401, 422, 500, 503),
    },
)
async def rows(wanted: Annotated[RadarRequest, Query()], desk: TheDesk, request: Request) -> Any:
    """The rows that every filter lets through."""
    as_csv = _format(wanted.format, request.headers.get("accept", "")) == "csv"
    snapshot = await desk.snapshot()
    listed = await to_thread.run_sync(found, snapshot, wanted)
    if not as_csv:
        return listed
    content = await to_thread.run_sync(csv_file, TABLES[listed.table].shape, listed.rows)
    named = f"radar-{wanted.table.replace('å', 'aa')}.csv"
    return Response(content, media_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{named}"'})


def _format(asked: str | None, accept: str) -> str:
    if asked is not None and asked not in FORMATS:
        raise Refused("rows.no_format", given=asked[:100])
    return asked or ("csv" if "text/csv" in accept and "json" not in accept else "json")


def found(snapshot: Snapshot, wanted: RadarRequest) -> RadarResponse:
    """The rows of ``snapshot`` that every filter lets through. Raises Refused for what no row has."""
    if wanted.table not in TABLES:
        raise Refused("rows.no_table", given=wanted.table[:100], known=", ".join(TABLES))
    table = TABLES[wanted.table]
    for name in wanted.documents:
        if name not in snapshot.sources:
            raise Refused("question.unknown_document", id=name[:100])
    chosen = snapshot.radar.of(wanted.documents or None)
    kept = [row for row in table.rows(chosen) if not wanted.documents or row.row.document_id in wanted.documents]
    for name in FILTERS:
        asked = getattr(wanted, name)
        if asked is not None:
            kept = _filtered(table, wanted, snapshot.radar, name, asked, kept)
    shown = [table.shape.of(snapshot, row) for row in kept]
    return RadarResponse(snapshot=snapshot.manifest.id, table=wanted.table, count=len(shown), rows=shown)


def _filtered(
    table: Table, wanted: RadarRequest, radar: Radar, name: str, asked: str, found: Sequence[Any]
) -> list[Any]:
    """Those of ``found`` that have ``asked``. Raises Refused where the table never has it, naming what it has."""
    values = table.filters.get(name)
    if values is None:
        fitting = ", ".join(each for each, other in TABLES.items() if name in other.filters)
        raise Refused("rows.not_for_table", filter=name, table=wanted.table, known=fitting)
    given = {each.casefold() for each in _names(radar, asked)} if name == "technology" else {asked.casefold()}
    everywhere = table.rows(radar)
    having = [row for row in everywhere if given & {each.casefold() for each in values(row)}]
    if not having:
        known = list(dict.fromkeys(each for row in everywhere for each in values(row)))
        listed = ", ".join(known[:MOST_NAMED]) or say("rows.nothing")
        key = "rows.no_value_more" if len(known) > MOST_NAMED else "rows.no_value"
        raise Refused(key, filter=name, given=asked[:100], known=listed, more=len(known) - MOST_NAMED)
    if name == "municipality" and not wanted.documents and all(isinstance(row, Observation) for row in having):
        reports = dict.fromkeys(row.row.document_id for row in having)
        raise Refused("rows.report", given=asked[:100], documents=", ".join(reports))
    kept = {id(row) for row in having}
    return [row for row in found if id(row) in kept]


def _names(radar: Radar, asked: str) -> Iterable[str]:
    """The technology's own name beside the one it was asked for by."""
    given = asked.casefold()
    yield asked
    for each in radar.technologies:
        if given in {name.casefold() for name in (*each.aliases, *each.english)}:
            yield each.name
