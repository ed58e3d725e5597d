"""The pages for people: how they are filled in, and what they say of a source."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.original import original
from assistant.answer import shown_title, viewer_url
from corpus.quote import Quote, normalised
from corpus.source import Source
from corpus.wording import say


def dated(source: Source, language: str = "da") -> str | None:
    """The date as it is written in ``language``, with no more than is known of it."""
    date = source.published
    if date is None or source.precision == "year":
        return source.dated
    month = say("page.months", language).split()[date.month - 1]
    return say(f"page.date_{source.precision}", language, day=date.day, month=month, year=date.year)


def section(quote: Quote) -> str | None:
    """The headings over the quote, without one that only says the title again."""
    path = (quote.section or "").split(" › ")
    if normalised(path[0]) == normalised(quote.document.source.title):
        path = path[1:]
    return " › ".join(path) or None


def host(url: str) -> str:
    """The name of the place that a link leads to."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


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
    section=section,
    shown_title=shown_title,
    viewer_url=viewer_url,
)


def render(name: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any) -> HTMLResponse:
    """The page ``name`` filled in with ``values``."""
    return HTMLResponse(_PAGES.get_template(name).render(values), status, headers)
