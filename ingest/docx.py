"""DOCX: paragraphs, headings, lists and tables in the order they stand."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.refused import Refused
from ingest.raw import Block, Raw, compose

UNPACKED = 500_000_000  # bytes that a DOCX may hold when unpacked, pictures and all
XML = 50_000_000  # bytes that one of its XML parts may hold
PACKED = 200  # times that a part over a megabyte may be packed; Word's own XML packs 10 to 30 times
_UNSEEN = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_CONTENTS = ("toc ", "indholdsfortegnelse ", "table of figures")
_HEADINGS = ("heading ", "overskrift ")
_BY_HAND = 4  # the level of a line made a heading with bold letters only, under those made with styles


def read_docx(path: Path) -> Raw:
    """A Word file without its headers, footers, footnotes, deleted and hidden text; it has no page numbers."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as error:
        raise Refused("reading.docx_broken", file=path.name) from error
    if sum(part.file_size for part in parts) > UNPACKED or any(_is_bomb(part) for part in parts):
        raise Refused("reading.docx_bomb", file=path.name)
    try:
        document = docx.Document(str(path))
        blocks = list(_blocks(document.element.body, _levels(document)))
    except Exception as error:  # python-docx lets every fault of the archive and its XML through as it comes
        raise Refused("reading.docx_broken", file=path.name) from error
    properties = document.core_properties
    return compose(
        [blocks],
        paged=False,
        title=properties.title.strip() or None,
        language=(properties.language or "").split("-")[0].lower() or None,
    )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if part.filename.endswith(".xml") and part.file_size > XML:
        return True
    return part.file_size > 1_000_000 and part.file_size > PACKED * max(part.compress_size, 1)


def _levels(document: WordDocument) -> dict[str, int]:
    """The heading level that each paragraph style stands for, its own or inherited; 0 for a table of contents."""
    styles = {style.style_id: style for style in document.styles}
    levels: dict[str, int] = {}
    for style_id in styles:
        wanted: str | None = style_id
        seen: set[str | None] = set()
        while wanted in styles and wanted not in seen and style_id not in levels:
            seen.add(wanted)
            name = (styles[wanted].name or "").lower()
            if name.startswith(_CONTENTS):
                levels[style_id] = 0
            elif name in {"title", "titel"}:
                levels[style_id] = 1
            elif name.startswith(_HEADINGS) and name[-1].isdigit():
                levels[style_id] = int(name[-1])
            base = getattr(styles[wanted], "base_style", None)
            wanted = base.style_id if base is not None else None
    return levels


def _blocks(parent: BaseOxmlElement, levels: dict[str, int]) -> Iterator[Block]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield _paragraph(element, levels)
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = (" ".join(_words(cell).split()) for cell in row.iterchildren(qn("w:tc")))
                yield Block(" | ".join(filter(None, cells)))
        elif element.tag not in _UNSEEN:  # content controls, tracked insertions: what is in them is text as any other
            yield from _blocks(element, levels)


def _paragraph(element: BaseOxmlElement, levels: dict[str, int]) -> Block:
    text = _words(element).strip()
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    level = levels.get(style.get(qn("w:val"), "")) if style is not None else None
    outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    if level is None and outline is not None and (outlined := int(outline.get(qn("w:val"), "9"))) < 9:
        level = outlined + 1
    if level is None and 3 <= len(text) <= 100 and text[-1] not in ".,;:" and _all_bold(element):
        level = _BY_HAND
    return Block("") if level == 0 else Block(text, level)


def _words(element: BaseOxmlElement) -> str:
    """The text a reader sees: what was deleted, moved away or hidden is left out."""
    if element.tag in _UNSEEN or (
        element.tag == qn("w:r") and element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
    ):
        return ""
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
        return " " if element.tag == qn("w:tab") else "\n"
    if element.tag == qn("w:noBreakHyphen"):
        return "-"
    inner = "".join(_words(child) for child in element)
    return inner + "\n" if element.tag == qn("w:p") else inner


def _all_bold(element: BaseOxmlElement) -> bool:
    runs = [run for run in element.iter(qn("w:r")) if _words(run).strip()]
    bold = (run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs)
    return bool(runs) and all(mark is not None and mark.get(qn("w:val")) not in {"0", "false"} for mark in bold)
