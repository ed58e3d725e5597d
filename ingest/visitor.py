"""A polite visitor: one request at a time, pauses, robots.txt, redirects, and a server's wish to be left alone."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

import httpx
from protego import Protego

from corpus.refused import Refused
from ingest.originals import Record
from ingest.request import Limits, Reply, get

NAME = "Radarassistent"
AGENT = f"{NAME}/0.1 (brings single documents that a catalogue of sources names; obeys robots.txt)"
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_ROBOTS_BYTES = 512_000


@dataclass(slots=True)
class Visitor:
    """One round of visits, with what was learnt on the way; not to be used by two tasks at once.

    ``_rules`` is what robots.txt says by origin, or why it could not be had; ``_left`` is when the last request
    to a host ended; ``_resting`` is the hosts that asked to be left alone for longer than we wait.
    """

    client: httpx.AsyncClient
    limits: Limits
    _rules: dict[str, Protego | Refused] = field(default_factory=dict)
    _left: dict[str, float] = field(default_factory=dict)
    _resting: set[str] = field(default_factory=set)

    async def bring(self, address: str, known: Record | None = None) -> Reply:
        """What ``address`` leads to; status 304 where it is still what ``known`` records. Raises Refused."""
        at = _url(address, address)
        return await self._follow(at, at.host, known, robots=True)

    async def _follow(self, at: httpx.URL, home: str, known: Record | None, *, robots: bool) -> Reply:
        first = at
        for _ in range(MOST_REDIRECTS + 1):
            if robots:
                await self._permitted(at, home)
            # Validators belong to the address they came from: elsewhere a 304 would not mean "unchanged".
            conditions = _conditions(known) if known is not None and known.final_url == str(at) else {}
            reply = await self._ask(at, home, conditions)
            if reply.status not in _REDIRECTS or "location" not in reply.headers:
                return reply
            at = _url(reply.headers["location"], str(first), at)
        raise Refused("fetch.redirects", url=first, most=MOST_REDIRECTS)

    async def _permitted(self, at: httpx.URL, home: str) -> None:
        origin = _origin(at)
        if origin not in self._rules:
            self._rules[origin] = await self._robots(at, home)
        rules = self._rules[origin]
        if isinstance(rules, Refused):
            raise rules
        if not rules.can_fetch(str(at), NAME):
            raise Refused("fetch.robots", url=at, host=at.host)

    async def _robots(self, at: httpx.URL, home: str) -> Protego | Refused:
        """The rules of a host (RFC 9309): none apply where there is no robots.txt; a refusal where we cannot know."""
        unknown = Refused("fetch.robots_unreachable", host=at.host)
        try:
            reply = await self._follow(at.join("/robots.txt"), home, None, robots=False)
        except Refused as why:
            if why.key == "fetch.private":  # says something about this source, nothing about the host
                raise
            return why if why.key == "fetch.no_connection" else unknown
        if reply.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return unknown
        return Protego.parse(reply.body[:_ROBOTS_BYTES].decode("utf-8-sig", "replace"))

    async def _ask(self, at: httpx.URL, home: str, conditions: dict[str, str]) -> Reply:
        if at.host in self._resting:
            raise Refused("fetch.resting", url=at, host=at.host)
        reply = await self._paused(at, home, conditions)
        if reply.status not in _BUSY:
            return reply
        wait = _retry_after(reply)
        if wait is not None and wait <= self.limits.longest_wait:
            await asyncio.sleep(wait)
            reply = await self._paused(at, home, conditions)
        if reply.status == httpx.codes.TOO_MANY_REQUESTS or (reply.status in _BUSY and wait is not None):
            self._resting.add(at.host)
            raise Refused("fetch.busy", url=at, host=at.host, status=reply.status)
        return reply

    async def _paused(self, at: httpx.URL, home: str, conditions: dict[str, str]) -> Reply:
        rules = self._rules.get(_origin(at))
        asked = (rules.crawl_delay(NAME) if isinstance(rules, Protego) else None) or 0
        pause = max(self.limits.pause, min(asked, self.limits.longest_wait))
        await asyncio.sleep(self._left.get(at.host, -pause) + pause - monotonic())
        try:
            return await get(self.client, at, home, self.limits, conditions)
        finally:
            self._left[at.host] = monotonic()


def _url(address: str, first: str, base: httpx.URL | None = None) -> httpx.URL:
    """``address`` as a web address, which a redirect from ``first`` may give relative to ``base``."""
    try:
        url = base.join(address) if base is not None else httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host:
        key = "fetch.bad_address" if base is None else "fetch.bad_redirect"
        raise Refused(key, url=first, to=address[:200])
    return url


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _conditions(known: Record) -> dict[str, str]:
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in given.items() if value and value.isascii()}


def _retry_after(reply: Reply) -> float | None:
    """The seconds that the server asks for, given as a number or as a date; None where it says nothing usable."""
    said = reply.headers.get("retry-after", "").strip()
    try:
        if said.isdecimal():
            return int(said)
        date = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    return (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
