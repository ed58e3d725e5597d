"""Where the text of a PDF stands on its pages, so that a quote can be shown in a box."""

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from corpus.apart import Ended, run_apart
from corpus.boxes import Boxes
from corpus.document import Document
from ingest.aligned import HYPHENS


def boxes(document: Document, path: Path) -> Boxes | None:
    """The place of every character of ``document``, read from the PDF at ``path``; None where its pages don't open."""
    starts = [_raw(document, page.start) for page in document.pages]
    ends = [*starts[1:], len(document.raw)]
    texts = [
        (page.number, document.raw[start:end]) for page, start, end in zip(document.pages, starts, ends, strict=True)
    ]
    try:
        written = run_apart("ingest.places_process", str(path.resolve()), given=json.dumps(texts).encode())
        with np.load(BytesIO(written), allow_pickle=False) as arrays:
            sizes, places = arrays["sizes"], arrays["places"]
    except (Ended, ValueError, KeyError, EOFError, BadZipFile):
        return None
    if len(places) != len(document.raw) - starts[0]:
        return None
    origins = np.asarray(document.origins) - starts[0]
    known = origins >= 0  # what stands ahead of the first page is on none
    placed = np.zeros((len(document.text), 4), np.uint16)
    placed[known] = places[origins[known]]
    for at, hyphen in _joined_over(document):
        if (places[hyphen - starts[0], 2:] > places[hyphen - starts[0], :2]).all():
            placed[at, :2] = np.minimum(placed[at, :2], places[hyphen - starts[0], :2])
            placed[at, 2:] = np.maximum(placed[at, 2:], places[hyphen - starts[0], 2:])
    return Boxes([(float(width), float(height)) for width, height in sizes], placed)


def _joined_over(document: Document) -> Iterator[tuple[int, int]]:
    """Where a word was joined: the offset of the last letter before, and the hyphen's in the raw text.

    The hyphen stands on the page still, and a box around the word goes round it too.
    """
    for at, (here, after) in enumerate(pairwise(document.origins)):
        if after > here + 1 and document.raw[here + 1] in HYPHENS:
            yield at, here + 1


def _raw(document: Document, offset: int) -> int:
    return document.origins[offset] if offset < len(document.text) else len(document.raw)
