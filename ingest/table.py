"""A source that is a table of the radar: its rows, the text they are quoted from, and what is said of those refused."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from pathlib import Path

from corpus.document import Document
from corpus.passage import Passage, Span
from corpus.radar import Radar, Row
from corpus.refused import Refused
from corpus.source import Source, Table
from corpus.wording import say
from ingest.agreement import disagreements
from ingest.csv_table import read_csv
from ingest.grid import ROWS, Grid
from ingest.headings import Headed, headed, understood
from ingest.passages import BREAK
from ingest.row_words import words
from ingest.rows import Fault, Record, Told, told
from ingest.xlsx_table import read_xlsx

CHARACTERS = 20_000_000
_TABLES = {
    "Edition": "editions",
    "Fagområde": "fagområder",
    "Technology": "technologies",
    "Observation": "observations",
    "Kryds": "kryds",
    "Pilot": "pilots",
    "Case": "cases",
}


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A table that was read: the document its rows are quoted from, the rows, and what a person is told of them.

    ``refused`` names each row that was not taken, ``remarks`` what else is worth knowing.
    """

    document: Document
    radar: Radar
    passages: tuple[Passage, ...]
    refused: tuple[str, ...]
    remarks: tuple[str, ...]


def read_table(source: Source, file: Path) -> Tabulated:
    """The rows of ``file``, as ``source.table`` says they are to be read. Raises Refused where none can be taken."""
    table = source.table or Table()
    read = _headed(file, table)
    taken, refused = _taken(read, file)
    if not taken:
        raise Refused("table.no_rows", file=file.name, why=refused[0] if refused else "-")
    if not source.title:
        source = replace(source, title=file.stem.replace("-", " ").replace("_", " "))
    document, passages = _document(source, [text for _, text in taken])
    rows = [_row(line, passage) for (line, _), passage in zip(taken, passages, strict=True)]
    radar = _radar(make(row) for (line, _), row in zip(taken, rows, strict=True) for make in line.made)
    remarks = [*read.grid.unread, *_unread(read), *disagreements(radar.observations)]
    return Tabulated(document, radar, passages, tuple(refused), tuple(remarks))


def _headed(file: Path, table: Table) -> Headed:
    """The file's table; of a workbook where no sheet is named, the first visible one whose headings are understood."""
    if file.suffix.lower() == ".csv":
        return headed(read_csv(file, lambda cells: understood(cells, table)), table, file.name)
    sheets = read_xlsx(file, table.sheet)
    first: Refused | None = None
    for name, grid in sheets:
        try:
            found = headed(grid, table, file.name)
        except Refused as why:
            first = first or why
            continue
        others = [other for other, _ in sheets if other != name]
        unread = [say("table.other_sheets", sheets=", ".join(f"»{each}«" for each in others))] if others else []
        return replace(found, grid=Grid(found.grid.lines, found.grid.decimal, (*unread, *found.grid.unread)))
    raise first or Refused("table.empty", file=file.name)


def _taken(read: Headed, file: Path) -> tuple[list[tuple[Told, str]], list[str]]:
    """The lines that can be taken, each with its words, and why the others cannot."""
    taken: list[tuple[Told, str]] = []
    refused: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    characters = 0
    for count, line in enumerate(read.grid.lines, 1):
        if count > ROWS:
            raise Refused("table.too_many", file=file.name, most=ROWS)
        try:
            found = told(line, read)
        except Fault as fault:
            refused.append(say("table.fault", row=fault.number, column=fault.column, reason=fault.reason))
            continue
        text = words([make(_NOWHERE) for make in found.made])
        same = (text, *found.stated.values())
        if same in seen:
            refused.append(say("table.repeats", row=line.number, first=seen[same]))
            continue
        seen[same] = line.number
        characters += len(text)
        if characters > CHARACTERS:
            raise Refused("table.too_many", file=file.name, most=ROWS)
        taken.append((found, text))
    return taken, refused


def _document(source: Source, texts: Sequence[str]) -> tuple[Document, tuple[Passage, ...]]:
    """The rows' words as a text, a paragraph each, and the passage that each paragraph is."""
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    at = 0
    for text in texts:
        name = "\x1f".join((source.id, "row", text, str(seen[text])))
        seen[text] += 1
        id_ = blake2b(name.encode(), digest_size=8).hexdigest()
        passages.append(Passage(id_, source.id, at, at + len(text), None, (Span(at, at + len(text)),)))
        at += len(text) + len(BREAK)
    whole = BREAK.join(texts)
    return Document(source, whole, whole, range(len(whole))), tuple(passages)


def _row(line: Told, passage: Passage) -> Row:
    return Row(passage.document_id, line.number, passage, **line.stated)


def _radar(records: Iterator[Record]) -> Radar:
    by_table: dict[str, list[Record]] = {part.name: [] for part in fields(Radar)}
    for record in records:
        by_table[_TABLES[type(record).__name__]].append(record)
    return Radar(**{name: tuple(found) for name, found in by_table.items()})  # type: ignore[arg-type]  # each its own kind


def _unread(read: Headed) -> Iterator[str]:
    if read.unread:
        shown = ", ".join(f"»{heading[:40]}«" for heading in read.unread[:10])
        yield say("table.unread", headings=shown + (" …" if len(read.unread) > 10 else ""))


_NOWHERE = Row("", 0, Passage("", "", 0, 0, None, ()))
"""Stands in for a row's place before its words, which tell how long it is, are known."""
