"""From catalogues to documents: what each source gave, and why a source was refused."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from corpus.boxes import Boxes
from corpus.catalogue import Catalogue
from corpus.document import Document
from corpus.passage import Passage
from corpus.radar import Radar
from corpus.refused import Refused
from corpus.source import Source, Table
from corpus.tables import ENDINGS
from ingest.agreement import unknown
from ingest.clean import clean
from ingest.originals import Originals
from ingest.passages import passages
from ingest.places import boxes
from ingest.previous import Previous
from ingest.read import read
from ingest.table import read_table


@dataclass(frozen=True, slots=True)
class Gathered:
    """A source that was read: its document, the passages it was cut into, and the hash of its file.

    ``pages`` is a PDF's file, and where its text stands on its pages. A table has ``rows`` and is cut into them; text
    is not answered from those. ``refused`` names the rows that were not taken, and ``remarks`` what else is to be
    said of them.
    """

    document: Document
    passages: tuple[Passage, ...]
    sha256: str
    rows: Radar | None = None
    refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: tuple[Path, Boxes] | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """A source that was turned away, by the name it goes under."""

    name: str
    why: Refused


def gather(
    catalogues: Iterable[Catalogue], originals: Originals, previous: Previous, started: Callable[[str], None]
) -> Iterator[Gathered | Turned]:
    """Every source of the catalogues, read or turned away; a source that fails stops no other."""
    names: set[str] = set()
    for catalogue in catalogues:
        yield from (Turned(rejected.name, rejected.why) for rejected in catalogue.rejected)
        for source in catalogue.sources:
            started(source.id)
            try:
                if source.id in names:
                    raise Refused("catalogue.duplicate", file=catalogue.path.name, id=source.id)
                names.add(source.id)
                yield from _with_original(source, originals, previous)
            except Refused as why:
                yield Turned(source.id, why)


def with_unknown(outcomes: Iterable[Gathered | Turned]) -> Iterator[Gathered | Turned]:
    """The same, with what is to be said of technologies that no table knows."""
    outcomes = list(outcomes)
    tables = [each.rows for each in outcomes if isinstance(each, Gathered) and each.rows]
    known = [technology for rows in tables for technology in rows.technologies]
    for each in outcomes:
        if isinstance(each, Gathered) and each.rows:
            yield replace(each, remarks=(*each.remarks, *unknown(each.rows, known)))
        else:
            yield each


def _with_original(source: Source, originals: Originals, previous: Previous) -> Iterator[Gathered | Turned]:
    """The source read from its fetched original; where that cannot be read, from the digest, and why is said."""
    original = originals.replace(source)
    try:
        yield _gathered(original, previous)
    except Refused as why:
        if original is source or source.file is None:
            raise
        yield Turned(f"{source.id} (original)", why)
        yield _gathered(source, previous)


def _gathered(source: Source, previous: Previous) -> Gathered:
    file = source.file
    if file is None:
        raise Refused("catalogue.not_fetched", id=source.id, url=source.url)
    hashed = _hash(file)
    if file.suffix.lower() in ENDINGS:
        table = read_table(source if source.table else replace(source, table=Table()), file)
        return Gathered(table.document, table.passages, hashed, table.radar, table.refused, table.remarks)
    source = replace(source, table=None)
    document = previous.document(source.id, hashed)
    placed = previous.boxes(document) if document else None
    if document is None:
        document = _read(source, file)
    elif source.title:
        document = replace(document, source=source)
    if placed is None and file.suffix.lower() == ".pdf":
        placed = boxes(document, file)
    cut = passages(document)
    if not cut:
        raise Refused("reading.no_text", file=file.name)
    return Gathered(document, cut, hashed, pages=(file, placed) if placed else None)


def _read(source: Source, file: Path) -> Document:
    """The file's document; what a folder's catalogue leaves open is filled in from what the file says itself."""
    raw = read(file)
    if not source.title:
        source = replace(
            source,
            title=raw.title or file.stem.replace("-", " ").replace("_", " "),
            published=source.published or raw.published,
            language=raw.language or source.language,
        )
    return clean(raw, source)


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return sha256(opened.read()).hexdigest()
    except OSError as error:
        raise Refused("reading.unreadable", file=file.name, why=error.strerror) from None
