"""Tables that tests write: CSV in every dialect, and workbooks with what people and programs put in them."""

import csv
import re
import zipfile
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADINGS = ("Udgave", "Radar", "Teknologi", "Trin", "I drift (%)")
ROWS = (
    ("2023", "samlet", "Robotsoftware", "Klar", "75,5"),
    ("2023", "samlet", "Sensorer", "Hold øje", "12"),
)


def csv_text(rows: Sequence[Sequence[str]], sign: str = ";", line_end: str = "\r\n") -> str:
    written = StringIO()
    csv.writer(written, delimiter=sign, lineterminator=line_end).writerows(rows)
    return written.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[str]], sign: str = ";", encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(rows, sign).encode(encoding))
    return path


def write_xlsx(
    path: Path, rows: Sequence[Sequence[object]], change: Callable[[Worksheet], object] | None = None
) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    book.save(path)
    return path


def with_parts(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The workbook with the files inside it changed by hand."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


def with_cached(path: Path, formula: str, value: str) -> Path:
    """Gives the formula the result that a spreadsheet program would have stored with it; openpyxl stores none."""

    def cached(parts: dict[str, bytes]) -> None:
        bare = f"<f>{formula}</f><v></v>".encode()
        assert bare in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(bare, f"<f>{formula}</f><v>{value}</v>".encode())

    return with_parts(path, cached)


def as_excel(path: Path) -> Path:
    """The workbook as Excel writes it, with every text in a list of its own that the cells refer to."""
    texts: list[bytes] = []

    def referred(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    def shared(parts: dict[str, bytes]) -> None:
        parts[SHEET] = re.sub(rb't="inlineStr"><is><t>(.*?)</t></is>', referred, parts[SHEET])
        listed = b"".join(b"<si><t>%b</t></si>" % text for text in texts)
        parts["xl/sharedStrings.xml"] = b'<sst xmlns="%b">%b</sst>' % (_MAIN, listed)
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        related = b'<Relationship Id="rId99" Type="%b" Target="sharedStrings.xml"/></Relationships>' % kind
        relations = "xl/_rels/workbook.xml.rels"
        parts[relations] = parts[relations].replace(b"</Relationships>", related)
        office = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        typed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % office
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", typed)

    return with_parts(path, shared)


def long_xlsx(path: Path, count: int) -> Path:
    """A workbook of ``count`` rows, written as fast as a program writes them."""
    write_xlsx(path, [HEADINGS])
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("2023", "samlet", "Robot", "KLAR", "1"))
    head, _, tail = parts[SHEET].decode().partition("</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, data in parts.items():
            if name != SHEET:
                packed.writestr(name, data)
        with packed.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(head.encode())
            for at in range(0, count, 10_000):
                sheet.write(f"<row>{cells}</row>".encode() * min(10_000, count - at))
            sheet.write(f"</sheetData>{tail}".encode())
    return path


def bomb_xlsx(path: Path) -> Path:
    """A small workbook whose words unpack to more than a machine wants to hold."""
    write_xlsx(path, [HEADINGS, *ROWS])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings2.xml", b"0" * 60_000_000)
    return path
