"""The addresses of the pages about the radar."""

from urllib.parse import quote as percent
from urllib.parse import urlencode

MENU = (
    ("/", "page.menu_ask"),
    ("/radar", "see.menu_radar"),
    ("/spilleplade", "see.menu_board"),
    ("/vidensbank", "see.menu_knowledge"),
    ("/kilder", "page.menu_sources"),
)
"""The pages that every page leads to, each with the key of its name."""


def technology_url(name: str) -> str:
    """The page about a technology, whatever signs its name has."""
    return f"/radar/{percent(name, safe='')}"


def board_url(technology: str | None = None, area: str | None = None) -> str:
    """The spilleplade with a technology, an area, or the kryds of both chosen."""
    chosen = {"teknologi": technology, "omraade": area}
    return f"/spilleplade?{urlencode({name: value for name, value in chosen.items() if value})}#valgt"


def municipality_url(name: str) -> str:
    """The vidensbank with a municipality's pilots and cases."""
    return f"/vidensbank?{urlencode({'kommune': name})}"
