"""Builders of real files of every kind that the readers meet, good and bad; all of the text is made up."""

import os
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
from pypdf import PdfReader, PdfWriter
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, Table

PAGE = (595, 842)
TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=6, alignment=TA_JUSTIFY)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)
SECTION = ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=8, spaceAfter=4)


def prose(name: str, sentences: int = 6) -> str:
    """Sentences that can be told apart, no two alike: each begins with ``name`` and its number."""
    what = ("sensorer", "robotter", "skærme", "tavler", "målere", "apps", "kameraer")
    where = ("hjemmeplejen", "skolerne", "børnehaverne", "jobcentret", "biblioteket")
    why = ("medarbejderne får mere tid", "borgerne kan klare mere selv", "ingen skal vente", "regningen bliver mindre")
    seed = sum(map(ord, name))
    return " ".join(
        f"{name} nummer {number} bruger {what[at % 7]} og {what[(at + 3) % 7]} i {where[at % 5]}, så {why[at % 4]}."
        for number, at in enumerate(range(seed, seed + sentences), 1)
    )


def lines_pdf(path: Path, pages: Sequence[Sequence[str]], *, head: str = "", foot: str = "") -> Path:
    """Lines as given, page for page; ``{page}`` in head and foot is the page's number."""
    canvas = Canvas(str(path), pagesize=PAGE)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 815, head.format(page=number))
        canvas.drawCentredString(297, 28, foot.format(page=number))
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(lines):
            canvas.drawString(50, 770 - 12.5 * at, line)
        canvas.showPage()
    canvas.save()
    return path


def flowing_pdf(path: Path, story: Sequence[Flowable], *, columns: int = 1, title: bool = False) -> Path:
    """Paragraphs set in columns; with ``title`` the first of them spans the columns of the first page."""
    width = (495 - 25 * (columns - 1)) / columns
    height = 640 if title else 720

    def column_frames(tall: float) -> list[Frame]:
        return [Frame(50 + at * (width + 25), 60, width, tall, id=f"c{at}") for at in range(columns)]

    first = [Frame(50, 700, 495, 80, id="title"), *column_frames(height)] if title else column_frames(height)
    document = BaseDocTemplate(str(path), pagesize=PAGE, title="")
    document.addPageTemplates(
        [PageTemplate("first", first, autoNextPageTemplate="later"), PageTemplate("later", column_frames(720))]
    )
    document.build([story[0], FrameBreak(), *story[1:]] if title else list(story))
    return path


def two_columns(path: Path) -> Path:
    story: list[Flowable] = [Paragraph("Teknologi i to spalter og en overskrift, der går hen over dem begge", TITLE)]
    for at in range(1, 9):
        story += [Paragraph(f"Afsnit {at} om robotter", SECTION), Paragraph(prose(f"Kommune {at}", 8), TEXT)]
    return flowing_pdf(path, story, columns=2, title=True)


def three_columns(path: Path) -> Path:
    return flowing_pdf(path, [Paragraph(prose(f"Kommune {at}", 5), TEXT) for at in range(1, 21)], columns=3)


def with_table(path: Path) -> Path:
    rows = [["Teknologi", "Andel", "Trin"], ["Robotsoftware", "75 %", "KLAR"], ["Sensorer", "74 %", "AFPRØV"]]
    table = Table(rows)
    table.setStyle([("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")])
    noted = (
        'Kommunen har 98 sensorer<super size="6">1</super> på 25 m<super size="6">2</super> og måler CO<sub>2</sub>.'
    )
    return flowing_pdf(
        path, [Paragraph("Bilag", TITLE), Paragraph(noted, TEXT), table, Paragraph(prose("Efter tabellen"), TEXT)]
    )


def many_pages(path: Path, count: int) -> Path:
    words = [f"Side {{0}} har linje {at}, og den handler om sensorer i kommunens bygninger." for at in range(20)]
    pages = [[line.format(number) for line in words] for number in range(1, count + 1)]
    return lines_pdf(path, pages, head="Den store rapport", foot="{page}")


def encrypted(path: Path, password: str) -> Path:
    """A PDF that opens with ``password``; with an empty one it opens as any other."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(lines_pdf(path, [["En linje om robotter."]]).read_bytes())))
    writer.encrypt(password, owner_password="ejer", algorithm="RC4-128")
    writer.write(path)
    return path


def truncated(path: Path) -> Path:
    data = many_pages(path, 5).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def scanned(path: Path) -> Path:
    """Pages with nothing but a drawing, as a scanner makes them."""
    canvas = Canvas(str(path), pagesize=PAGE)
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def damaged(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n")
    return path


def endless(path: Path) -> Path:
    """A small PDF whose pages all show the same immensely long content: hours of work for a reader."""
    content = zlib.compress(b"BT /F1 9 Tf " + b"(a)Tj 1 1 Td " * 400_000 + b"ET", 9)
    count = 4_000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * count,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + written + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    body += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, body.rindex(b"xref\n0"))
    path.write_bytes(body)
    return path


def word(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Plan for skærmbesøg"
    document.core_properties.language = "da-DK"
    document.add_heading("Plan for skærmbesøg", 0)
    document.add_heading("Baggrund", 1)
    document.add_paragraph("Havneby Kommune begyndte med skærmbesøg i 2022.")
    for item in ("Færre timer på vejen", "Mere ro for borgeren"):
        document.add_paragraph(item, style="List Bullet")
    document.add_heading("Tal", 2)
    table = document.add_table(0, 2)
    for row in (("Teknologi", "Andel"), ("Skærmbesøg", "40 %")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paragraph = document.add_paragraph("Synligt.")
    paragraph.add_run("Skjult befaling.").font.hidden = True
    document.save(str(path))
    return path


def zip_bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"0" * 50_000_000)
    return path


def old_office(path: Path, *, locked: bool) -> Path:
    """The wrapping of Word before 2007, which a newer document with a password has too."""
    inside = "EncryptedPackage" if locked else "WordDocument"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + inside.encode("utf-16-le") + bytes(512))
    return path


def rubbish(path: Path) -> Path:
    path.write_bytes(bytes((at * 7919 + at // 251) % 256 for at in range(5000)))
    return path


def unreadable(path: Path) -> Path:
    path.write_text("En linje om robotter.", "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read anything
        path.chmod(0o644)
    return path
