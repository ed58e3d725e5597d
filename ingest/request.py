"""One GET that cannot take for ever, fill the memory, or be led into the network we stand in."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

import httpx

from corpus.refused import Refused

_ENCODINGS = frozenset({"", "identity", "gzip"})
_Trace = Callable[[str, Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long (seconds) and how much (bytes, after decompression) one request may take, and how long we wait.

    ``total`` bounds a request from the name look-up to its last byte, ``silence`` the time between two bytes.
    ``pause`` is kept between requests to one host; ``longest_wait`` is the most that a server can ask us to wait.
    """

    pause: float = 1.0
    longest_wait: float = 30.0
    connect: float = 10.0
    silence: float = 20.0
    total: float = 120.0
    bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; ``body`` is decompressed, and empty for any status but 200."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


def client(agent: str, limits: Limits) -> httpx.AsyncClient:
    """A client for ``get``; a proxy and certificates are taken from the environment. Raises Refused if they are wrong.

    No connection is kept for the next request, for ``get`` checks where each one leads as it is made.
    """
    try:
        return httpx.AsyncClient(
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(limits.silence, connect=limits.connect),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=0),
        )
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise Refused("fetch.environment", why=error) from error


async def get(
    client: httpx.AsyncClient, url: httpx.URL, home: str, limits: Limits, headers: Mapping[str, str] | None = None
) -> Reply:
    """Asks for ``url`` and follows no redirect. ``home`` is the host that the catalogue's own address names.

    Only ``home`` may lie on a private address: nobody else can send us into the network we stand in.
    Raises Refused if there is no whole answer within the limits.
    """
    asked = {"url": url, "host": url.host}
    try:
        # One deadline over everything: a time-out for each read never ends a server that drips.
        async with (
            asyncio.timeout(limits.total),
            client.stream("GET", url, headers=headers, extensions={"trace": _guard(url, home)}) as response,
        ):
            body = await _body(response, asked, limits) if response.status_code == httpx.codes.OK else b""
            return Reply(url, response.status_code, response.headers, body)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise Refused("fetch.timeout", **asked) from error
    except httpx.ConnectError as error:
        raise Refused("fetch.no_connection", **asked, why=error) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise Refused("fetch.broken", **asked) from error


async def _body(response: httpx.Response, asked: Mapping[str, Any], limits: Limits) -> bytes:
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        # Only gzip was asked for, and only of gzip is it known how much a piece can swell to: a thousandfold.
        raise Refused("fetch.broken", **asked)
    too_large = Refused("fetch.too_large", **asked, megabytes=round(limits.bytes / 1_000_000))
    if int(response.headers.get("content-length", 0)) > limits.bytes:
        raise too_large
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > limits.bytes:
            raise too_large
    return bytes(body)


def _guard(url: httpx.URL, home: str) -> _Trace:
    """Looks at the address a connection really got, after the name look-up and before anything is sent."""
    host = url.raw_host.decode("ascii")
    direct = True

    async def trace(event: str, info: Mapping[str, Any]) -> None:
        nonlocal direct
        if url.host == home:
            return
        if event == "connection.connect_tcp.started":
            direct = info["host"] == host
            if not direct and not all(map(_public, await _addresses(host))):
                raise Refused("fetch.private", url=url, host=url.host)
        elif event == "connection.connect_tcp.complete" and direct:
            stream = info["return_value"]
            if not _public(stream.get_extra_info("server_addr")[0]):
                await stream.aclose()
                raise Refused("fetch.private", url=url, host=url.host)

    return trace


def _public(address: str) -> bool:
    return ip_address(address).is_global


async def _addresses(host: str) -> list[str]:
    """Where ``host`` lies when a proxy makes the connection; none if only the proxy can tell."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, ValueError):
        return []
    return [str(address[0]) for *_, address in found]
