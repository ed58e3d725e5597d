"""Builds a snapshot beside the current one and switches to it when it is whole."""

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from corpus import vectors
from corpus.catalogue import Catalogue
from corpus.embedding import Embedder
from corpus.lexical import Lexical
from corpus.manifest import FORMAT, Held, Manifest, write_manifest
from corpus.passage import Passage
from corpus.quote import normalised
from corpus.radar import Radar
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from corpus.stored import write_document, write_pages, write_passages, write_radar, write_vectors
from corpus.terms import terms_with_parts
from corpus.windows import key, sentence_texts, windows
from ingest.gather import Gathered, Turned, gather, with_unknown
from ingest.originals import Originals
from ingest.previous import Previous, reader_fingerprint


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one source: passages or rows read, and of them added, unchanged and gone; or why it was refused.

    ``rows_refused`` names the rows of a table that were not taken, ``remarks`` what else is to be said of it.
    """

    name: str
    read: int = 0
    added: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: str | None = None
    rows_refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What an ingest did: the snapshot that answers now, whether it is new, a line a source, texts embedded."""

    snapshot_id: str
    is_new: bool
    lines: tuple[Line, ...]
    embedded: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Who is told how far it is: ``reading`` with each source's name, ``embedding`` with (done, all)."""

    reading: Callable[[str], None] = lambda _: None
    embedding: Callable[[int, int], None] = lambda _, __: None


def build(
    catalogues: Sequence[Catalogue], snapshots: Snapshots, embedder: Embedder, progress: Progress | None = None
) -> Built:
    """Reads, cuts and embeds the catalogues' sources into a snapshot, and lets it answer.

    Where nothing has changed the current snapshot stays. Raises Refused if no source could be read, another process
    is writing, or the disk is full or may not be written to; the current snapshot then goes on answering.
    """
    progress = progress or Progress()
    with snapshots.writer(), _room_on_disk(snapshots):
        previous = Previous.of(snapshots, embedder)
        outcomes = list(gather(catalogues, Originals(snapshots.data_dir / "originals"), previous, progress.reading))
        outcomes = list(with_unknown(outcomes))
        gathered = [outcome for outcome in outcomes if isinstance(outcome, Gathered)]
        lines = tuple(_lines(outcomes, previous))
        if not gathered:
            raise Refused("ingest.nothing", why=next((line.refused for line in lines if line.refused), "-"))
        manifest = _manifest(catalogues, gathered, snapshots, embedder)
        current = previous.manifest
        if current and current.contents == manifest.contents and _answers(snapshots, embedder):
            return Built(current.id, False, lines, 0)
        embedded = _write(manifest, gathered, snapshots, embedder, previous, progress)
        snapshots.switch(manifest.id)
        return Built(manifest.id, True, lines, embedded)


def _answers(snapshots: Snapshots, embedder: Embedder) -> bool:
    """Whether the current snapshot is whole: one that is damaged asks for an ingest, and it is not to do nothing."""
    try:
        snapshot = snapshots.open(embedder)
        for document_id in snapshot.sources:
            snapshot.document(document_id)
            snapshot.boxes(document_id)
        return snapshot.radar is not None
    except Refused:
        return False


def _manifest(
    catalogues: Iterable[Catalogue], gathered: Sequence[Gathered], snapshots: Snapshots, embedder: Embedder
) -> Manifest:
    held = tuple(_held(g) for g in gathered)
    made = datetime.now(UTC)
    reader, chroma = reader_fingerprint(), vectors.where(snapshots.chroma_url)
    told = [g.document.text for g in gathered if g.rows]  # the words of a row are ours, and may be other ones tomorrow
    decides = (FORMAT, reader, embedder.name, embedder.fingerprint, chroma, held, told)
    contents = sha256(repr(decides).encode()).hexdigest()[:16]
    return Manifest(
        id=f"{made:%Y%m%d-%H%M%S-%f}",
        made=made.isoformat("T", "microseconds"),
        format=FORMAT,
        contents=contents,
        reader=reader,
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        chroma=chroma,
        catalogues=tuple(str(catalogue.path.resolve()) for catalogue in catalogues),
        held=held,
    )


def _held(gathered: Gathered) -> Held:
    document, cut = gathered.document, len(gathered.passages)
    passages, rows = (0, cut) if gathered.rows else (cut, 0)
    return Held(document.source, gathered.sha256, len(document.text), passages, len(document.pages), rows)


def _write(
    manifest: Manifest,
    gathered: Sequence[Gathered],
    snapshots: Snapshots,
    embedder: Embedder,
    previous: Previous,
    progress: Progress,
) -> int:
    """Writes the whole snapshot, its manifest last; the number of texts that had to be embedded."""
    folder = snapshots.folder(manifest.id)
    folder.mkdir(parents=True)
    client = vectors.connect(folder / "chroma", snapshots.chroma_url)  # a server that is away is told before the work
    texts_of = [g for g in gathered if not g.rows]
    cut = tuple(passage for g in texts_of for passage in g.passages)
    shown = [window for g in texts_of for passage in g.passages for window in windows(g.document, passage)]
    single = [text for g in texts_of for passage in g.passages for text in sentence_texts(g.document, passage)]
    texts = {key(text): text for text in [*(window.text for window in shown), *single]}
    new = [name for name in texts if name not in previous.vectors]
    made = embedder.documents([texts[name] for name in new], lambda done: progress.embedding(done, len(new)))
    by_key = {**dict(zip(new, made, strict=True)), **previous.vectors}
    for g in gathered:
        write_document(folder, g.document)
        if g.pages:
            write_pages(folder, g.document.source.id, *g.pages)
    write_passages(folder, cut)
    write_radar(folder, sum((g.rows for g in gathered if g.rows), Radar()))
    write_vectors(folder, list(texts), _stacked(by_key, texts))
    Lexical.build([_indexed(g, passage) for g in texts_of for passage in g.passages]).save(folder / "bm25")
    vectors.fill(
        client, vectors.collection_name(manifest.id), shown, _stacked(by_key, [key(window.text) for window in shown])
    )
    vectors.let_go(client)
    write_manifest(folder, manifest)
    return len(new)


def _stacked(by_key: dict[str, NDArray[np.float32]], keys: Iterable[str]) -> NDArray[np.float32]:
    rows = [by_key[name] for name in keys]
    return np.stack(rows) if rows else np.zeros((0, 1), np.float32)  # a snapshot of tables alone has no texts


def _indexed(gathered: Gathered, passage: Passage) -> list[str]:
    """The terms a passage is found by: of its title, its headings and its words."""
    words = normalised(gathered.document.text[passage.start : passage.end])
    return terms_with_parts(f"{gathered.document.source.title}\n{passage.section or ''}\n{words}")


def _lines(outcomes: Sequence[Gathered | Turned], previous: Previous) -> Iterator[Line]:
    """A line for every source of the catalogues, and for every source that was in the snapshot before."""
    named: set[str] = set()
    for outcome in outcomes:
        if isinstance(outcome, Turned):
            before = previous.passages.get(outcome.name, frozenset()) if outcome.name not in named else frozenset()
            yield Line(outcome.name, gone=len(before), refused=str(outcome.why))
            named.add(outcome.name)
            continue
        name = outcome.document.source.id
        named.add(name)
        before = previous.passages.get(name, frozenset())
        now = {passage.id for passage in outcome.passages}
        counts = (len(now), len(now - before), len(now & before), len(before - now))
        yield Line(name, *counts, rows_refused=outcome.refused, remarks=outcome.remarks)
    for name, ids in previous.passages.items():
        if name not in named:
            yield Line(name, gone=len(ids))


@contextmanager
def _room_on_disk(snapshots: Snapshots) -> Iterator[None]:
    """Turns a full disk, also as Chroma reports it, into words a person can act on."""
    try:
        yield
    except (OSError, ChromaError) as error:
        full = (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)) or "full" in str(error)
        if not full:
            raise
        snapshots.sweep()
        raise Refused("ingest.disk_full", folder=snapshots.data_dir) from error
