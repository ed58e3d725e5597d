"""CSV: rows of text, parted by whichever sign lets the headings be understood."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import StringIO
from itertools import islice
from pathlib import Path

from corpus.refused import Refused
from ingest.decode import decode
from ingest.grid import COLUMNS, LONGEST, Cell, Grid, Line, tidy
from ingest.recognise import recognised

BYTES = 50_000_000
_SIGNS = ";\t,|"
_NAMED = re.compile(r"\ufeff?sep=([;,\t|])\r?\n", re.IGNORECASE)
_HEAD = 30  # rows that the headings are looked for in


def read_csv(path: Path, understood: Callable[[Sequence[str]], int]) -> Grid:
    """The rows of the file; ``understood`` counts how many of a row's cells are headings that mean something.

    Semicolons, as Danish spreadsheets write, are believed where several signs do equally well. Raises Refused.
    """
    recognised(path, "csv", BYTES)
    text = decode(path.read_bytes())
    if text is None:
        raise Refused("reading.not_text", file=path.name)
    named = _NAMED.match(text)
    if named:
        sign, skipped = named[1], named.end()
    else:
        sign, skipped = max(_SIGNS, key=lambda sign: _well(text, sign, understood)), 0
    return Grid(_lines(path, text[skipped:], sign, 2 if named else 1), "." if sign == "," else ",")


def _well(text: str, sign: str, understood: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    """How well the text is parted by ``sign``: the headings understood, then the cells there are."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(_rows(text, sign), _HEAD))
    return max(map(understood, rows), default=0), max(map(len, rows), default=0)


def _rows(text: str, sign: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)


def _lines(path: Path, text: str, sign: str, first: int) -> Iterator[Line]:
    number = first - 1
    rows = _rows(text, sign)
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error:
            raise Refused("table.quotes", file=path.name, row=number) from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield Line(number, tuple(_cell(cell) for cell in row[:COLUMNS]))


def _cell(text: str) -> Cell:
    return Cell(tidy(text)) if len(text) <= LONGEST else Cell(tidy(text[:LONGEST]), fault="table.long")
