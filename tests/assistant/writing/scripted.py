"""A language model that does as it is told: an OpenAI-compatible address for what no real model does on command."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from time import sleep
from typing import Any

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from api.serve import bound

Piece = str | Event
"""Something to say, or something to wait for before going on."""
Body = dict[str, Any]


class Scripted:
    """What the address says, and what it was asked.

    ``pieces`` is said whatever is asked, or what ``reply`` makes of a request. ``status`` is an HTTP error instead;
    ``structured`` whether it takes a JSON schema; ``raw`` replaces the events of the stream; ``left`` is set when who
    asked goes away before the end.
    """

    def __init__(self) -> None:
        self.url = ""
        self.reset()

    def reset(self) -> None:
        self.requests: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.pieces: Sequence[Piece] = ()
        self.reply: Callable[[Body], Sequence[Piece]] | None = None
        self.status, self.structured, self.endless = 200, True, ""
        self.raw: bytes | None = None
        self.left, self.tools = Event(), False

    def says(self, *sentences: tuple[str, Sequence[int]]) -> None:
        """It answers with these sentences and their sources, in JSON as asked."""
        self.pieces = [in_json(*sentences)]

    async def completions(self, request: Request) -> Response:
        body = await request.json()
        self.requests.append(body)
        self.headers.append(dict(request.headers))
        if self.status != 200:
            headers = {"Retry-After": "1"} if self.status == 429 else {}
            return JSONResponse({"error": {"message": "no", "code": "insufficient_quota"}}, self.status, headers)
        if "response_format" in body and not self.structured:
            return JSONResponse({"error": {"message": "response_format is not supported"}}, 400)
        return StreamingResponse(self._stream(body), media_type="text/event-stream")

    async def _stream(self, body: Body) -> AsyncIterator[bytes]:
        try:
            if self.raw is not None:
                yield self.raw
                return
            for piece in self.reply(body) if self.reply else self.pieces:
                if isinstance(piece, Event):
                    while not piece.is_set():
                        await anyio.sleep(0.01)
                else:
                    yield _chunk(body, {"content": piece})
            while self.endless:
                yield _chunk(body, {"content": self.endless})
                await anyio.sleep(0.001)
            if self.tools:
                call = {"index": 0, "id": "c", "type": "function", "function": {"name": "fetch", "arguments": "{}"}}
                yield _chunk(body, {"tool_calls": [call]})
            yield _chunk(body, {}, "stop")
            yield b"data: [DONE]\n\n"
        except BaseException:
            self.left.set()
            raise


def in_json(*sentences: tuple[str, Sequence[int]]) -> str:
    """Sentences and their sources as the schema has them."""
    every = [{"text": text, "sources": list(sources)} for text, sources in sentences]
    return json.dumps({"sentences": every}, ensure_ascii=False)


@contextmanager
def scripted() -> Iterator[Scripted]:
    """The address, as long as it is needed."""
    script = Scripted()
    app = Starlette(routes=[Route("/v1/chat/completions", script.completions, methods=["POST"])])
    listening = bound("127.0.0.1", 0, guarded=False)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            sleep(0.02)
        script.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        yield script
    finally:
        server.should_exit = True
        thread.join()


def _chunk(body: Body, delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    told = {"id": "s", "object": "chat.completion.chunk", "created": 1, "model": body["model"], "choices": [choice]}
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
