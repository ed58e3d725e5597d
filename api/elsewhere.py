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
    return tuple(_origin(each, "http.origin") for each in given)


def public_origin(given: str | None) -> str | None:
    """The server's own origin as others reach it. Raises Refused as ``origins`` does."""
    return _origin(given, "http.public_url") if given else None


def _origin(given: str, why: str) -> str:
    lower = given.lower().removesuffix("/")
    if not _ORIGIN.fullmatch(lower):
        raise Refused(why, given=given[:100])
    usual = {"http": ":80", "https": ":443"}[urlsplit(lower).scheme]
    return lower.removesuffix(usual)


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
