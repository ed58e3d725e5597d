"""The pages of a PDF as they are shown: each with its picture, its text, and the boxes around the marked words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.shown import Block, Piece, pieces, within
from corpus.boxes import Box, Boxes
from corpus.document import Document
from corpus.passage import Span

_AIR = 1.5  # points between the words and the box around them

Third = Literal["top", "middle", "bottom"]
Half = Literal["left", "right", "whole"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A box as it is drawn, in points from the page's top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its number, its size in points, its text, the frames around the marked words and where they stand.

    ``first`` says that the marked words begin here.
    """

    number: int
    width: float
    height: float
    text: Sequence[tuple[Block, Sequence[Piece]]]
    frames: Sequence[Frame]
    third: Third
    half: Half
    first: bool


def leaves(
    document: Document, boxes: Boxes, all_blocks: Sequence[Block], mark: Span | None, asked: str
) -> Sequence[Leaf]:
    """The page asked for; else those that the marked words stand on, else the first."""
    marked = boxes.around(document, mark.start, mark.end) if mark else []
    count = len(boxes.sizes)
    if asked.isdecimal() and 0 < int(asked[:6]) <= count:
        numbers = range(int(asked[:6]), int(asked[:6]) + 1)
    elif mark:
        first, last = document.page_at(mark.start) or 1, document.page_at(mark.end - 1) or 1
        numbers = range(min(first, count), min(last, count) + 1)
    else:
        numbers = range(1, 2)
    return [_leaf(document, boxes, all_blocks, mark, marked, number) for number in numbers]


def _leaf(
    document: Document, boxes: Boxes, all_blocks: Sequence[Block], mark: Span | None, marked: Sequence[Box], number: int
) -> Leaf:
    width, height = boxes.sizes[number - 1]
    here = [box for box in marked if box.page == number]
    frames = [_frame(box, width, height) for box in here]
    starts = [page.start for page in document.pages if page.number in (number, number + 1)]
    span = Span(starts[0], starts[1] if len(starts) > 1 else len(document.text)) if starts else Span(0, 0)
    text = [(block, list(pieces(document, block, mark))) for block in within(all_blocks, span)]
    first = mark is not None and span.start <= mark.start < span.end
    return Leaf(number, width, height, text, frames, _third(here), _half(here), first)


def _frame(box: Box, width: float, height: float) -> Frame:
    left, top = box.left * width - _AIR, box.top * height
    return Frame(
        round(left, 2),
        round(top, 2),
        round((box.right - box.left) * width + 2 * _AIR, 2),
        round((box.bottom - box.top) * height, 2),
    )


def _third(boxes: Sequence[Box]) -> Third:
    middle = (min(box.top for box in boxes) + max(box.bottom for box in boxes)) / 2 if boxes else 0
    return "top" if middle < 0.34 else "middle" if middle < 0.67 else "bottom"


def _half(boxes: Sequence[Box]) -> Half:
    if boxes and max(box.right for box in boxes) < 0.55:
        return "left"
    return "right" if boxes and min(box.left for box in boxes) > 0.45 else "whole"
