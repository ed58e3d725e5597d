"""The page that shows the radar: as a picture, as lists, and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.alphabet import in_order, order
from api.columns import table
from api.desk import desk_of
from api.page import SCRIPTED, render
from api.picture import Picture, Wanted, picture
from api.placed import Placed, View, editions, first_choice, radars, technologies, view
from api.stated import cited, stated
from corpus.radar import OVERALL, STAGES, Edition, Radar, Stage
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.wording import say

MOST_SECTORS = 8
"""With more themes than this the picture has no sectors."""
MOST_NAMED = 30
"""How many names a refusal offers."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring as a list: the technologies that stand in it, by their numbers."""

    stage: Stage
    marks: Mapping[int, Placed]


async def radar(request: Request) -> Response:
    """The radar of an edition and a fagområde. Raises Refused if there is no such edition or fagområde."""
    snapshot = await desk_of(request).snapshot()
    return await to_thread.run_sync(_radar, snapshot, request.query_params)


def _radar(snapshot: Snapshot, asked: QueryParams) -> Response:
    reports = _reports(snapshot.radar)
    rows = _with(snapshot.radar, reports, asked.get("rapport", ""))
    shown = view(rows, _edition(rows, asked.get("udgave", "")), _name(rows, asked.get("fagomraade", "")))
    lines = table(shown, asked.get("sort", ""))
    known = sorted(shown.known, key=lambda each: STAGES.index(each.rings[0]))
    numbered = dict(enumerate(known, 1))
    by_ring = [
        Ring(stage, {number: each for number, each in numbered.items() if stage in each.rings}) for stage in STAGES
    ]
    return render(
        "radar.html",
        headers=SCRIPTED,
        editions=editions(rows),
        radars=radars(rows),
        reports=reports,
        report=asked.get("rapport", ""),
        view=shown,
        table=lines,
        numbered=numbered,
        numbers={each.technology: number for number, each in numbered.items()},
        rings=by_ring,
        legend=_legend(shown),
        counts=", ".join(say("see.ring_count", ring=ring.stage, count=len(ring.marks)) for ring in by_ring),
        picture=_picture(rows, numbered),
        elsewhere=_elsewhere(rows, shown),
        technologies=technologies(rows),
        stated=partial(stated, snapshot),
        cited=cited(snapshot, [row for each in shown.technologies for row in each.rows] + list(shown.overall)),
    )


def _edition(rows: Radar, asked: str) -> Edition | None:
    every = editions(rows)
    if not asked:
        return first_choice(rows)
    for edition in every:
        if edition.id == asked:
            return edition
    raise Refused("see.no_edition", given=asked[:100], known=", ".join(edition.id for edition in every[:MOST_NAMED]))


def _reports(rows: Radar) -> dict[str, str]:
    """The tables that are kommunerapporter, by id, with whose they are; in alphabetical order."""
    whose: dict[str, set[str]] = {}
    for row in rows.observations:
        if row.municipality:
            whose.setdefault(row.row.document_id, set()).add(row.municipality)
    named = {document: ", ".join(in_order(names)) for document, names in whose.items()}
    return dict(sorted(named.items(), key=lambda each: order(each[1])))


def _with(rows: Radar, reports: Mapping[str, str], asked: str) -> Radar:
    """The rows that all see, and those of the kommunerapport that was asked for."""
    if asked and asked not in reports:
        known = ", ".join(list(reports)[:MOST_NAMED]) or say("rows.nothing")
        raise Refused("see.no_report", given=asked[:100], known=known)
    seen = rows.of()
    own = [row for row in rows.observations if asked and row.municipality and row.row.document_id == asked]
    return replace(seen, observations=(*seen.observations, *own))


def _name(rows: Radar, asked: str) -> str:
    every = radars(rows)
    if asked and asked not in every:
        raise Refused("see.no_radar", given=asked[:100], known=", ".join(every[:MOST_NAMED]))
    return asked or OVERALL


def _legend(shown: View) -> list[str]:
    """The kinds of marks that need a word: all but the plain one where nothing has moved."""
    kinds = ["disputed" if len(each.rings) > 1 else each.movement for each in shown.known]
    return [kind for kind in ("in", "out", "same", "new", "unknown", "disputed") if kind in kinds]


def _picture(rows: Radar, numbered: Mapping[int, Placed]) -> Picture | None:
    """The picture of the technologies, in a sector for each theme."""
    themes = {each.name: each.theme for each in rows.technologies if each.theme}
    found = {themes.get(each.technology, say("see.no_theme")) for each in numbered.values()}
    plain = len(found) > MOST_SECTORS
    wanted = [
        Wanted(number, each.technology, stage, "" if plain else themes.get(each.technology, say("see.no_theme")))
        for number, each in numbered.items()
        for stage in each.rings
    ]
    last = say("see.no_theme")
    return picture(wanted, [""] if plain else [*in_order(found - {last}), last])


def _elsewhere(rows: Radar, shown: View) -> list[tuple[Edition, str]]:
    """The radars on which some ring is known, other than the one shown; the newest edition first."""
    placed = {(row.edition, row.radar) for row in rows.observations if row.stage and row.technology}
    return [
        (edition, name)
        for edition in editions(rows)
        for name in radars(rows)
        if (edition.id, name) in placed and (edition, name) != (shown.edition, shown.radar)
    ]
