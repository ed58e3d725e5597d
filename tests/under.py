"""Reading what stands under boxes on the pages of a PDF, by another program than the one that read the PDF's text."""

import ctypes
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from corpus.boxes import Box
from corpus.document import Document
from corpus.mapped import MappedText
from corpus.quote import normalised as one_line
from corpus.snapshot import Snapshot
from ingest import hyphens
from ingest.characters import normalised

_FINE = 1_000_000


def under(pdf: Path, document: Document, boxes: Sequence[Box]) -> str:
    """The words under ``boxes``, a line each, normalised as docs/reading.md says."""
    known = hyphens.vocabulary(normalised(MappedText.raw(document.raw)).text, document.source.language)
    lines = [normalised(MappedText.raw(_line(pdf, box))) for box in boxes]
    joined = hyphens.joined([line for line in lines if len(line)], known)
    return one_line(hyphens.mended(joined, known).text)


def unframed(snapshot: Snapshot, document_id: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The quotes from ``start`` to ``end`` that are not what stands under their boxes; none where it is no PDF."""
    boxes, pdf, document = snapshot.boxes(document_id), snapshot.pdf(document_id), snapshot.document(document_id)
    if boxes is None or pdf is None:
        return []
    quotes = ((one_line(document.text[start:end]), boxes.around(document, start, end)) for start, end in spans)
    return [quote for quote, around in quotes if under(pdf, document, around) != quote]


def _line(pdf: Path, box: Box) -> str:
    """The text of the characters whose middle is inside the box."""
    shown = "".join(
        character
        for character, x, y in _characters(pdf, box.page)
        if box.left <= x <= box.right and box.top <= y <= box.bottom
    )
    return " ".join(shown.split())


@lru_cache(maxsize=200)
def _characters(pdf: Path, number: int) -> list[tuple[str, float, float]]:
    """Each character that a page shows, and where its middle is, in fractions of the page as it is shown."""
    opened = pdfium.PdfDocument(pdf)
    page = opened[number - 1]
    text_page = page.get_textpage()
    found: list[tuple[str, float, float]] = []
    for at in range(text_page.count_chars()):
        code = c.FPDFText_GetUnicode(text_page, at)
        left, bottom, right, top = text_page.get_charbox(at)
        if left != right or bottom != top or chr(code).isspace():
            found.append(("-" if code == 2 else chr(code), *_as_shown(page, (left + right) / 2, (bottom + top) / 2)))
    opened.close()
    return found


def _as_shown(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    on_x, on_y = ctypes.c_int(), ctypes.c_int()
    c.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, on_x, on_y)
    return on_x.value / _FINE, on_y.value / _FINE
