"""PDF: read in a process of its own, so that a hostile file can neither hang nor fill the program."""

import json
from pathlib import Path

from corpus.apart import Ended, run_apart
from corpus.document import Heading, Page
from corpus.refused import Refused
from ingest.raw import Raw


def read_pdf(path: Path) -> Raw:
    """The text of a PDF with its pages and headings; Refused where it cannot be read, with the reason."""
    try:
        answer = json.loads(run_apart("ingest.pdf_process", str(path.resolve())))
    except Ended as ended:
        raise Refused("reading.pdf_slow" if ended.slow else "reading.pdf_broken", file=path.name) from ended
    except ValueError as error:
        raise Refused("reading.pdf_broken", file=path.name) from error
    if "refused" in answer:
        raise Refused(answer["refused"], **answer["values"])
    return Raw(
        text=answer["text"],
        pages=tuple(Page(**page) for page in answer["pages"]),
        headings=tuple(Heading(**heading) for heading in answer["headings"]),
        title=answer["title"],
        language=answer["language"],
    )
