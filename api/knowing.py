"""The vidensbank: pilots and cases, found by municipality, technology, area and year."""

from functools import partial

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.alphabet import in_order
from api.desk import desk_of
from api.page import render
from api.projects import Wish, municipalities, projects, years
from api.stated import stated
from corpus.snapshot import Snapshot


async def knowledge(request: Request) -> Response:
    """The pilots and cases that were asked for, and how many each municipality has."""
    snapshot = await desk_of(request).snapshot()
    return await to_thread.run_sync(_knowledge, snapshot, request.query_params)


def _knowledge(snapshot: Snapshot, asked: QueryParams) -> Response:
    every = projects(snapshot.radar.of())
    year = asked.get("aar", "")
    wish = Wish(
        asked.get("kommune") or None,
        asked.get("teknologi") or None,
        asked.get("omraade") or None,
        # A year that is none is one in which nothing ran.
        None if not year else int(year) if year.isascii() and year.isdecimal() and len(year) <= 4 else -1,
    )
    return render(
        "knowledge.html",
        every=every,
        found=[each for each in every if wish.meets(each)],
        wish=wish,
        filtered=wish != Wish(),
        municipalities=municipalities(every),
        technologies=in_order({each.technology for each in every if each.technology}),
        areas=in_order({each.area for each in every if each.area}),
        years=years(every),
        stated=partial(stated, snapshot),
    )
