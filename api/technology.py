"""The page about one technology: every row that speaks of it, edition by edition, and who uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.desk import desk_of
from api.page import render
from api.placed import editions, rings, technologies
from api.projects import projects
from api.stated import stated
from corpus.radar import OVERALL, Observation, Radar, Technology
from corpus.refused import Refused
from corpus.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Told:
    """What an edition says of a technology, row by row. ``disputed`` are the radars on which the rows contradict."""

    edition: str
    rows: Sequence[Observation]
    disputed: frozenset[str]


async def technology(request: Request) -> Response:
    """All that the rows say of one technology. Raises Refused if they name no such technology."""
    snapshot = await desk_of(request).snapshot()
    return await to_thread.run_sync(_technology, snapshot, request.path_params["technology"])


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
    """The editions with rows, the newest first."""
    found = []
    for edition in (each.id for each in editions(rows)):
        here = sorted(
            (each for each in said if each.edition == edition),
            key=lambda each: (each.radar != OVERALL, each.radar, each.measure != "stage"),
        )
        disputed = {each.radar for each in here if len(rings(row for row in here if row.radar == each.radar)) > 1}
        if here:
            found.append(Told(edition, here, frozenset(disputed)))
    return found
