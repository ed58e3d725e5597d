"""The tools: to ask, to search passages, to query the radar, and to read a source."""

from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import Annotated, Any

from anyio import to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field
from starlette.requests import Request

from api.desk import Desk
from api.links import here
from api.listing import RadarRequest, found
from api.markdown import written
from api.mcp.shapes import PassagesResponse, TextResponse
from api.pace import asker_of
from api.problems import fault, said
from api.rows import RadarResponse
from api.schema import AnswerResponse
from assistant.conversation import Turn
from corpus.refused import Refused
from corpus.wording import say

DOOR = "mcp"
MOST_PASSAGES = 20
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

_Question = Annotated[str, Field(description=say("mcp.field_question"))]
_Before = Annotated[list[str] | None, Field(description=say("mcp.field_before"), max_length=100)]
_Documents = Annotated[list[str] | None, Field(description=say("http.field_documents"), max_length=1000)]
_Count = Annotated[int, Field(description=say("mcp.field_count"), ge=1, le=MOST_PASSAGES)]
_Source = Annotated[str, Field(description=say("mcp.field_source"))]
_Page = Annotated[int | None, Field(description=say("mcp.field_page"), ge=1)]
_Start = Annotated[int | None, Field(description=say("mcp.field_start"), ge=0)]


def _filter(name: str) -> Any:
    return RadarRequest.model_fields[name]


_Table = Annotated[str, Field(description=_filter("table").description)]
_Edition = Annotated[str | None, Field(description=_filter("edition").description)]
_Radar = Annotated[str | None, Field(description=_filter("radar").description)]
_Technology = Annotated[str | None, Field(description=_filter("technology").description)]
_Measure = Annotated[str | None, Field(description=_filter("measure").description)]
_Municipality = Annotated[str | None, Field(description=_filter("municipality").description)]


def server(desk: Desk, public: str | None) -> MCPServer:
    """The tools over ``desk``; links in what they say go to the server at ``public``, where that is known."""
    tools = MCPServer(
        name="radarassistent",
        title=say("page.name"),
        instructions=say("mcp.instructions"),
        version=version("radarassistent"),
        log_level="ERROR",  # below it, what people ask is logged
    )

    @tools.tool(title=say("mcp.ask"), description=say("mcp.ask_more"), annotations=_READS)
    async def ask(
        context: Context, question: _Question, documents: _Documents = None, before: _Before = None
    ) -> Annotated[CallToolResult, AnswerResponse]:
        async def work() -> tuple[BaseModel, str]:
            history = [Turn("user", each) for each in before or ()]
            request = _request(context)
            asker = asker_of(request) if request else None
            answer = await desk.ask(question, documents, history, DOOR, asker)
            leads_to = here(request) if request else public
            return AnswerResponse.of(answer, question, history), written(answer, question, leads_to).text

        return await _told(work)

    @tools.tool(title=say("mcp.search"), description=say("mcp.search_more"), annotations=_READS)
    async def search_passages(
        context: Context, query: _Question, count: _Count = 5, documents: _Documents = None
    ) -> Annotated[CallToolResult, PassagesResponse]:
        request = _request(context)
        asker = asker_of(request) if request else None

        async def work() -> tuple[BaseModel, str]:
            return _with_json(PassagesResponse.of(*await desk.search(query, documents, count, asker)))

        return await _told(work)

    @tools.tool(title=say("mcp.radar"), description=say("mcp.radar_more"), annotations=_READS)
    async def query_radar(
        table: _Table = "observations",
        edition: _Edition = None,
        radar: _Radar = None,
        technology: _Technology = None,
        measure: _Measure = None,
        municipality: _Municipality = None,
    ) -> Annotated[CallToolResult, RadarResponse]:
        filters = {"edition": edition, "radar": radar, "technology": technology}
        filters |= {"table": table, "measure": measure, "municipality": municipality}
        wanted = RadarRequest.model_validate(filters)

        async def work() -> tuple[BaseModel, str]:
            return _with_json(await to_thread.run_sync(found, await desk.snapshot(), wanted))

        return await _told(work)

    @tools.tool(title=say("mcp.read"), description=say("mcp.read_more"), annotations=_READS)
    async def read_source(
        document_id: _Source, page: _Page = None, start: _Start = None
    ) -> Annotated[CallToolResult, TextResponse]:
        async def work() -> tuple[BaseModel, str]:
            return _with_json(
                await to_thread.run_sync(TextResponse.of, await desk.snapshot(), document_id, page, start)
            )

        return await _told(work)

    return tools


def _request(context: Context) -> Request | None:
    """What came over HTTP; None over stdio, where the one who asks is the one who started us."""
    request = context.request_context.request
    return request if isinstance(request, Request) else None


def _with_json(given: BaseModel) -> tuple[BaseModel, str]:
    return given, given.model_dump_json()


async def _told(work: Callable[[], Awaitable[tuple[BaseModel, str]]]) -> CallToolResult:
    """What came of it, as a structure and in words; or what happened and what to do, as an error that a model reads."""
    try:
        structure, words = await work()
    except Refused as refused:
        return _failed(refused)
    except Exception as error:
        return _failed(fault(error))
    content: dict[str, Any] = structure.model_dump(mode="json")
    return CallToolResult(content=[TextContent(type="text", text=words)], structured_content=content)


def _failed(refused: Refused) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=said(refused, "da"))], is_error=True)
