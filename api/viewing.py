"""The pages that show the sources: the list, and each with the quoted words marked."""

import re
from functools import partial
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.contents import contents
from api.desk import desk_of
from api.look import ZOOMS, Look
from api.page import render
from api.paged import leaves
from api.shown import Block, blocks, marked_span, parts, pieces
from corpus.boxes import Boxes
from corpus.document import Document
from corpus.earlier import moved
from corpus.passage import Passage, Span
from corpus.quote import Quote
from corpus.refused import Refused
from corpus.snapshot import Snapshot
from corpus.wording import say


async def all_sources(request: Request) -> Response:
    """The list of what the current snapshot holds."""
    snapshot = await desk_of(request).snapshot()
    return render("sources.html", held=snapshot.manifest.held)


async def source(request: Request) -> Response:
    """One source. Raises Refused if the snapshot does not hold it."""
    snapshot = await desk_of(request).snapshot()
    look = Look(request.path_params["document_id"], request.query_params)
    return await to_thread.run_sync(_source, snapshot, look)


def _source(snapshot: Snapshot, look: Look) -> Response:
    if look.document_id not in snapshot.sources:
        raise Refused("view.source_gone" if look.given("passage") else "http.no_document", id=look.document_id[:100])
    document = snapshot.document(look.document_id)
    passage = _passage(snapshot, look)
    words = (
        marked_span(document, passage, look.given("from"), look.given("to"))
        if passage
        else _moved(snapshot, document, look)
    )
    mark = words or (Span(passage.start, passage.end) if passage else None)
    boxes = snapshot.boxes(look.document_id)
    said: dict[str, Any] = {
        "look": look,
        "say": partial(_say, look.language),
        "source": document.source,
        "passage": passage,
        "gone": bool(look.given("passage")) and passage is None and words is None,
        "moved": passage is None and words is not None,
        "marked": mark is not None,
        "whole": mark is not None and words is None,
        "quote": Quote.at(document, mark.start, mark.end) if mark else None,
        "paged": boxes is not None,
    }
    if boxes is None or look.text_alone:
        return render("source.html", **said, **_text(snapshot, document, mark, look))
    return render("source_pages.html", **said, **_pages(document, boxes, mark, look))


def _text(snapshot: Snapshot, document: Document, mark: Span | None, look: Look) -> dict[str, Any]:
    """The text of the source, or the part of it that is asked for."""
    all_blocks = blocks(document)
    starts = {each.start for each in snapshot.passages if each.document_id == document.source.id}
    cut = parts(all_blocks, starts or {block.span.start for block in all_blocks})  # each block of a table is a row
    number = _part(cut, mark, look.given("del"))
    shown = [(block, list(pieces(document, block, mark))) for block in cut[number - 1]]
    return {"shown": shown, "contents": contents(document, cut), "number": number, "of": len(cut)}


def _pages(document: Document, boxes: Boxes, mark: Span | None, look: Look) -> dict[str, Any]:
    """The pages of the original that are asked for, as they look."""
    all_blocks = blocks(document)
    shown = leaves(document, boxes, all_blocks, mark, look.given("side"))
    lines = [(line, document.page_at(line.start)) for line in contents(document, [all_blocks])]
    return {"leaves": shown, "contents": lines, "of": len(boxes.sizes), "zooms": ZOOMS}


def _say(language: str, key: str, given: str | None = None, **values: Any) -> str:
    return say(key, given or language, **values)


def _passage(snapshot: Snapshot, look: Look) -> Passage | None:
    try:
        passage = snapshot.passage(look.given("passage"))
    except KeyError:
        return None
    return passage if passage.document_id == look.document_id else None


def _moved(snapshot: Snapshot, document: Document, look: Look) -> Span | None:
    """The words that the link meant, where what stands around them has changed since."""
    places = look.given("from"), look.given("to")
    if not all(re.fullmatch(r"[0-9]{1,7}", place) for place in places):
        return None
    return moved(snapshot, document, look.given("passage"), int(places[0]), int(places[1]))


def _part(cut: list[list[Block]], mark: Span | None, asked: str) -> int:
    """The part that holds the marked words, else the one asked for, else the first; counted from 1."""
    if asked.isdecimal() and 0 < int(asked[:4]) <= len(cut):
        return int(asked[:4])
    for number, part in enumerate(cut, 1):
        if mark and mark.start < part[-1].span.end:
            return number
    return 1
