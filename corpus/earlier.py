"""Where words stand now that an earlier snapshot held in another passage: what stood around them has changed."""

import re
from pathlib import Path

from corpus.document import Document
from corpus.manifest import NAME
from corpus.passage import Span
from corpus.snapshot import Snapshot
from corpus.stored import read_document, read_passages

_ID = re.compile(r"[0-9a-f]{1,64}")
_MOST = 5
"""Earlier snapshots that are looked through, the newest first."""


def moved(snapshot: Snapshot, document: Document, passage_id: str, start: int, end: int) -> Span | None:
    """Where the words from ``start`` to ``end`` of a passage that ``snapshot`` lacks stand in ``document`` of it now.

    None where no earlier snapshot that is kept has the passage, or its words stand in the document no more.
    """
    if not _ID.fullmatch(passage_id):
        return None
    others = sorted((each for each in snapshot.folder.parent.iterdir() if each != snapshot.folder), reverse=True)
    for folder in [each for each in others if (each / NAME).is_file()][:_MOST]:
        words = _words(folder, document.source.id, passage_id, start, end)
        if words is not None:
            at = document.text.find(words)
            return Span(at, at + len(words)) if at >= 0 else None
    return None


def _words(folder: Path, document_id: str, passage_id: str, start: int, end: int) -> str | None:
    try:
        # Read through as bytes first: most snapshots do not have it, and to take a large one apart takes a second.
        if f'"{passage_id}"'.encode() not in (folder / "passages.json").read_bytes():
            return None
        found = (each for each in read_passages(folder) if (each.id, each.document_id) == (passage_id, document_id))
        passage = next(found, None)
        if passage is None or not 0 <= start < end <= passage.end - passage.start:
            return None
        return read_document(folder, document_id).text[passage.start + start : passage.start + end]
    except (OSError, ValueError):
        return None
