"""The page that says how far everybody can use the pages: what was tried, and what was not."""

from starlette.requests import Request
from starlette.responses import Response

from api.page import render


async def accessibility(request: Request) -> Response:
    """The statement."""
    return render("accessibility.html")
