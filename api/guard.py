"""What every request passes on its way in, and every response on its way out."""

from base64 import b64decode
from collections.abc import Collection, Sequence
from ipaddress import ip_address
from secrets import compare_digest
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.elsewhere import ASKED, SOURCES, reads
from api.page import POLICY
from api.problems import LARGEST_BODY, answer_problem, fault, for_programs
from corpus.refused import Refused

_SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_OPEN = {"/health"}
EDITORS = "/redaktion"
"""Under this are the pages for editors."""
_DIALOGUE = 'Basic realm="Radarassistent", charset="UTF-8"'


class Guard:
    """Lets in whom it should, and nothing too large.

    Without a token only requests to this machine by its own names, so that no page elsewhere can have its own name
    point here (DNS rebinding). With a token only those that bring it: as a bearer token, or as the password of a
    browser's own dialogue. From a page on one of ``origins`` the widget asks without it, since a key in a page is
    no secret (docs/adr/0008). Messages in other places link to the sources at ``public``, which open without it
    too. A channel's door, one of the paths in ``signed``, asks for a signature of its own instead.

    The editors' pages are there only where there is a token for ``editors``, and open for no other; it opens the rest.
    """

    def __init__(
        self,
        app: ASGIApp,
        token: str | None,
        origins: Sequence[str] = (),
        public: str | None = None,
        signed: Collection[str] = (),
        editors: str | None = None,
    ) -> None:
        self.app, self.token, self.origins = app, token, origins
        self.public, self.signed, self.editors = public, signed, editors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; of the kind ASGI calls http."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            self._check(Request(scope))
        except Refused as refused:
            challenge = "Bearer" if for_programs(Request(scope)) else _DIALOGUE
            added = {"WWW-Authenticate": challenge} if refused.key == "http.no_key" else None
            await answer_problem(Request(scope), refused, headers=added)(scope, receive, send)
            return
        await self.app(scope, _counted(receive), send)

    def _check(self, request: Request) -> None:
        path, headers = request.scope["path"], request.headers
        if path == EDITORS or path.startswith(f"{EDITORS}/"):
            if self.token is None:
                _check_host(headers)
            if self.editors is None:
                raise Refused("http.not_found", path=path[:200])
            _check_token(headers, self.editors)
        elif path in self.signed:
            pass
        elif self.token is None:
            if not (self.public and reads(request) and headers.get("host") == urlsplit(self.public).netloc):
                _check_host(headers)
        elif path in ASKED and headers.get("origin") in self.origins and "authorization" not in headers:
            pass  # how often is the desk's to say
        elif path not in _OPEN and not ((self.origins or self.public) and reads(request)):
            _check_token(headers, self.token, self.editors)
        _check_length(headers)


def _check_host(headers: Headers) -> None:
    given = headers.get("host", "")
    try:
        name = urlsplit(f"//{given}").hostname or ""
        if name == "localhost" or ip_address(name).is_loopback:
            return
    except ValueError:
        pass
    raise Refused("http.host", host=given[:100])


def _check_token(headers: Headers, *tokens: str | None) -> None:
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    given = credentials.strip().encode("latin-1")  # the bytes as they came
    if scheme.lower() == "basic":
        try:
            given = b64decode(given, validate=True).partition(b":")[2]
        except ValueError:
            given = b""
    right = [compare_digest(given, token.encode()) for token in tokens if token]
    if scheme.lower() not in {"bearer", "basic"} or not any(right):
        raise Refused("http.no_key")


def _check_length(headers: Headers) -> None:
    given = headers.get("content-length", "")
    if given.isdecimal() and (len(given) > 9 or int(given) > LARGEST_BODY):
        raise Refused("http.too_large", kilobytes=LARGEST_BODY // 1024)


def _counted(receive: Receive) -> Receive:
    """Stops a body that does not say how long it is, or says it wrongly, where it grows too large."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST_BODY:
            raise HTTPException(413)
        return message

    return counted


class Outgoing:
    """Gives every response its safety headers, and turns a fault of ours into a problem that tells nothing away.

    A source may be shown in a frame by our own pages and by those of ``origins``, nothing else by anybody.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self.app = app
        self._framers = " ".join(["frame-ancestors", "'self'", *origins])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; of the kind ASGI calls http."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def safely(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(SOURCES):
                    policy = headers["Content-Security-Policy"]
                    headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", self._framers)
            await send(message)

        try:
            await self.app(scope, receive, safely)
        except Exception as error:
            refused = fault(error)
            if not started:
                await answer_problem(Request(scope), refused)(scope, receive, safely)
