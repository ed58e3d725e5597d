"""PDF: read in a process of its own, so that a hostile file can neither hang nor fill the program."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from corpus.document import Heading, Page
from corpus.refused import Refused
from ingest.raw import Raw

_LONGEST = 900  # seconds; the process limits its own processor time by the number of pages, far below this
_ROOT = Path(__file__).parents[1]


def read_pdf(path: Path) -> Raw:
    """The text of a PDF with its pages and headings; Refused where it cannot be read, with the reason."""
    known = os.environ.get("PYTHONPATH")
    places = [str(_ROOT), *([known] if known else [])]
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "ingest.pdf_process", str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("reading.pdf_slow", file=path.name) from error
    if child.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Refused("reading.pdf_slow", file=path.name)
    try:
        answer = json.loads(child.stdout)
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
