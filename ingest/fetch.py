"""Brings originals from the addresses that a catalogue names."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import httpx

from corpus import wording
from corpus.refused import Refused
from corpus.source import Source
from ingest.kinds import Ending, ending
from ingest.originals import Original, Originals, wanted
from ingest.request import Limits, Reply, client
from ingest.visitor import AGENT, Visitor

Outcome = Literal["new", "changed", "unchanged", "refused"]
_GONE = frozenset({404, 410})
_CLOSED = frozenset({401, 403})
_POLITE = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one source: the outcome, in words, and the bytes of the original that is there now, if any."""

    source_id: str
    outcome: Outcome
    reason: str
    bytes: int = 0


def fetch(
    sources: Iterable[Source], originals: Originals, say: Callable[[Fetched], None], limits: Limits = _POLITE
) -> list[Fetched]:
    """Brings the original of every source that lacks it, one after the other, and tells ``say`` of each.

    Passed over are sources without an address, and those whose file is the original already. A source that fails
    stops no other and keeps the original that it had. Raises Refused if the folder cannot be written to, or a
    proxy setting cannot be used.
    """
    return asyncio.run(_fetch([source for source in sources if wanted(source)], originals, say, limits))


async def _fetch(
    sources: Iterable[Source], originals: Originals, say: Callable[[Fetched], None], limits: Limits
) -> list[Fetched]:
    outcomes: list[Fetched] = []
    async with client(AGENT, limits) as web:
        visitor = Visitor(web, limits)
        for source in sources:
            outcomes.append(await _brought(source, originals, visitor))
            say(outcomes[-1])
    return outcomes


async def _brought(source: Source, originals: Originals, visitor: Visitor) -> Fetched:
    had = None
    try:
        had = originals.at(source)
        reply = await visitor.bring(str(source.url), had.record if had else None)
        if had and reply.status == httpx.codes.NOT_MODIFIED:
            return _outcome(source, "unchanged", had)
        kind = _kind(source, reply)
    except Refused as why:
        reason = f"{why} {wording.say('fetch.kept')}" if had else str(why)
        return Fetched(source.id, "refused", reason, had.record.bytes if had else 0)
    kept = originals.keep(
        source,
        reply.body,
        kind,
        final_url=str(reply.url),
        etag=reply.headers.get("etag"),
        last_modified=reply.headers.get("last-modified"),
        content_type=reply.headers.get("content-type"),
    )
    if had is None:
        return _outcome(source, "new", kept)
    return _outcome(source, "unchanged" if had.record.sha256 == kept.record.sha256 else "changed", kept)


def _outcome(source: Source, outcome: Outcome, original: Original) -> Fetched:
    return Fetched(source.id, outcome, wording.say(f"fetch.{outcome}"), original.record.bytes)


def _kind(source: Source, reply: Reply) -> Ending:
    """The kind of file that ``reply`` brings. Raises Refused if it brings none that is this source's original."""
    asked = {"url": reply.url, "host": reply.url.host, "status": reply.status}
    if reply.status in _GONE:
        raise Refused("fetch.gone", **asked)
    if reply.status in _CLOSED:
        raise Refused("fetch.closed", **asked)
    if reply.status != httpx.codes.OK:
        raise Refused("fetch.status", **asked)
    if not reply.body.strip():
        raise Refused("fetch.empty", **asked)
    # Where pages have been tidied away, old addresses often lead to the front page, with status 200.
    if reply.url.raw_path == b"/" != httpx.URL(str(source.url)).raw_path:
        raise Refused("fetch.front_page", url=source.url, host=reply.url.host)
    kind = ending(reply.headers.get("content-type"), reply.url.path, reply.body)
    if kind is None:
        raise Refused("fetch.kind", **asked, kind=reply.headers.get("content-type", "-"))
    return kind
