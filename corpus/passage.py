"""A passage: the unit that answers, cut from a document at ingest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a document's text, ``start`` to ``end`` in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """About 500 to 900 characters of one document, whole sentences, never across a heading.

    ``id`` is a hash of document, heading path and words: the same in the next snapshot if the words still stand.
    """

    id: str
    document_id: str
    start: int
    end: int
    section: str | None
    sentences: tuple[Span, ...]
