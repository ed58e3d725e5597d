"""XLSX: the cells of a workbook's sheet as a person sees them in the spreadsheet."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from corpus.refused import Refused, one_line
from corpus.wording import say
from ingest.grid import COLUMNS, LONGEST, ROWS, Cell, Grid, Line, tidy
from ingest.recognise import recognised

BYTES = 50_000_000
SHEET = 150_000_000  # bytes that a sheet may hold when unpacked; it is read a row at a time
REST = 50_000_000  # bytes of any other part, which is read whole
LAST = 1_048_576  # the last row that a spreadsheet can have
_CHUNK = 1 << 20
_OVERLAP = 400
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MOST_MERGED = 10_000


def read_xlsx(path: Path, sheet: str | None) -> list[tuple[str, Grid]]:
    """The visible sheets by name, or only the one that is named, each to be read once. Raises Refused."""
    recognised(path, "xlsx", BYTES)
    _check_parts(path)
    book = _opened(path, values=True)
    visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    if sheet is not None and sheet not in visible:
        key = "table.sheet_hidden" if sheet in hidden else "table.no_sheet"
        raise Refused(key, file=path.name, sheet=sheet, sheets=", ".join(f"»{name}«" for name in visible))
    if not visible:
        raise Refused("table.all_hidden", file=path.name)
    unread = tuple(say("table.hidden", sheet=one_line(name)) for name in hidden)
    return [(name, Grid(_lines(path, name), ",", unread)) for name in ([sheet] if sheet else visible)]


def _check_parts(path: Path) -> None:
    """Refuses what would fill the memory when it is unpacked, and XML that refers to more than itself."""
    try:
        with zipfile.ZipFile(path) as packed:
            for part in packed.infolist():
                is_sheet = part.filename.lower().startswith("xl/worksheets/sheet")
                if part.file_size > (SHEET if is_sheet else REST):
                    raise Refused("table.too_many" if is_sheet else "reading.xlsx_bomb", file=path.name, most=ROWS)
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(_CHUNK):
                            raise Refused("reading.xlsx_broken", file=path.name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise Refused("reading.xlsx_broken", file=path.name) from error


def _opened(path: Path, *, values: bool) -> Any:
    """The workbook, read only; with ``values`` a formula's cell holds what it last came to."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl lets every fault of the archive and its XML through as it comes
        raise Refused("reading.xlsx_broken", file=path.name) from error


def _lines(path: Path, name: str) -> Iterator[Line]:
    """The sheet's rows; one with a cell that a merged cell covers from above has that cell's words."""
    book = _opened(path, values=True)
    merged, has_formulas = _layout(path, book[name])
    formulas = _rows(path, _opened(path, values=False)[name]) if has_formulas else None
    open_: list[tuple[int, int, Cell]] = []  # the last row, the column and the words of merged cells
    for number, row in enumerate(_rows(path, book[name]), 1):
        written = next(formulas, ()) if formulas is not None else row
        if not row and not written and not open_ and number not in merged:
            continue
        cells = [
            _cell(cell, written[place] if place < len(written) else cell) for place, cell in enumerate(row[:COLUMNS])
        ]
        filled = any(cell.text or cell.fault for cell in cells)
        for last, column in merged.get(number, ()):
            if column < len(cells):
                open_.append((last, column, cells[column]))
        open_ = [each for each in open_ if each[0] >= number]
        if not filled:
            continue
        for _, column, words in open_:
            cells.extend(Cell() for _ in range(column + 1 - len(cells)))
            cells[column] = words
        yield Line(number, tuple(cells))


def _rows(path: Path, sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what a file says of its own size need not be so
    try:
        with catch_warnings():
            simplefilter("ignore")
            yield from sheet.iter_rows(max_row=LAST)
    except Exception as error:
        raise Refused("reading.xlsx_broken", file=path.name) from error


def _layout(path: Path, sheet: Any) -> tuple[dict[int, list[tuple[int, int]]], bool]:
    """The merged cells by the row they begin in, each with its last row and its column, and whether there are formulas.

    openpyxl tells neither without reading the whole sheet into memory.
    """
    part = str(sheet._worksheet_path).lstrip("/")
    merged: dict[int, list[tuple[int, int]]] = {}
    formulas, count, left = False, 0, b""
    with zipfile.ZipFile(path) as packed, packed.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            window = left + chunk
            formulas = formulas or _FORMULA.search(window) is not None
            end = 0
            for found in _MERGED.finditer(window):
                end = found.end()
                count += 1
                if count > _MOST_MERGED:
                    raise Refused("table.merged", file=path.name, most=_MOST_MERGED)
                left_column, top, _, bottom = range_boundaries(found[1].decode())
                if top and bottom and left_column and bottom > top and left_column <= COLUMNS:
                    merged.setdefault(top, []).append((bottom, left_column - 1))
            left = window[max(end, len(window) - _OVERLAP) :]
    return merged, formulas


def _cell(shown: Any, written: Any) -> Cell:
    """A cell by what it shows; ``written`` is the same cell with its formula, where it has one."""
    value = shown.value
    if getattr(written, "data_type", None) == "f" and value is None:
        return Cell(fault="table.formula")
    if shown.data_type == "e":
        return Cell(tidy(str(value)), fault="table.error")
    match value:
        case None:
            return Cell()
        case bool():
            return Cell(say("table.yes" if value else "table.no"))
        case int() | float():
            percent = "%" in (shown.number_format or "")
            return Cell(_figure(value * 100 if percent else value), "pct." if percent else None)
        case datetime() if value.time() == time():
            return Cell(value.date().isoformat())
        case datetime() | date():
            return Cell(value.isoformat(" ") if isinstance(value, datetime) else value.isoformat())
    text = str(value)
    return Cell(tidy(text)) if len(text) <= LONGEST else Cell(tidy(text[:LONGEST]), fault="table.long")


def _figure(value: float) -> str:
    """A number as Danish writes it, without the rounding that computers leave: 12.5 is ``12,5``, 2021.0 is ``2021``."""
    return f"{round(value, 10):.15g}".replace(".", ",")
