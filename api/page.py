"""The pages for people: how they are filled in, and what they say of a source."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.columns import heading
from api.figures import COIN, COIN_EDGES, DOT, dots, length
from api.links import MENU, board_url, municipality_url, radar_url, rows_url, technology_url
from api.original import original, web
from api.picture import EDGES, SIZE, arc, drop
from api.values import value
from assistant.answer import shown_title, viewer_url
from corpus.quote import Quote, normalised
from corpus.radar import OVERALL, STAGES
from corpus.source import Precision, Source
from corpus.wording import say

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of ours may do."""
SCRIPTED = {"Content-Security-Policy": f"script-src 'self'; {POLICY}"}
"""The header of a page that may run our own scripts too."""
TALKING = {"Content-Security-Policy": f"script-src 'self'; connect-src 'self'; frame-src 'self'; {POLICY}"}
"""The header of a page with the widget on it, which asks us and opens sources beside."""


def dated(source: Source, language: str = "da") -> str | None:
    """The source's date as it is written in ``language``, with no more than is known of it."""
    return None if source.published is None else written(source.published, source.precision, language)


def written(day: date, precision: Precision, language: str = "da") -> str:
    """The date as it is written in ``language``."""
    if precision == "year":
        return str(day.year)
    month = say("page.months", language).split()[day.month - 1]
    return say(f"page.date_{precision}", language, day=day.day, month=month, year=day.year)


def section(quote: Quote) -> str | None:
    """The headings over the quote, without one that only says the title again."""
    path = (quote.section or "").split(" › ")
    if normalised(path[0]) == normalised(quote.document.source.title):
        path = path[1:]
    return " › ".join(path) or None


def host(url: str) -> str:
    """The name of the place that a link leads to."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def capital(text: str) -> str:
    """The text as it begins a line: with a capital, and otherwise as it is."""
    return text[:1].upper() + text[1:]


_PAGES = Environment(
    loader=PackageLoader("api", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals.update(
    say=say,
    dated=dated,
    host=host,
    original=original,
    web=web,
    section=section,
    shown_title=shown_title,
    viewer_url=viewer_url,
    written=written,
    capital=capital,
    dots=dots,
    length=length,
    coin_size=COIN,
    coin_edges=COIN_EDGES,
    dot_radius=DOT,
    menu=MENU,
    radar_url=radar_url,
    rows_url=rows_url,
    technology_url=technology_url,
    board_url=board_url,
    municipality_url=municipality_url,
    value=value,
    heading=heading,
    overall=OVERALL,
    stages=STAGES,
    edges=EDGES,
    size=SIZE,
    arc=arc,
    drop=drop,
)


def render(name: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
    """The page ``name`` filled in with ``values``."""
    return HTMLResponse(_PAGES.get_template(name).render(values), status, headers)
