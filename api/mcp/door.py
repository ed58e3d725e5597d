"""The tools over HTTP at ``/mcp``, behind the same guard as every other door; and over stdio for one program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.transport_security import TransportSecuritySettings
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from api.desk import Desk
from api.elsewhere import public_origin
from api.mcp.setup import MCP
from api.mcp.tools import server
from corpus.settings import Settings

_GUARDED = TransportSecuritySettings(enable_dns_rebinding_protection=False)
"""The app's own guard has looked at hosts and keys before anything comes here."""


class McpDoor:
    """An ASGI app that answers while it is open; each request stands alone, so that any process may take the next."""

    def __init__(self, desk: Desk, public: str | None) -> None:
        self._desk, self._public = desk, public
        self._app: Starlette | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Takes requests until it is left."""
        tools = server(self._desk, self._public)
        self._app = tools.streamable_http_app(
            streamable_http_path=MCP, stateless_http=True, json_response=True, transport_security=_GUARDED
        )
        async with tools.session_manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        assert self._app
        self._app.state = scope["app"].state  # links lead where they do from the app around it
        await self._app(scope, receive, send)


async def over_stdio(settings: Settings) -> None:
    """Answers one program over standard input and output until it leaves."""
    desk = Desk(settings, CollectorRegistry())
    desk.records.open()
    await desk.open()
    try:
        await server(desk, public_origin(settings.public_url)).run_stdio_async()
    finally:
        await desk.records.close()
