"""Makes the PDF of a digest, page for page: ``python -m corpus.typeset SOURCE.md OUT.pdf``.

The text is Markdown (a title, headings, paragraphs, ``- `` lists) with ``<!-- side N -->`` before what is on page N.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import click

from corpus.refused import Refused
from corpus.wording import say

MARKER = re.compile(r"^<!-- side (\d+) -->$", re.MULTILINE)
MARKED = re.compile(r"(#{1,3} |- )?(.*)")
LEVELS = {"# ": 0, "## ": 1, "### ": 2}
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item: its words, and its mark in Markdown, empty for a paragraph."""

    mark: str
    text: str


def read_pages(source: Path) -> list[list[Block]]:
    """The blocks of each page, the title first on the first one.

    Refused where the title is missing, pages are not numbered 1, 2, 3 … or a character is not in the typeface.
    """
    title, *parts = MARKER.split(source.read_text("utf-8"))
    if not title.startswith("# "):
        raise Refused("typeset.no_title", file=source.name)
    numbers = [int(number) for number in parts[::2]]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise Refused("typeset.pages", file=source.name)
    pages = [_blocks(text) for text in parts[1::2]]
    pages[0] = _blocks(title) + pages[0]
    for number, page in enumerate(pages, 1):
        for block in page:
            _check_characters(block.text, source.name, number)
    return pages


def typeset(source: Path, out: Path) -> None:
    """Write ``source`` as a PDF to ``out``, the same bytes each time; a page that overflows is Refused."""
    # Only who rebuilds the PDF needs reportlab; who installs the program does not.
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Frame, Paragraph

    pages = read_pages(source)
    title = pages[0][0].text
    styles = _styles()
    # Uncompressed, as two machines' zlib need not compress to the same bytes.
    canvas = Canvas(str(out), pagesize=A4, invariant=1, pageCompression=0, lang="da-DK")
    canvas.setTitle(title)
    canvas.setSubject(say("typeset.subject", title=title))
    canvas.setAuthor("Radarassistent")
    canvas.setCreator("corpus.typeset")
    width, height = A4
    side, top, bottom = 24 * MILLIMETRE, 27 * MILLIMETRE, 22 * MILLIMETRE
    for number, page in enumerate(pages, 1):
        _draw_head_and_foot(canvas, say("typeset.head", title=title.partition(":")[0]), number, width, height, side)
        frame = Frame(side, bottom, width - 2 * side, height - top - bottom, 0, 0, 0, 0)
        for at, block in enumerate(page):
            bullet = "–" if block.mark == "- " else None
            if not frame.add(Paragraph(escape(block.text), styles[block.mark], bulletText=bullet), canvas):
                raise Refused("typeset.overfull", file=source.name, page=number)
            if block.mark in LEVELS:
                canvas.bookmarkPage(f"{number}-{at}")
                canvas.addOutlineEntry(block.text, f"{number}-{at}", LEVELS[block.mark])
        canvas.showPage()
    canvas.save()


def _blocks(markdown: str) -> list[Block]:
    found: list[Block] = []
    for chunk in re.split(r"\n\s*\n", markdown.strip()):
        for at, line in enumerate(chunk.splitlines()):
            mark, text = MARKED.fullmatch(line.strip()).groups(default="")  # type: ignore[union-attr]  # matches any line
            if mark or at == 0 or found[-1].mark in LEVELS:
                found.append(Block(mark, text))
            else:
                found[-1] = Block(found[-1].mark, f"{found[-1].text} {text}")
    return found


def _check_characters(text: str, file: str, page: int) -> None:
    # The PDF typefaces know the characters of Windows-1252; reportlab draws a box for any other.
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        raise Refused("typeset.character", file=file, page=page, character=text[error.start]) from error


def _styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    ink, blue = HexColor("#222222"), HexColor("#1b4a72")
    text = ParagraphStyle(
        "text", fontName="Helvetica", fontSize=10.3, leading=14.3, spaceBefore=6, spaceAfter=6, textColor=ink
    )
    item = ParagraphStyle("item", text, leftIndent=14, bulletIndent=3, spaceBefore=4, spaceAfter=4)
    heading = ParagraphStyle("heading", text, fontName="Helvetica-Bold", textColor=blue)
    return {
        "# ": ParagraphStyle("title", heading, fontSize=24, leading=30, spaceAfter=18),
        "## ": ParagraphStyle("section", heading, fontSize=13.5, leading=17, spaceBefore=9, spaceAfter=4),
        "### ": ParagraphStyle("subsection", heading, fontSize=10.8, leading=14, spaceBefore=7, spaceAfter=3),
        "- ": item,
        "": text,
    }


def _draw_head_and_foot(canvas: Any, head: str, number: int, width: float, height: float, side: float) -> None:
    canvas.setFont("Helvetica", 8.5)
    canvas.setFillGray(0.35)
    canvas.drawString(side, height - 16 * MILLIMETRE, head)
    canvas.setStrokeGray(0.75)
    canvas.line(side, height - 19 * MILLIMETRE, width - side, height - 19 * MILLIMETRE)
    canvas.drawCentredString(width / 2, 13 * MILLIMETRE, str(number))


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def main(source: Path, out: Path) -> None:
    """Make the PDF OUT of the digest SOURCE, a Markdown file with its pages marked."""
    try:
        typeset(source, out)
    except Refused as refused:
        raise SystemExit(str(refused)) from refused


if __name__ == "__main__":
    main()
