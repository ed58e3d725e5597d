"""The app: all doors over one desk."""

from asyncio import create_task
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_fastapi_instrumentator import Instrumentator
from starlette.exceptions import HTTPException
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from api import (
    access,
    asking,
    board,
    facsimile,
    feedback,
    front,
    kept,
    knowing,
    listing,
    seeing,
    technology,
    viewing,
    watching,
)
from api import editors as editors_page
from api.desk import Desk
from api.documentation import Described, add_documentation
from api.elsewhere import Elsewhere, origins, public_origin
from api.guard import EDITORS, Guard, Outgoing
from api.mcp.setup import MCP, mcp_door, missing
from api.openai import door as openai
from api.problems import on_http, on_invalid, on_refused
from api.slack import EVENTS, slack_door
from api.teams.setup import MESSAGES, teams_door
from api.widget import suggestions
from api.widget.script import widget
from api.widget.suggestions import Tried
from assistant.ask import Assistant
from corpus.refused import Refused
from corpus.settings import Settings
from corpus.wording import say


def create_app(settings: Settings, assistant: Assistant | None = None) -> FastAPI:
    """The app over the settings' data folder and model, or over an assistant that is already open.

    It starts without a snapshot too: then it says what is missing, and answers as soon as there is one.
    """
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    desk = Desk(settings, registry, assistant)
    allowed, public = origins(settings.allowed_origins), public_origin(settings.public_url)
    slack = slack_door(settings, desk, public)
    teams = teams_door(settings, desk, public)
    tools = mcp_door(desk, public)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.records.open()
        await desk.open()
        sweeping = create_task(desk.records.sweep_hourly())
        if slack:
            await slack.open()
        async with tools.open() if tools else nullcontext():
            yield
        if slack:
            await slack.close()
        if teams:
            await teams.close()
        sweeping.cancel()
        await desk.records.close()

    app = Described(
        title=say("page.name"),
        description=say("http.about"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        exception_handlers={Refused: on_refused, HTTPException: on_http, RequestValidationError: on_invalid},
    )
    app.state.desk = desk
    app.state.facsimiles = facsimile.Facsimiles()
    app.state.tried = Tried()
    app.state.public, app.state.keyed = public, bool(settings.api_token and settings.api_token.get_secret_value())
    token = settings.api_token.get_secret_value() if settings.api_token else None
    for router in (asking.router, feedback.router, kept.router, suggestions.router, listing.router, openai.router):
        app.include_router(router, dependencies=[Depends(HTTPBearer(auto_error=False))] if token else [])
    app.include_router(watching.router)
    app.add_route("/widget.js", widget, include_in_schema=False)
    app.add_route("/", front.front, include_in_schema=False)
    app.add_route("/svar/{answer_id}", kept.kept, include_in_schema=False)
    app.add_route(EDITORS, editors_page.editors, include_in_schema=False)
    app.add_route(EDITORS + "/svar/{answer_id}", editors_page.answer, include_in_schema=False)
    app.add_route("/radar", seeing.radar, include_in_schema=False)
    app.add_route("/radar/{technology:path}", technology.technology, include_in_schema=False)
    app.add_route("/spilleplade", board.board, include_in_schema=False)
    app.add_route("/vidensbank", knowing.knowledge, include_in_schema=False)
    app.add_route("/tilgaengelighed", access.accessibility, include_in_schema=False)
    app.add_route("/kilder", viewing.all_sources, include_in_schema=False)
    app.add_route("/sources/{document_id}", viewing.source, include_in_schema=False)
    app.add_route("/sources/{document_id}/pages/{number:int}.webp", facsimile.picture, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    methods = None if tools else ["GET", "POST", "DELETE"]
    app.router.routes.append(Route(MCP, endpoint=tools or missing, methods=methods, include_in_schema=False))
    add_documentation(app)
    signed = set()
    if slack and slack.over_http:
        app.add_route(EVENTS, slack.events, methods=["POST"], include_in_schema=False)
        signed.add(EVENTS)
    if teams:
        app.add_route(MESSAGES, teams.messages, methods=["POST"], include_in_schema=False)
        signed.add(MESSAGES)
    editors = settings.editor_token.get_secret_value() if settings.editor_token else None
    app.add_middleware(Guard, token=token or None, origins=allowed, public=public, signed=signed, editors=editors)
    app.add_middleware(Elsewhere, origins=allowed)
    app.add_middleware(Outgoing, origins=allowed)
    Instrumentator(registry=registry, excluded_handlers=["/metrics"]).instrument(app).expose(
        app, include_in_schema=False
    )
    return app
