"""Opens the door for tools, where the extra ``mcp`` is installed."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from corpus.refused import Refused

if TYPE_CHECKING:
    from api.desk import Desk
    from api.mcp.door import McpDoor

MCP = "/mcp"


def mcp_door(desk: "Desk", public: str | None) -> "McpDoor | None":
    """The door; None where the extra is missing."""
    try:
        from api.mcp.door import McpDoor
    except ModuleNotFoundError:
        return None
    return McpDoor(desk, public)


async def missing(request: Request) -> Response:
    """What stands at the address instead. Raises Refused, which says how it is set up."""
    raise Refused("mcp.not_installed")
