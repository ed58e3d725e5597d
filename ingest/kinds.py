"""Which readable kind of file an answer from the web is."""

import re
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal, get_args
from zipfile import BadZipFile, ZipFile

Ending = Literal[".pdf", ".html", ".txt", ".md", ".csv", ".docx", ".xlsx"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_NAMED: dict[str, Ending] = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/csv": ".csv",
    "application/csv": ".csv",
    f"{_OFFICE}.wordprocessingml.document": ".docx",
    f"{_OFFICE}.spreadsheetml.sheet": ".xlsx",
}
# What servers say when they do not know, or of any file that is meant to be saved.
_VAGUE = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/binary",
        "application/download",
        "application/x-download",
        "application/force-download",
        "application/vnd.ms-excel",
        "application/zip",
    }
)
_BINARY: frozenset[Ending] = frozenset({".pdf", ".docx", ".xlsx"})
_HTML = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)


def ending(content_type: str | None, path: str, body: bytes) -> Ending | None:
    """The ending for a ``body`` that came from ``path`` (of an address) with that header, or None if unreadable.

    The first bytes of PDF and Office files outweigh the header, and a header that names one of these is not
    believed without them: what comes instead is as a rule a log-in page. Else the header decides, and where it is
    vague the bytes and the path do.
    """
    said = (content_type or "").partition(";")[0].strip().lower()
    named = _NAMED.get(said)
    seen = _seen(body, named)
    if seen in _BINARY:
        return seen
    if named in _BINARY:
        return None
    if named == ".txt":
        return _in_path(path) or named
    if said in _VAGUE:
        return seen or (_in_path(path) if b"\0" not in body[:1024] else None)
    return named


def _seen(body: bytes, named: Ending | None) -> Ending | None:
    # Readers of PDF allow some bytes before the mark, but in a text it may be mentioned.
    if body.startswith(b"%PDF-") or (named == ".pdf" and b"%PDF-" in body[:1024]):
        return ".pdf"
    if body.startswith(b"PK\x03\x04"):
        try:
            with ZipFile(BytesIO(body)) as archive:
                names = set(archive.namelist())
        except (BadZipFile, ValueError, OSError, NotImplementedError):
            return None
        return ".docx" if "word/document.xml" in names else ".xlsx" if "xl/workbook.xml" in names else None
    return ".html" if _HTML.match(body[:4096]) else None


def _in_path(path: str) -> Ending | None:
    """The ending of a kind of text that ``path`` has."""
    suffix = PurePosixPath(path).suffix.lower()
    return next((known for known in get_args(Ending) if known == suffix and known not in {*_BINARY, ".html"}), None)
