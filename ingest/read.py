"""One file of any readable kind: what it is by its content and its ending, and its text."""

from pathlib import Path

from corpus.refused import Refused
from ingest.decode import decode
from ingest.docx import read_docx
from ingest.html import read_html
from ingest.markdown import read_markdown
from ingest.pdf import read_pdf
from ingest.raw import Raw
from ingest.recognise import ENDINGS, recognised
from ingest.text import read_text

BYTES = 100_000_000
HTML_BYTES = 20_000_000  # what a web page takes to read grows faster than the page
CHARACTERS = 5_000_000


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
    wanted = ENDINGS.get(path.suffix.lower())
    if wanted is None:
        raise Refused("reading.ending", file=path.name, endings=", ".join(ENDINGS))
    recognised(path, wanted, HTML_BYTES if wanted == "html" else BYTES)
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
