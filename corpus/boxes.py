"""Where the characters of a document stand on its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document

WHOLE = 65_535
"""The width or height of a page in the numbers that places are kept in."""
_GAP = 2.5  # times the height of a line: the least space between two boxes on it


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as it is shown, in fractions of its width and height from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Boxes:
    """The pages' sizes in points as they are shown, and the place of every character of the document's text.

    ``places`` [characters, 4] is left, top, right and bottom in parts of ``WHOLE``; all 0 where the page does not
    show the character, as with spaces.
    """

    sizes: Sequence[tuple[float, float]]
    places: NDArray[np.uint16] = field(repr=False)

    def around(self, document: Document, start: int, end: int) -> list[Box]:
        """The boxes around the characters from ``start`` to ``end``: one a line, and one a page or column at least."""
        found: list[Box] = []
        for page, first, last in _by_page(document, start, end):
            shown = self.places[first:last].astype(np.int32)
            shown = shown[shown[:, 2] > shown[:, 0]]
            if not len(shown) or page > len(self.sizes):
                continue
            width, height = self.sizes[page - 1]
            scaled = shown / WHOLE * np.array([width, height, width, height])
            for line in _lines(scaled):
                left, top = line[:, :2].min(0) / (width, height)
                right, bottom = line[:, 2:].max(0) / (width, height)
                found.append(Box(page, float(left), float(top), float(right), float(bottom)))
        return found


def _by_page(document: Document, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The span page by page: the page's number, and the first and last offset on it."""
    for at, page in enumerate(document.pages):
        ends = document.pages[at + 1].start if at + 1 < len(document.pages) else len(document.text)
        if page.start < end and start < ends:
            yield page.number, max(start, page.start), min(end, ends)


def _lines(shown: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Characters in reading order, cut where a line ends; each left, top, right and bottom in points."""
    if len(shown) > 1:
        moves = np.median(np.abs(np.diff(shown[:, :2], axis=0)), axis=0)
        if moves[1] > moves[0]:  # the lines run up or down the page
            return [line[:, [1, 0, 3, 2]] for line in _lines_across(shown[:, [1, 0, 3, 2]], backwards=True)]
    return _lines_across(shown, backwards=False)


def _lines_across(shown: NDArray[np.float64], *, backwards: bool) -> list[NDArray[np.float64]]:
    lines = [[shown[0]]]
    for before, here in pairwise(shown):
        high = min(before[3] - before[1], here[3] - here[1])
        overlap = min(before[3], here[3]) - max(before[1], here[1])
        gap = here[0] - before[2]
        back = before[0] - here[2] if backwards else before[0] - here[0]
        if overlap < 0.4 * high or gap > _GAP * high or (back > high and not (backwards and back < _GAP * high)):
            lines.append([])
        lines[-1].append(here)
    return [np.array(line) for line in lines]
