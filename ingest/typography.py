"""Headings of a PDF: by its outline, and by type that is larger or bolder than the text."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest import bullets
from ingest.furniture import is_contents_line
from ingest.layout import Line

_LARGER = 1.12  # times the type size of the text
_LONGEST = 160  # characters; longer ones in large type are introductions and pull quotes
_CAPTION = re.compile(r"(?i)(figur|tabel|boks|kilde|note|figure|table|source)\s*[\d:]")
_NOT_END = re.compile(r"[.,;:!]$")

Style = tuple[float, bool]


def levels(pages: Sequence[Sequence[Sequence[Line]]], outline: Mapping[tuple[int, str], int]) -> list[list[int | None]]:
    """For each paragraph of each page its level as a heading, or None.

    ``outline`` gives levels by page (from 1) and by title as ``plain`` makes it. Other headings take their level from
    the size of their type, the largest of the document highest.
    """
    text = _text_style(pages)
    if text is None:
        return [[None for _ in page] for page in pages]
    stand_out = {
        _style(block) for page in pages for block in page if _could_be_heading(block) and _stands_out(block, text)
    }
    rank = _ranks(stand_out)
    return [
        [
            outline.get((number, plain(_words(block))))
            or (rank.get(_style(block)) if _could_be_heading(block) else None)
            for block in page
        ]
        for number, page in enumerate(pages, 1)
    ]


def plain(title: str) -> str:
    """A title without what differs between an outline and the page: case, spaces, signs and its number."""
    words = re.sub(r"[\W_]+", " ", title).lower().strip()
    return re.sub(r"^(\d{1,3} )+", "", words)


def _words(block: Sequence[Line]) -> str:
    return " ".join(line.text for line in block)


def _style(block: Sequence[Line]) -> Style:
    return round(max(line.size for line in block) * 2) / 2, all(line.bold for line in block)


def _text_style(pages: Sequence[Sequence[Sequence[Line]]]) -> Style | None:
    weights: Counter[Style] = Counter()
    for page in pages:
        for block in page:
            weights[_style(block)] += sum(len(line.text) for line in block)
    return weights.most_common(1)[0][0] if weights else None


def _stands_out(block: Sequence[Line], text: Style) -> bool:
    size, bold = _style(block)
    return size >= _LARGER * text[0] or (bold and not text[1] and size >= text[0])


def _could_be_heading(block: Sequence[Line]) -> bool:
    words = _words(block)
    return (
        len(block) <= 4
        and len(words) <= _LONGEST
        and all(line.cells == 1 for line in block)
        and sum(character.isalpha() for character in words) >= 3
        and not words[0].islower()
        and not _NOT_END.search(words)
        and not bullets.sign(words)
        and not _CAPTION.match(words)
        and not is_contents_line(words)
        and "@" not in words
    )


def _ranks(styles: set[Style]) -> dict[Style, int]:
    """Levels from 1, by falling size and bold before light; sizes within half a point are one."""
    ranks: dict[Style, int] = {}
    level = 0
    before: Style | None = None
    for style in sorted(styles, key=lambda style: (-style[0], not style[1])):
        if before is None or before[0] - style[0] > 0.5 or before[1] != style[1]:
            level += 1
        ranks[style] = min(level, 6)
        before = style
    return ranks
