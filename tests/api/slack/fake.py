"""A small Slack of our own: takes the calls of Slack's Web API, refuses what Slack would refuse, and calls us."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Thread
from time import monotonic, sleep, time
from typing import Any
from urllib.parse import urlencode

import httpx
from aiohttp import WSMsgType, web
from fastapi.testclient import TestClient
from slack_sdk.signature import SignatureVerifier

from tests.api.slack.limits import MOST_IN_VIEW, broken

SECRET = "underskrift-til-test"
TEAM, BOT, USER, CHANNEL, DIRECT = "T0TEAM", "U0BOT", "U0ANNE", "C0VELFAERD", "D0ANNE"
PATIENCE = 60
"""Seconds until a test gives up waiting; no test passes or fails by how fast it is."""


@dataclass
class Message:
    """A message as the channel shows it."""

    channel: str
    thread_ts: str
    markdown: str = ""
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    streaming: bool = False

    @property
    def said(self) -> str:
        """All that a reader sees of it."""
        return f"{self.markdown} {self.text} {json.dumps(self.blocks, ensure_ascii=False)}"

    def block(self, kind: str) -> dict[str, Any]:
        """The first block of a kind."""
        return next(block for block in self.blocks if block["type"] == kind)


class FakeSlack:
    """What it was called with, and what came of it. ``refusing`` are methods and the errors they answer."""

    def __init__(self) -> None:
        self.url = ""
        self._sockets: list[web.WebSocketResponse] = []
        self._loop = asyncio.new_event_loop()
        self._numbers = count(1)
        self.begin_again()

    def begin_again(self) -> None:
        """Forgets all that was, but not who is connected."""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.messages: dict[str, Message] = {}
        self.broken: list[str] = []
        self.refusing: dict[str, str] = {}
        self.limited: dict[str, int] = {}
        self.acknowledged: list[str] = []

    def called(self, method: str) -> list[dict[str, Any]]:
        """What a method was called with."""
        return [given for name, given in self.calls if name == method]

    @property
    def done(self) -> list[Message]:
        """The messages that are whole."""
        return [message for message in self.messages.values() if not message.streaming]

    def wait(self, ready: Callable[[], Any]) -> None:
        """Waits until something is so."""
        until = monotonic() + PATIENCE
        while not ready():
            assert monotonic() < until, self.calls
            sleep(0.01)

    def answer(self, number: int = 1) -> Message:
        """The message with this number, when it is whole."""
        self.wait(lambda: len(self.done) >= number)
        assert self.broken == []
        return self.done[number - 1]

    @contextmanager
    def running(self) -> Iterator["FakeSlack"]:
        """The server, on a port of this machine."""
        app = web.Application()
        app.router.add_post("/api/{method}", self._called)
        app.router.add_get("/socket", self._socket)
        runner = web.AppRunner(app, shutdown_timeout=1)
        thread = Thread(target=self._loop.run_forever)
        thread.start()

        async def start() -> None:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()

        self.wait_for(start())
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            self.wait_for(runner.cleanup())
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()

    def wait_for(self, work: Any) -> Any:
        """What a coroutine of the server comes to."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def envelope(self, kind: str, payload: Mapping[str, Any]) -> str:
        """Sends something through the newest socket; the id by which it is to be acknowledged."""
        self.wait(lambda: self._sockets)
        name = f"envelope-{next(self._numbers)}"
        envelope = {"type": kind, "envelope_id": name, "payload": payload, "accepts_response_payload": False}
        self.wait_for(self._sockets[-1].send_json(envelope))
        return name

    def disconnect(self) -> None:
        """Tells that the newest socket is about to close, as Slack does every few hours."""
        before = len(self._sockets)
        self.wait_for(self._sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"}))
        self.wait(lambda: len(self._sockets) > before)

    async def _called(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = _read(request.content_type, await request.text())
        self.calls.append((method, given))
        if self.limited.get(method, 0) > 0:
            self.limited[method] -= 1
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})
        error = self.refusing.get(method) or self._refused(method, given)
        if error:
            return web.json_response({"ok": False, "error": error})
        return web.json_response({"ok": True, **self._done(method, given)})

    def _refused(self, method: str, given: dict[str, Any]) -> str | None:
        blocks = given.get("blocks") or (given.get("view") or {}).get("blocks") or []
        why = broken(blocks, MOST_IN_VIEW if method.startswith("views.") else 50)
        chunks = "".join(chunk["text"] for chunk in given.get("chunks") or ())
        if len(chunks) > 12_000:
            why.append("chunks too long")
        if why:
            self.broken += [f"{method}: {each}" for each in why]
            return "invalid_blocks"
        if method in {"chat.appendStream", "chat.stopStream"}:
            message = self.messages.get(str(given["ts"]))
            return None if message and message.streaming else "message_not_in_streaming_state"
        if method == "chat.startStream" and not (given.get("recipient_user_id") and given.get("recipient_team_id")):
            return "missing_recipient"
        return None

    def _done(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        chunks = "".join(chunk["text"] for chunk in given.get("chunks") or ())
        ts = str(given.get("ts") or f"1800000000.{next(self._numbers):06}")
        match method:
            case "auth.test":
                return {"user_id": BOT, "bot_id": "B0BOT", "team_id": TEAM, "team": "Test", "url": self.url}
            case "apps.connections.open":
                return {"url": self.url.replace("http", "ws") + "/socket"}
            case "chat.startStream":
                self.messages[ts] = Message(given["channel"], given["thread_ts"], chunks, streaming=True)
            case "chat.appendStream":
                self.messages[ts].markdown += chunks
            case "chat.stopStream":
                message = self.messages[ts]
                message.markdown += chunks
                message.blocks = given.get("blocks") or []
                message.streaming = False
            case "chat.postMessage" | "chat.update":
                thread = given.get("thread_ts") or self.messages[ts].thread_ts
                blocks = given.get("blocks") or []
                self.messages[ts] = Message(given["channel"], thread, "", given["text"], blocks)
        return {"ts": ts, "channel": given.get("channel")}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(socket)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                self.acknowledged.append(json.loads(message.data)["envelope_id"])
        return socket


def _read(content_type: str, body: str) -> dict[str, Any]:
    if content_type == "application/json":
        read: dict[str, Any] = json.loads(body or "{}")
        return read
    given: dict[str, Any] = dict(httpx.QueryParams(body))
    for name in ("blocks", "chunks", "view"):
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    return given


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers that Slack signs a body with."""
    timestamp = str(int(time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature or ""}


def event(kind: str, text: str, ts: str, channel: str = DIRECT, **more: Any) -> dict[str, Any]:
    """An event as Slack tells of it."""
    told = {"type": kind, "user": USER, "text": text, "ts": ts, "channel": channel, "event_ts": ts}
    if kind == "message" and channel == DIRECT:
        told["channel_type"] = "im"
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "event_id": f"Ev{ts}",
        "event_time": int(float(ts)),
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "event": told | more,
    }


def pressed(action: Mapping[str, Any], message_ts: str, thread_ts: str, channel: str = DIRECT) -> dict[str, Any]:
    """A button that somebody presses in a message."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "channel": {"id": channel},
        "container": {"type": "message", "message_ts": message_ts, "channel_id": channel},
        "message": {"ts": message_ts, "thread_ts": thread_ts},
        "trigger_id": f"trigger.{message_ts}",
        "response_url": "https://hooks.slack.example/unused",
        "actions": [{"action_ts": str(time()), "block_id": "b", **action}],
    }


def tell(client: TestClient, payload: Mapping[str, Any], **more: str) -> Any:
    """Sends what Slack tells us, signed as Slack signs it."""
    if payload["type"] in {"block_actions", "view_submission"}:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        media_type = "application/x-www-form-urlencoded"
    else:
        body, media_type = json.dumps(payload).encode(), "application/json"
    headers = {"Content-Type": media_type, **signed(body), **more}
    return client.post("/slack/events", content=body, headers=headers)
