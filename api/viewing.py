"""The pages that show the sources: the list, and each with the quoted words marked."""

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.contents import contents
from api.desk import desk_of
from api.page import render
from api.shown import Block, blocks, marked_span, parts, pieces
from corpus.passage import Passage, Span
from corpus.quote import Quote
from corpus.refused import Refused
from corpus.snapshot import Snapshot


async def all_sources(request: Request) -> Response:
    """The list of what the current snapshot holds."""
    snapshot = await desk_of(request).snapshot()
    return render("sources.html", held=snapshot.manifest.held)


async def source(request: Request) -> Response:
    """One source. Raises Refused if the snapshot does not hold it."""
    snapshot = await desk_of(request).snapshot()
    return await to_thread.run_sync(_source, snapshot, request.path_params["document_id"], request.query_params)


def _source(snapshot: Snapshot, document_id: str, asked: QueryParams) -> Response:
    if document_id not in snapshot.sources:
        raise Refused("http.no_document", id=document_id[:100])
    document = snapshot.document(document_id)
    passage = _passage(snapshot, document_id, asked.get("passage", ""))
    words = marked_span(document, passage, asked.get("from", ""), asked.get("to", "")) if passage else None
    mark = words or (Span(passage.start, passage.end) if passage else None)
    all_blocks = blocks(document)
    starts = {each.start for each in snapshot.passages if each.document_id == document_id}
    cut = parts(all_blocks, starts or {block.span.start for block in all_blocks})  # each block of a table is a row
    number = _part(cut, mark, asked.get("del", ""))
    shown = [
        (block, list(pieces(document, block, mark)), passage is not None and _touch(block.span, passage))
        for block in cut[number - 1]
    ]
    return render(
        "source.html",
        source=document.source,
        shown=shown,
        contents=contents(document, cut),
        number=number,
        of=len(cut),
        gone=bool(asked.get("passage")) and passage is None,
        marked=mark is not None,
        whole=mark is not None and words is None,
        quote=Quote.at(document, mark.start, mark.end) if mark else None,
    )


def _passage(snapshot: Snapshot, document_id: str, passage_id: str) -> Passage | None:
    try:
        passage = snapshot.passage(passage_id)
    except KeyError:
        return None
    return passage if passage.document_id == document_id else None


def _part(cut: list[list[Block]], mark: Span | None, asked: str) -> int:
    """The part that holds the marked words, else the one asked for, else the first; counted from 1."""
    if asked.isdecimal() and 0 < int(asked[:4]) <= len(cut):
        return int(asked[:4])
    for number, part in enumerate(cut, 1):
        if mark and mark.start < part[-1].span.end:
            return number
    return 1


def _touch(span: Span, passage: Passage) -> bool:
    return span.start < passage.end and passage.start < span.end
