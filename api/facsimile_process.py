"""The process that draws one page of a PDF: ``python -m api.facsimile_process FILE PAGE WIDTH`` prints it as WebP."""

import sys
from io import BytesIO

import pypdfium2 as pdfium

from corpus.apart import confine

SECONDS = 10  # of processor time; a page of a report takes a tenth of one
PIXELS, TALL = 8_000_000, 16_000
"""The most that a picture has, and has from top to bottom; a page longer than usual is drawn smaller."""


def main(file: str, page: int, width: int) -> None:
    """Prints the picture; nothing where the page cannot be drawn."""
    confine(SECONDS)
    shown = pdfium.PdfDocument(file)[page - 1]
    wide, tall = shown.get_size()
    scale = min(width / wide, (PIXELS / (wide * tall)) ** 0.5, TALL / tall)
    written = BytesIO()
    # Letters keep their edges at 90, and a page with photographs stays a tenth of what it is without loss.
    shown.render(scale=scale).to_pil().save(written, "WEBP", quality=90, method=0)
    sys.stdout.buffer.write(written.getvalue())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
