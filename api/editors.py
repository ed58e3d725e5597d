"""The pages for editors: what was asked, what went unanswered, and what was voted down."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.desk import desk_of
from api.kept import Kept
from api.page import render, written
from api.records.overview import PAGE, STATUSES, Count, Wish
from corpus.wording import say

MOST_SOURCES = 20
"""Sources in the plot; the rest stand in the filter alone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a plot: a name, its counts, and its parts as shares of the longest (0 to 100) from the left."""

    name: str
    url: str
    count: Count
    answered: float
    unanswered: float
    down: float


async def editors(request: Request) -> Response:
    """The overview, filtered by status, week and source."""
    desk, wish = desk_of(request), _wish(request.query_params)
    seen = await desk.records.overview(wish)
    return render(
        "editors.html",
        seen=seen,
        weeks=[_bar(each, seen.weeks, "uge", _week(each.name)) for each in seen.weeks],
        sources=[_bar(each, seen.sources, "kilde", each.name) for each in seen.sources[:MOST_SOURCES]],
        week=_week,
        statuses=STATUSES,
        pages=max(1, -(-seen.found // PAGE)),
        turned=lambda page: _url(wish, page),
        at=lambda line: line.asked_at.astimezone(),
    )


async def answer(request: Request) -> Response:
    """A kept answer with what an editor wants to know of it. Raises Refused where none is kept by that id."""
    records = desk_of(request).records
    record = await records.answer(request.path_params["answer_id"])
    said = await records.ratings(record.id)
    setup = {name: value for name, value in asdict(record.setup).items() if value}
    return render("editors_answer.html", kept=Kept(record), ratings=said, setup=setup)


def _wish(asked: QueryParams) -> Wish:
    page = asked.get("side", "")
    return Wish(
        asked.get("svar", ""),
        asked.get("uge", "")[:8],
        asked.get("kilde", "")[:100],
        int(page[:6]) if page.isascii() and page[:6].isdecimal() and int(page[:6]) else 1,
    )


def _url(wish: Wish, page: int) -> str:
    values = {"svar": wish.status, "uge": wish.week, "kilde": wish.source, "side": str(page) if page > 1 else ""}
    return f"?{urlencode({name: value for name, value in values.items() if value})}#spurgt"


def _bar(count: Count, every: Sequence[Count], filtered: str, name: str) -> Bar:
    share = 100 / max(each.all for each in every)
    url = f"?{urlencode({filtered: count.name})}#spurgt"
    answered = count.all - count.unanswered
    return Bar(name, url, count, answered * share, count.unanswered * share, count.down * share)


def _week(week: str) -> str:
    """A week as it is written: its number and the day it begins on."""
    year, _, number = week.partition("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    return say("records.week", number=int(number), monday=written(monday, "day"))
