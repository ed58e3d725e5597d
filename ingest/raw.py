"""What a reader took out of a file, before any cleaning."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.document import Heading, Page

_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Raw:
    """All the text of a file, with what the file itself says about it.

    Blocks (headings, paragraphs, list items, table rows) stand apart by an empty line; a line break inside a block is
    only layout. ``pages`` and ``headings`` are places in ``text``; both are empty where the format has none.
    """

    text: str
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    title: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block as a reader finds it: its text, and its level where it is a heading."""

    text: str
    level: int | None = None


def compose(
    pages: Iterable[Iterable[Block]],
    *,
    paged: bool,
    title: str | None = None,
    published: date | None = None,
    language: str | None = None,
) -> Raw:
    """The blocks of all pages as one ``Raw``; ``paged`` is false where the format has no pages."""
    parts: list[str] = []
    starts: list[Page] = []
    headings: list[Heading] = []
    at = 0
    for number, blocks in enumerate(pages, 1):
        starts.append(Page(number, at))
        for block in blocks:
            text = _EMPTY_LINES.sub("\n", block.text).strip()
            if not text:
                continue
            if block.level is not None:
                headings.append(Heading(at, at + len(text), block.level))
            parts.append(text)
            at += len(text) + 2
    first = min(headings, key=lambda heading: (heading.level, heading.start), default=None)
    text = "\n\n".join(parts)
    starts = [Page(page.number, min(page.start, len(text))) for page in starts]
    return Raw(
        text=text,
        pages=tuple(starts) if paged else (),
        headings=tuple(headings),
        title=title or (" ".join(text[first.start : first.end].split()) if first else None),
        published=published,
        language=language,
    )
