"""Work that stops when the caller goes away."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request

_T = TypeVar("_T")
_GONE = 499
"""What some servers log where the caller went away first; nobody is there to read it."""


async def unless_gone(request: Request, work: Callable[[], Awaitable[_T]]) -> _T:
    """What ``work`` comes to; it is cancelled when the connection of ``request``, whose body has been read, closes."""
    done: list[_T] = []
    failed: list[Exception] = []

    async def watched() -> None:
        try:
            done.append(await work())
        except Exception as error:  # as it is, not wrapped in a group
            failed.append(error)
        scope.cancel()

    async with anyio.create_task_group() as group:
        scope = group.cancel_scope
        group.start_soon(watched)
        while (await request.receive())["type"] != "http.disconnect":
            pass
        scope.cancel()
    if failed:
        raise failed[0]
    if not done:
        raise HTTPException(_GONE)
    return done[0]
