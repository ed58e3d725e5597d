"""One file of any readable kind: what it is by its content and its ending, and its text."""

import zipfile
from pathlib import Path

from corpus.refused import Refused
from corpus.wording import say
from ingest.decode import decode
from ingest.docx import read_docx
from ingest.html import read_html
from ingest.markdown import read_markdown
from ingest.pdf import read_pdf
from ingest.raw import Raw
from ingest.text import read_text

BYTES = 100_000_000
HTML_BYTES = 20_000_000  # what a web page takes to read grows faster than the page
CHARACTERS = 5_000_000
ENDINGS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
_HEAD = 4096  # bytes at the start that say what a file is
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)


def read(path: Path) -> Raw:
    """The text of the file at ``path``; Refused, naming the file and a way out, where it cannot be read."""
    try:
        return _read(path)
    except FileNotFoundError as error:
        raise Refused("reading.missing", file=path.name) from error
    except PermissionError as error:
        raise Refused("reading.forbidden", file=path.name) from error
    except OSError as error:
        raise Refused("reading.unreadable", file=path.name, why=error.strerror or type(error).__name__) from error


def _read(path: Path) -> Raw:
    size = path.stat().st_size
    if not path.is_file():
        raise Refused("reading.no_file", file=path.name)
    wanted = ENDINGS.get(path.suffix.lower())
    if wanted is None:
        raise Refused("reading.ending", file=path.name, endings=", ".join(ENDINGS))
    most = HTML_BYTES if wanted == "html" else BYTES
    if size > most:
        raise Refused("reading.too_large", file=path.name, most=most // 1_000_000)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n\f"):
        raise Refused("reading.empty", file=path.name)
    _check_kind(path, wanted, _kind(path, head))
    raw = _by_kind(path, wanted)
    if len(raw.text) > CHARACTERS:
        raise Refused("reading.too_long", file=path.name, most=CHARACTERS)
    if not any(character.isalpha() for character in raw.text):
        raise Refused("reading.no_text", file=path.name)
    return raw


def _by_kind(path: Path, kind: str) -> Raw:
    if kind == "pdf":
        return read_pdf(path)
    if kind == "docx":
        return read_docx(path)
    data = path.read_bytes()
    if kind == "html":
        page = read_html(data)
        if page is None:
            raise Refused("reading.no_text", file=path.name)
        return page
    text = decode(data)
    if text is None:
        raise Refused("reading.not_text", file=path.name)
    if len(text) > CHARACTERS:
        raise Refused("reading.too_long", file=path.name, most=CHARACTERS)
    return read_markdown(text) if kind == "markdown" else read_text(text)


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
    if found == "broken_zip" and wanted == "docx":
        raise Refused("reading.docx_broken", file=name)
    if found == wanted or (found in {"text", None} and wanted in {"text", "markdown", "html"}):
        return
    seems = say(f"reading.kind_{found or 'unknown'}")
    if found in ENDINGS.values():
        ending = next(ending for ending, kind in ENDINGS.items() if kind == found)
        raise Refused("reading.mislabelled", file=name, ending=path.suffix, seems=seems, right=ending)
    raise Refused("reading.mislabelled_other", file=name, ending=path.suffix, seems=seems)
