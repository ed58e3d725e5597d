"""The pages of a PDF as pictures."""

from collections import OrderedDict
from pathlib import Path
from time import monotonic

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from api.desk import desk_of
from corpus.apart import Ended, run_apart
from corpus.refused import Refused

WIDTH, WIDE = 1000, 1800
"""Pixels of a picture as it is, and enlarged."""
AT_ONCE = 2
"""Pictures drawn at the same time; more wait their turn."""
KEPT = 32_000_000
"""Bytes of pictures that are kept, the last ones looked at: some two hundred pages."""
_LONGEST = 60  # seconds on the clock, on a machine that has much else to do
_AGAIN = 300  # seconds until a page that could not be drawn is tried again

Wanted = tuple[str, int, int]
"""The hash of the file, the number of the page, and the width."""


async def picture(request: Request) -> Response:
    """A page as a picture. Raises Refused if the source has no such page, or it cannot be drawn."""
    snapshot = await desk_of(request).snapshot()
    document_id, number = request.path_params["document_id"], request.path_params["number"]
    if document_id not in snapshot.sources:
        raise Refused("http.no_document", id=document_id[:100])
    boxes = await to_thread.run_sync(snapshot.boxes, document_id)
    pdf = snapshot.pdf(document_id)
    if boxes is None or pdf is None or not 0 < number <= len(boxes.sizes):
        raise Refused("view.no_page", number=str(number)[:10])
    width = WIDE if request.query_params.get("zoom") else WIDTH
    sha256 = next(held.sha256 for held in snapshot.manifest.held if held.source.id == document_id)
    wanted = (sha256, number, width)
    headers = {"ETag": f'"{sha256[:16]}-{number}-{width}"', "Cache-Control": "private, no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    facsimiles: Facsimiles = request.app.state.facsimiles
    return Response(await facsimiles.drawn(pdf, wanted), media_type="image/webp", headers=headers)


class Facsimiles:
    """Draws pages, a few at a time, each in a process of its own, and keeps the last ones."""

    def __init__(self) -> None:
        self._places = CapacityLimiter(AT_ONCE)
        self._kept: OrderedDict[Wanted, bytes] = OrderedDict()
        self._failed: dict[Wanted, float] = {}

    async def drawn(self, pdf: Path, wanted: Wanted) -> bytes:
        """The picture of a page of ``pdf`` as WebP. Raises Refused if it cannot be drawn."""
        if wanted not in self._kept:
            if monotonic() < self._failed.get(wanted, 0):
                raise Refused("view.not_drawn", number=wanted[1])
            try:
                self._kept[wanted] = await to_thread.run_sync(self._in_turn, pdf, wanted, limiter=self._places)
            except Ended as ended:
                self._failed[wanted] = monotonic() + _AGAIN
                raise Refused("view.not_drawn", number=wanted[1]) from ended
        self._kept.move_to_end(wanted)
        picture = self._kept[wanted]
        while sum(map(len, self._kept.values())) > KEPT:
            self._kept.popitem(last=False)
        return picture

    def _in_turn(self, pdf: Path, wanted: Wanted) -> bytes:
        """Drawn now, unless somebody who waited for the same page had it drawn meanwhile."""
        _, number, width = wanted
        arguments = (str(pdf), str(number), str(width))
        return self._kept.get(wanted) or run_apart("api.facsimile_process", *arguments, longest=_LONGEST)
