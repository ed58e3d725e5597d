"""The pages that show the radar: as a picture, as a table, and technology by technology."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.alphabet import in_order
from api.columns import table
from api.desk import desk_of
from api.page import SCRIPTED, render
from api.picture import Picture, Wanted, picture
from api.placed import Placed, View, editions, first_choice, radars, rings, technologies, view
from api.projects import projects
from api.stated import cited, stated
from corpus.radar import OVERALL, STAGES, Edition, Observation, Radar, Stage, Technology
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


async def technology(request: Request) -> Response:
    """All that the rows say of one technology. Raises Refused if they name no such technology."""
    snapshot = await desk_of(request).snapshot()
    return await to_thread.run_sync(_technology, snapshot, request.path_params["technology"])


def _radar(snapshot: Snapshot, asked: QueryParams) -> Response:
    rows = snapshot.radar.of()
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


@dataclass(frozen=True, slots=True)
class Told:
    """What an edition says of a technology, row by row. ``disputed`` are the radars on which the rows contradict."""

    edition: str
    rows: Sequence[Observation]
    disputed: frozenset[str]


def _technology(snapshot: Snapshot, asked: str) -> Response:
    rows = snapshot.radar.of()
    name = _known(rows, asked)
    described = [each for each in rows.technologies if each.name == name]
    known_as = _known_as(described)
    names = {each.casefold() for each in (name, *known_as)}
    themes = {each.theme for each in described if each.theme}
    said = [each for each in rows.observations if each.technology == name]
    return render(
        "technology.html",
        technology=name,
        described=described,
        known_as=known_as,
        themes=sorted(themes),
        told=_told(rows, said),
        projects=[each for each in projects(rows) if each.technology and each.technology.casefold() in names],
        kryds=[each for each in rows.kryds if each.technology in themes and each.text],
        names={each.id: each.name for each in editions(rows)},
        stated=partial(stated, snapshot),
    )


def _known(rows: Radar, asked: str) -> str:
    """The technology's name by any of its names. Raises Refused where it has none."""
    every = technologies(rows)
    if asked in every:
        return asked
    given = asked.casefold()
    for each in rows.technologies:
        if given in {other.casefold() for other in (each.name, *each.aliases, *each.english)}:
            return each.name
    raise Refused("see.no_technology", given=asked[:100])


def _known_as(described: Sequence[Technology]) -> list[str]:
    return list(dict.fromkeys(name for each in described for name in (*each.aliases, *each.english)))


def _told(rows: Radar, said: Sequence[Observation]) -> list[Told]:
    """The editions with rows, the newest first; one that no table of editions has comes last."""
    order = [each.id for each in editions(rows)]
    order += in_order({each.edition for each in said} - set(order))
    found = []
    for edition in order:
        here = sorted(
            (each for each in said if each.edition == edition),
            key=lambda each: (each.radar != OVERALL, each.radar, each.measure != "stage"),
        )
        disputed = {each.radar for each in here if len(rings(row for row in here if row.radar == each.radar)) > 1}
        if here:
            found.append(Told(edition, here, frozenset(disputed)))
    return found
