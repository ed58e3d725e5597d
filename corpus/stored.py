"""How documents, their pages, passages, rows and vectors lie in a snapshot's folder."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus.boxes import Boxes
from corpus.document import Document, Heading, Page
from corpus.mapped import runs, unrolled
from corpus.passage import Passage
from corpus.radar import Radar
from corpus.source import Source


@dataclass(frozen=True, slots=True)
class _Stored:
    """A document with its origins rolled up into runs."""

    source: Source
    text: str
    raw: str
    runs: list[tuple[int, int]]
    pages: tuple[Page, ...]
    headings: tuple[Heading, ...]


_DOCUMENT = TypeAdapter(_Stored)
_PASSAGES = TypeAdapter(tuple[Passage, ...])
_RADAR = TypeAdapter(Radar)


def write_document(folder: Path, document: Document) -> None:
    """Writes ``document`` into the snapshot's ``folder``."""
    stored = _Stored(
        document.source, document.text, document.raw, runs(document.origins), document.pages, document.headings
    )
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / f"{document.source.id}.json").write_bytes(_DOCUMENT.dump_json(stored))


def read_document(folder: Path, document_id: str) -> Document:
    """The document that ``write_document`` wrote."""
    stored = _DOCUMENT.validate_json((folder / "documents" / f"{document_id}.json").read_bytes())
    origins = unrolled(stored.runs, len(stored.text))
    return Document(stored.source, stored.text, stored.raw, origins, stored.pages, stored.headings)


def write_pages(folder: Path, document_id: str, pdf: Path, boxes: Boxes) -> None:
    """Writes the pages of a document: the ``pdf`` itself, and where its text stands on them."""
    (folder / "pages").mkdir(exist_ok=True)
    shutil.copyfile(pdf, _pdf(folder, document_id))
    with _boxes(folder, document_id).open("wb") as file:
        np.savez_compressed(file, sizes=np.array(boxes.sizes, np.float64), places=boxes.places)


def read_boxes(folder: Path, document_id: str) -> Boxes | None:
    """Where the text of the document stands on its pages; None where they are not kept."""
    try:
        with np.load(_boxes(folder, document_id), allow_pickle=False) as arrays:
            return Boxes([(float(width), float(height)) for width, height in arrays["sizes"]], arrays["places"])
    except FileNotFoundError:
        return None
    except (EOFError, BadZipFile, KeyError) as error:
        raise ValueError("no boxes") from error


def kept_pdf(folder: Path, document_id: str) -> Path | None:
    """The PDF as it was when it was read; None where its pages are not kept."""
    pdf = _pdf(folder, document_id)
    return pdf if pdf.is_file() else None


def _pdf(folder: Path, document_id: str) -> Path:
    return folder / "pages" / f"{document_id}.pdf"


def _boxes(folder: Path, document_id: str) -> Path:
    return folder / "pages" / f"{document_id}.npz"


def write_passages(folder: Path, passages: tuple[Passage, ...]) -> None:
    """Writes all passages of a snapshot, in order."""
    (folder / "passages.json").write_bytes(_PASSAGES.dump_json(passages))


def read_passages(folder: Path) -> tuple[Passage, ...]:
    """The passages that ``write_passages`` wrote."""
    return _PASSAGES.validate_json((folder / "passages.json").read_bytes())


def write_radar(folder: Path, radar: Radar) -> None:
    """Writes the rows of all tables of a snapshot, in order."""
    (folder / "radar.json").write_bytes(_RADAR.dump_json(radar))


def read_radar(folder: Path) -> Radar:
    """The rows that ``write_radar`` wrote."""
    return _RADAR.validate_json((folder / "radar.json").read_bytes())


def write_vectors(folder: Path, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Writes the vectors [n, dimensions] of all embedded texts, in the order of their keys."""
    (folder / "keys.json").write_text(json.dumps(list(keys)))
    np.save(folder / "vectors.npy", vectors)


def read_vectors(folder: Path) -> Mapping[str, NDArray[np.float32]]:
    """Each embedded text's vector by the key of the text; the rows stay on disk until they are asked for."""
    try:
        rows = np.load(folder / "vectors.npy", mmap_mode="r")
    except EOFError as error:  # what numpy calls an empty file
        raise ValueError("no vectors") from error
    return dict(zip(json.loads((folder / "keys.json").read_text()), rows, strict=True))
