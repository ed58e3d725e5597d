"""What a file is: by its ending, and by its content."""

import zipfile
from pathlib import Path

from corpus.refused import Refused
from corpus.wording import say
from ingest.decode import decode

ENDINGS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
_HEAD = 4096  # bytes at the start that say what a file is
_TEXT = frozenset({"text", "markdown", "html", "csv"})
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)


def recognised(path: Path, wanted: str, most: int) -> None:
    """Checks that ``path`` is a file of the kind ``wanted``, not empty, of at most ``most`` bytes. Raises Refused."""
    size = path.stat().st_size
    if not path.is_file():
        raise Refused("reading.no_file", file=path.name)
    if size > most:
        raise Refused("reading.too_large", file=path.name, most=most // 1_000_000)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n\f"):
        raise Refused("reading.empty", file=path.name)
    _check_kind(path, wanted, _kind(path, head))


def _kind(path: Path, head: bytes) -> str | None:
    """What the content of a file shows it to be, or None where it shows nothing; text may be Markdown or HTML too."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind if kind != "ole" else _kind_of_ole(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "text" if decode(head) is not None else None


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "broken_zip"
    kinds = {
        "word/document.xml": "docx",
        "xl/workbook.xml": "xlsx",
        "ppt/presentation.xml": "pptx",
        "content.xml": "odf",
    }
    return next((kind for part, kind in kinds.items() if part in names), "zip")


def _kind_of_ole(path: Path) -> str:
    """Word before 2007, or a newer document with a password: both are wrapped in the same old format."""
    return "locked" if "EncryptedPackage".encode("utf-16-le") in path.read_bytes() else "doc"


def _check_kind(path: Path, wanted: str, found: str | None) -> None:
    """Refuse a file that is not what its ending says."""
    name = path.name
    if found == "locked":
        raise Refused("reading.docx_locked", file=name)
    if found == "broken_zip" and wanted in {"docx", "xlsx"}:
        raise Refused(f"reading.{wanted}_broken", file=name)
    if found == wanted or (found in {"text", None} and wanted in _TEXT):
        return
    seems = say(f"reading.kind_{found or 'unknown'}")
    if found in ENDINGS.values():
        ending = next(ending for ending, kind in ENDINGS.items() if kind == found)
        raise Refused("reading.mislabelled", file=name, ending=path.suffix, seems=seems, right=ending)
    raise Refused("reading.mislabelled_other", file=name, ending=path.suffix, seems=seems)
