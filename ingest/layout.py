"""From the runs of a page to its lines and paragraphs in reading order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import bullets
from ingest.columns import columns, edges
from ingest.runs import Run

_CELL = 1.5  # times the type size: the least space between two cells of a table row
_HANGING = re.compile(r"\W|\w{1,3}[.)]\s")  # a list item, whose second line is indented
_ENDED = re.compile(r"[.!?:;][\"”’»')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``cells`` is how many pieces wide apart it is made of."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    cells: int = 1


def read_pages(pages: Sequence[Sequence[Run]]) -> list[list[list[Line]]]:
    """The paragraphs of each page, each a list of lines, columns read one after the other."""
    known = edges(pages)
    lines = [[[_line(row) for row in column] for column in columns(runs, known)] for runs in pages]
    leading = _leading(column for page in lines for column in page)
    return [_paragraphs(page, leading) for page in lines]


def _paragraphs(page: Sequence[list[Line]], leading: Mapping[int, float]) -> list[list[Line]]:
    found: list[list[Line]] = []
    right = 0.0
    for column in page:
        blocks = list(_blocks(column, leading))
        if found and _runs_on(found[-1][-1], blocks[0][0], right):
            found[-1] += blocks.pop(0)
        found += blocks
        right = _right(column)
    return found


def _line(row: list[Run]) -> Line:
    text = ""
    cells = 1
    size = max(row, key=lambda run: (len(run.text), run.size)).size
    base = max((run for run in row if run.size >= 0.9 * size), key=lambda run: len(run.text))
    end = row[0].x0
    for run in row:
        if _is_note_mark(run, base, text):
            continue
        gap = run.x0 - end if text else 0
        cells += gap > _CELL * size
        if gap > 0.15 * size and not text.endswith(" "):
            text += " "
        text += run.text.lstrip() if not text or text.endswith(" ") else run.text
        end = max(end, run.x1)
    letters = sum(len(run.text) for run in row)
    bold = sum(len(run.text) for run in row if run.bold) > 0.9 * letters
    return Line(text.strip(), row[0].x0, end, base.y, size, bold, cells)


def _is_note_mark(run: Run, base: Run, before: str) -> bool:
    """A small raised number that points to a footnote; one after a unit, as in m², is a power."""
    return (
        run.size <= 0.8 * base.size
        and run.y > base.y + 0.1 * base.size
        and re.fullmatch(r"(\d{1,3}|[*†‡]{1,3})(,\s?\d{1,3})*", run.text.strip()) is not None
        and bool(before)
        and re.search(r"(?:^|[\s\d])[kcdm]?m$", before) is None
    )


def _blocks(lines: list[Line], leading: Mapping[int, float]) -> Iterator[list[Line]]:
    """The lines of one column in paragraphs."""
    right = _right(lines)
    block = [lines[0]]
    for before, line in pairwise(lines):
        if _parted(before, line, right, leading.get(round(line.size), 1.5 * line.size)):
            yield block
            block = []
        block.append(line)
    yield block


def _right(lines: list[Line]) -> float:
    """Where the lines of a column end, but for a few that reach further."""
    return sorted(line.x1 for line in lines)[int(len(lines) * 0.9)]


def _leading(columns: Iterable[list[Line]]) -> dict[int, float]:
    """The usual distance between two lines of each type size; paragraphs stand further apart, so the lower third."""
    steps: dict[int, list[float]] = {}
    for column in columns:
        for before, line in pairwise(column):
            if abs(before.size - line.size) < 0.6 and 0 < before.y - line.y < 2.5 * line.size:
                steps.setdefault(round(line.size), []).append(before.y - line.y)
    return {size: sorted(found)[len(found) // 3] for size, found in steps.items()}


def _parted(before: Line, line: Line, right: float, leading: float) -> bool:
    """Whether ``line`` begins a paragraph; ``right`` is where the column's lines end, ``leading`` their distance."""
    if before.y - line.y > leading + 0.25 * line.size or line.y > before.y + line.size:
        return True
    if abs(before.size - line.size) > 0.6 or before.bold != line.bold:
        return True
    if bullets.begins_item(line.text, before.text) or line.cells > 1 or before.cells > 1:
        return True
    if line.bold:  # a heading of several lines may end one in a colon or a full stop
        return False
    starts = line.text[:1].isupper() or line.text[:1].isdigit()
    if not (starts and _ENDED.search(before.text)):
        return False
    if before.x1 < right - 0.15 * (right - before.x0):
        return True
    return line.x0 > before.x0 + 0.7 * line.size and not _HANGING.match(before.text)


def _runs_on(before: Line, line: Line, right: float) -> bool:
    """Whether a paragraph goes on at the top of the next column; ``right`` is where the lines of its column end."""
    if abs(before.size - line.size) > 0.6 or before.bold != line.bold or max(before.cells, line.cells) > 1:
        return False
    if _ENDED.search(before.text) or bullets.sign(line.text):
        return False
    return line.text[:1].islower() or before.x1 > right - 0.1 * (right - before.x0)
