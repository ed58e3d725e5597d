"""The pages elsewhere that the widget may stand on, and what they may reach of ours."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.refused import Refused

ASKED = {"/api/ask", "/api/ask/stream", "/api/suggestions", "/api/feedback"}
"""What the widget asks; from another origin only where that is allowed."""
SOURCES = "/sources/"
"""Under this the sources are shown, in a frame too."""
_READ = ("/widget.js", SOURCES, "/svar/", "/static/")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")


def origins(given: Sequence[str]) -> tuple[str, ...]:
    """The origins as a browser names them. Raises Refused for what is none, such as a path or a star."""
    found = []
    for each in given:
        lower = each.lower().removesuffix("/")
        if not _ORIGIN.fullmatch(lower):
            raise Refused("http.origin", given=each[:100])
        parts = urlsplit(lower)
        usual = {"http": ":80", "https": ":443"}[parts.scheme]
        found.append(lower.removesuffix(usual))
    return tuple(found)


def reads(request: Request) -> bool:
    """Whether a browser only fetches what the widget opens: itself, a source, an answer that was given."""
    return request.method in ("GET", "HEAD") and request.scope["path"].startswith(_READ)


class Elsewhere:
    """Lets the pages of ``origins``, and no others, ask what the widget asks (CORS)."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self.app = app
        self.shared = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["content-type"],
            expose_headers=["retry-after"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; of the kind ASGI calls http."""
        shared = scope["type"] == "http" and scope["path"] in ASKED
        await (self.shared if shared else self.app)(scope, receive, send)
