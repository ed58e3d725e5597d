"""The addresses of the pages about the radar."""

from urllib.parse import quote as percent
from urllib.parse import urlencode

from starlette.requests import Request

from assistant.answer import Citation, Related, viewer_url

MENU = (
    ("/", "page.menu_ask"),
    ("/radar", "see.menu_radar"),
    ("/spilleplade", "see.menu_board"),
    ("/vidensbank", "see.menu_knowledge"),
    ("/kilder", "page.menu_sources"),
)
"""The pages that every page leads to, each with the key of its name."""


def radar_url(edition: str, radar: str | None = None, report: str | None = None, sort: str | None = None) -> str:
    """The radar of an edition, beside the kommunerapport ``report`` where one is chosen, sorted by a column."""
    return f"/radar?{_chosen(udgave=edition, fagomraade=radar, rapport=report, sort=sort)}"


def rows_url(edition: str, radar: str, form: str) -> str:
    """The rows behind a radar, as a file for programs."""
    return f"/api/radar?{_chosen(edition=edition, radar=radar, format=form)}"


def technology_url(name: str) -> str:
    """The page about a technology, whatever signs its name has."""
    return f"/radar/{percent(name, safe='')}"


def board_url(technology: str | None = None, area: str | None = None) -> str:
    """The spilleplade with a technology, an area, or the kryds of both chosen."""
    return f"/spilleplade?{_chosen(teknologi=technology, omraade=area)}#valgt"


def municipality_url(name: str) -> str:
    """The vidensbank with a municipality's pilots and cases."""
    return f"/vidensbank?{_chosen(kommune=name)}"


def place_url(place: Citation | Related, public: str | None) -> str | None:
    """Where a place opens for who reads of it elsewhere: with us at ``public``, else in the original, if it has one."""
    if public:
        return f"{public}{viewer_url(place)}"
    return place.url if isinstance(place, Citation) else place.quote.document.source.url


def here(request: Request) -> str | None:
    """Where the caller's links to our pages lead: to the public address, or where it asked, if that opens unasked."""
    public: str | None = request.app.state.public
    return public or (None if request.app.state.keyed else server(request))


def server(request: Request) -> str:
    """The server's own origin, by the name it was asked at."""
    return str(request.base_url).rstrip("/")


def _chosen(**values: str | None) -> str:
    return urlencode({name: value for name, value in values.items() if value})
