"""A table as it stands in its file: lines of cells, before anything is understood of it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.refused import one_line

ROWS = 50_000
"""Rows that a table may have; each is a sentence that can be cited and an object in memory."""
COLUMNS = 200
LONGEST = 5_000
"""Characters that a cell may have."""

Decimal = Literal[",", "."]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words on one line, the unit it is shown in, and what is wrong with it, as a key of the wording."""

    text: str = ""
    unit: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table that has something in it, and its number as a spreadsheet counts."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        """The cell of that column, an empty one where the line is too short to have it."""
        return self.cells[place] if place < len(self.cells) else Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a file or sheet, read as they are asked for, and which sign parts a number where it is in doubt.

    ``unread`` is what else the file holds that is not read, said as a person is told it.
    """

    lines: Iterator[Line]
    decimal: Decimal = ","
    unread: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """The words of a cell as they can be shown and quoted: NFC, on one line, without signs that a terminal obeys."""
    return unicodedata.normalize("NFC", one_line(text))


def letters(place: int) -> str:
    """What a spreadsheet calls the column at ``place``, counted from 0: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
