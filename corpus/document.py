"""A document as it is kept: cleaned text, its pages and headings, and the raw text behind it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.source import Source


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its place in the text and its level, 1 the highest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source: its number, and where its text begins in the document's text."""

    number: int
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the corpus.

    ``text`` is blocks (headings, paragraphs, list items) with an empty line between them and none inside. ``pages``
    is empty where the source has none. ``origins[i]`` is the offset in ``raw`` that character ``i`` came from.
    """

    source: Source
    text: str
    raw: str
    origins: Sequence[int] = field(repr=False)
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page that the character at ``offset`` stands on."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[at - 1].number if at else None

    def headings_at(self, offset: int) -> tuple[Heading, ...]:
        """The headings over ``offset``, the highest first."""
        path: list[Heading] = []
        for heading in self.headings:
            if heading.start > offset:
                break
            while path and path[-1].level >= heading.level:
                path.pop()
            path.append(heading)
        return tuple(path)

    def section_at(self, offset: int) -> str | None:
        """The heading path over ``offset`` as one line, or None where there is none."""
        return " › ".join(self.text[h.start : h.end] for h in self.headings_at(offset)) or None
