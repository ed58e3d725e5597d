"""A document cut up for showing: blocks, in them pieces, and where pages and the marked words begin."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.document import Document
from corpus.passage import Passage, Span

PART = 100_000
"""Characters after which a long document goes on on another page."""

_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph: its place, where the block before it ends, and the heading's depth from 1, or 0."""

    span: Span
    after: int
    depth: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a block. ``pages`` begin with it; ``marked`` are the words looked for, ``first`` where they begin."""

    text: str
    pages: tuple[int, ...]
    marked: bool
    first: bool


def blocks(document: Document) -> list[Block]:
    """The blocks of the text, in order. A heading is at most one deeper than the one over it, as a page needs it."""
    headings = {heading.start: heading.level for heading in document.headings}
    found: list[Block] = []
    over: list[int] = []
    start = after = 0
    for text in document.text.split(_BREAK):
        end = start + len(text)
        if text:
            level = headings.get(start)
            if level is not None:
                while over and over[-1] >= level:
                    over.pop()
                over.append(level)
            found.append(Block(Span(start, end), after, 0 if level is None else len(over)))
            after = end
        start = end + len(_BREAK)
    return found


def parts(all_blocks: list[Block], passage_starts: Set[int]) -> list[list[Block]]:
    """The blocks in parts of about ``PART`` characters, cut where no passage is cut: at headings, if there are any."""
    cut: list[list[Block]] = []
    begins = 0
    for block in all_blocks:
        length = block.span.start - begins
        ends = (length > PART and block.depth) or (length > 2 * PART and block.span.start in passage_starts)
        if not cut or ends:
            cut.append([])
            begins = block.span.start
        cut[-1].append(block)
    return cut


def within(all_blocks: Sequence[Block], span: Span) -> list[Block]:
    """The blocks inside ``span``, those that reach out of it cut off."""
    return [
        replace(
            block,
            span=Span(max(block.span.start, span.start), min(block.span.end, span.end)),
            after=max(block.after, span.start),
        )
        for block in all_blocks
        if block.span.start < span.end and span.start < block.span.end
    ]


def pieces(document: Document, block: Block, mark: Span | None) -> Iterator[Piece]:
    """The block's words, cut where a page begins and where the marked words begin and end."""
    start, end = block.span.start, block.span.end
    begin: dict[int, tuple[int, ...]] = {}
    for page in document.pages:
        if block.after <= page.start < end:
            at = max(page.start, start)
            begin[at] = (*begin.get(at, ()), page.number)
    cuts = {start, end, *begin, *((mark.start, mark.end) if mark else ())}
    inside = sorted(cut for cut in cuts if start <= cut <= end)
    for left, right in pairwise(inside):
        marked = mark is not None and mark.start <= left < mark.end
        first = marked and mark is not None and left == max(mark.start, start) and block.after <= mark.start
        yield Piece(document.text[left:right], begin.get(left, ()), marked, first)


def marked_span(document: Document, passage: Passage, given_from: str, given_to: str) -> Span | None:
    """The words from ``given_from`` to ``given_to``, counted from the passage's start; None where there are none."""
    if not all(re.fullmatch(r"[0-9]{1,7}", given) for given in (given_from, given_to)):
        return None
    start, end = passage.start + int(given_from), passage.start + int(given_to)
    return Span(start, end) if end <= passage.end and document.text[start:end].strip() else None
