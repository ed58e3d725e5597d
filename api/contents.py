"""A document's table of contents."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.shown import Block
from corpus.document import Document
from corpus.quote import normalised

MOST = 60
"""Lines after which deeper headings are left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """A heading: its words, how deep it stands, counted from 1, where it starts in the text, and in which part."""

    words: str
    depth: int
    start: int
    part: int


def contents(document: Document, parts: Sequence[Sequence[Block]]) -> list[Line]:
    """The headings in order, without one that only says the title again."""
    title = normalised(document.source.title)
    headings = [
        Line(words, block.depth, block.span.start, number)
        for number, part in enumerate(parts, 1)
        for block in part
        if block.depth and (words := normalised(document.text[block.span.start : block.span.end])) != title
    ]
    depths = sorted({line.depth for line in headings})
    fit = [deepest for deepest in depths if sum(line.depth <= deepest for line in headings) <= MOST]
    deepest, highest = max(fit, default=min(depths, default=1)), min(depths, default=1)
    return [
        Line(line.words, line.depth - highest + 1, line.start, line.part) for line in headings if line.depth <= deepest
    ]
