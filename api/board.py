"""The spilleplade: technologies against municipal areas, seen from either side or from one kryds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.desk import desk_of
from api.page import render
from api.projects import Project, projects
from api.stated import stated
from corpus.radar import Kryds, Radar
from corpus.refused import Refused
from corpus.snapshot import Snapshot

MOST_NAMED = 30
"""How many names a refusal offers."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A kryds of the board: what is said of it, and the pilots and cases that stand in it."""

    technology: str
    area: str
    said: tuple[Kryds, ...]
    projects: tuple[Project, ...]


async def board(request: Request) -> Response:
    """The board, and below it what was chosen. Raises Refused if there is no such technology or area."""
    snapshot = await desk_of(request).snapshot()
    return await to_thread.run_sync(_board, snapshot, request.query_params)


def _board(snapshot: Snapshot, asked: QueryParams) -> Response:
    rows = snapshot.radar.of()
    technologies = list(dict.fromkeys(each.technology for each in rows.kryds))
    areas = list(dict.fromkeys(each.area for each in rows.kryds))
    technology = _one_of(technologies, asked.get("teknologi", ""), "see.no_theme_named")
    area = _one_of(areas, asked.get("omraade", ""), "see.no_area")
    crossings = {(each.technology, each.area): each for each in _crossings(rows, technologies, areas)}
    chosen = [
        each
        for each in crossings.values()
        if (technology or area) and technology in (None, each.technology) and area in (None, each.area)
    ]
    return render(
        "board.html",
        technologies=technologies,
        areas=areas,
        technology=technology,
        area=area,
        crossings=crossings,
        chosen=chosen,
        stated=partial(stated, snapshot),
    )


def _one_of(names: Sequence[str], asked: str, key: str) -> str | None:
    if asked and asked not in names:
        raise Refused(key, given=asked[:100], known=", ".join(names[:MOST_NAMED]))
    return asked or None


def _crossings(rows: Radar, technologies: Sequence[str], areas: Sequence[str]) -> list[Crossing]:
    themes = {each.name: each.theme for each in rows.technologies}
    said: dict[tuple[str, str], list[Kryds]] = {}
    for kryds in rows.kryds:
        if kryds.text:
            said.setdefault((kryds.technology, kryds.area), []).append(kryds)
    tried: dict[tuple[str, str], list[Project]] = {}
    for project in projects(rows):
        if project.technology and project.area:
            theme = themes.get(project.technology) or project.technology
            tried.setdefault((theme, project.area), []).append(project)
    return [
        Crossing(
            technology,
            area,
            tuple(said.get((technology, area), ())),
            tuple(tried.get((technology, area), ())),
        )
        for technology in technologies
        for area in areas
    ]
