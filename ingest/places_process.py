"""The process that finds where a PDF's text stands: ``python -m ingest.places_process FILE``, fed with the texts.

It reads [[page number, text], …] as JSON and writes two arrays in numpy's .npz: ``sizes`` [pages, 2] in points and
``places`` [characters of all texts, 4] as in ``corpus.boxes``. Text by pypdf, places by pdfium: each does one better.
"""

import ctypes
import json
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from corpus.apart import allow, confine
from corpus.boxes import WHOLE
from ingest.aligned import aligned

START_SECONDS = 30  # of processor time, and one more for each page


def main(path: Path) -> None:
    """Writes the arrays; nothing where the file cannot be opened."""
    confine(START_SECONDS)
    texts: list[tuple[int, str]] = json.load(sys.stdin)
    pdf = pdfium.PdfDocument(path)
    allow(START_SECONDS + len(pdf))
    places = [_places(pdf[number - 1], text) for number, text in texts if number <= len(pdf)]
    sizes = np.array([pdf.get_page_size(at) for at in range(len(pdf))], np.float64)
    written = BytesIO()
    np.savez(written, sizes=sizes, places=np.concatenate([*places, np.zeros((0, 4), np.uint16)]))
    sys.stdout.buffer.write(written.getvalue())


def _places(page: pdfium.PdfPage, text: str) -> NDArray[np.uint16]:
    """Where each character of ``text`` stands on the page as it is shown: [characters, 4]."""
    places = np.zeros((len(text), 4), np.float64)
    shown, boxes = _characters(page)
    pairs = np.array(aligned(text, shown), np.int64).reshape(-1, 2)
    pairs = pairs[boxes[pairs[:, 1], 2] > boxes[pairs[:, 1], 0]]
    wanted, found = pairs[:, 0], boxes[pairs[:, 1]]
    places[wanted, :2] = WHOLE
    np.minimum.at(places[:, :2], wanted, found[:, :2])
    np.maximum.at(places[:, 2:], wanted, found[:, 2:])
    return places.round().astype(np.uint16)


def _characters(page: pdfium.PdfPage) -> tuple[str, NDArray[np.float64]]:
    """The page's characters in the order of its content, and the place of each: [characters, 4]."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    shown: list[str] = []
    corners = np.zeros((count, 4), np.float64)
    rectangle = c.FS_RECTF()
    for at in range(count):
        code = c.FPDFText_GetUnicode(text_page, at)
        shown.append(chr(code) if code <= sys.maxunicode else "\ufffd")
        if c.FPDFText_GetLooseCharBox(text_page, at, rectangle):
            corners[at] = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
    matrix, offset = _as_shown(page)
    one, other = corners[:, :2] @ matrix + offset, corners[:, 2:] @ matrix + offset
    boxes = np.concatenate([np.minimum(one, other), np.maximum(one, other)], axis=1)
    return "".join(shown), np.nan_to_num(boxes).clip(0, WHOLE)


def _as_shown(page: pdfium.PdfPage) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The matrix and the offset that lead from the page's own coordinates to parts of ``WHOLE`` as it is shown."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(at_x: float, at_y: float) -> NDArray[np.float64]:
        c.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, at_x, at_y, x, y)
        return np.array([x.value, y.value], np.float64)

    far = 1000.0
    origin = shown(0, 0)
    return np.array([(shown(far, 0) - origin) / far, (shown(0, far) - origin) / far]), origin


if __name__ == "__main__":
    main(Path(sys.argv[1]))
