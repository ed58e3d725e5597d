"""The process that reads one PDF: ``python -m ingest.pdf_process FILE`` prints its text, or why not, as JSON."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from corpus.apart import allow, confine
from corpus.refused import Refused
from ingest.layout import Line, read_pages
from ingest.raw import Block, Raw, compose
from ingest.runs import page_runs
from ingest.typography import levels, plain

START_SECONDS = 30  # of processor time, and one more for each page
PAGES = 5_000
_TAIL = 4096  # bytes at the end of a file that its end mark stands in
# Titles that a program put there, not a person.
_NO_TITLE = re.compile(
    r"(?i)\W*(?:untitled|anonymous|unavngivet|ikke-navngivet|dokument\s?\d*|microsoft \w+ - .*|.*\.\w{3,4})\W*"
)


def main(path: Path) -> None:
    """Print one JSON object: the fields of the Raw, or the key and values of the refusal."""
    confine(START_SECONDS)
    answer: dict[str, object]
    try:
        answer = asdict(_read(path))
    except Refused as refused:
        answer = {"refused": refused.key, "values": refused.values}
    except MemoryError:
        answer = {"refused": "reading.pdf_slow", "values": {"file": path.name}}
    sys.stdout.write(json.dumps(answer, default=str))


def _read(path: Path) -> Raw:
    # pypdf mends a file that was cut off as well as it can, and says nothing of the pages that are missing.
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        if b"%%EOF" not in file.read():
            raise Refused("reading.pdf_truncated", file=path.name)
    try:
        reader = _opened(path)
        pages = read_pages([page_runs(page) for page in reader.pages])
        outline = dict(_outline(reader, reader.outline, 1))
    except (Refused, MemoryError):
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise Refused("reading.pdf_locked", file=path.name) from error
    except Exception as error:  # pypdf's own words: broken files might cause any exception
        raise Refused("reading.pdf_broken", file=path.name) from error
    _check(pages, path.name)
    ranks = levels(pages, outline)
    return compose(
        (
            [Block("\n".join(line.text for line in block), level) for block, level in zip(page, ranked, strict=True)]
            for page, ranked in zip(pages, ranks, strict=True)
        ),
        paged=True,
        title=_title(reader),
        language=_language(reader),
    )


def _opened(path: Path) -> PdfReader:
    """The file opened, with processor time for as many pages as it has; a file without a password may be encrypted."""
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("reading.pdf_locked", file=path.name)
    count = len(reader.pages)
    if count > PAGES:
        raise Refused("reading.pdf_pages", file=path.name, most=PAGES)
    allow(START_SECONDS + count)
    return reader


def _check(pages: list[list[list[Line]]], name: str) -> None:
    """Refuse pages that are pictures, and text whose letters the file does not say."""
    text = "".join(line.text for page in pages for block in page for line in block)
    letters = sum(character.isalpha() for character in text)
    unknown = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " " for character in text)
    if unknown > 10 and unknown > letters / 4:
        raise Refused("reading.pdf_garbled", file=name)
    if letters < 4 * max(len(pages), 1):
        raise Refused("reading.pdf_scanned", file=name)


def _outline(reader: PdfReader, entries: object, level: int) -> Iterator[tuple[tuple[int, str], int]]:
    """The level of each entry of the outline by its page and its title."""
    if level > 6 or not isinstance(entries, list):
        return
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry, level + 1)
        elif (page := reader.get_destination_page_number(entry)) is not None:
            yield (page + 1, plain(str(entry.title))), level


def _title(reader: PdfReader) -> str | None:
    title = " ".join(((reader.metadata.title if reader.metadata else None) or "").split())
    return None if not title or _NO_TITLE.fullmatch(title) else title


def _language(reader: PdfReader) -> str | None:
    language = reader.root_object.get("/Lang")
    return str(language).split("-")[0].lower() or None if isinstance(language, str) else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
