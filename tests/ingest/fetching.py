"""Pages of a test's website, and the fetching of them."""

from corpus.source import Source
from corpus.wording import catalogue
from ingest.fetch import Fetched, fetch
from ingest.originals import Originals
from ingest.request import Limits
from tests.ingest.website import Page, Visit, Website

# Long limits stand for "never reached": a test in which one of them decides would run into pytest's own time-out.
BRISK = Limits(pause=0, longest_wait=0, connect=60, silence=60, total=60, bytes=200_000)
PDF = b"%PDF-1.7\n" + b"side " * 50
HTML = "<!doctype html><html><p>Kommunerne prøver ny teknologi.</html>".encode()


def gives(body: bytes, kind: str | None = "text/html", status: int = 200, **headers: str) -> Page:
    return lambda visit: visit.answer(body, kind, status, **headers)


def leads_to(address: str, status: int = 302) -> Page:
    return gives(b"", None, status, Location=address)


def source(site: Website, path: str, name: str | None = None) -> Source:
    return Source(name or path.strip("/").partition("?")[0].replace("/", "-"), "En kilde", url=site.url(path))


def one(site: Website, originals: Originals, path: str, limits: Limits = BRISK) -> Fetched:
    (fetched,) = fetch([source(site, path)], originals, lambda _: None, limits)
    return fetched


def refused_as(fetched: Fetched, key: str) -> bool:
    """Whether the reason is the sentence of that key: its fixed words, in order."""
    at = 0
    for words in catalogue("da")[f"fetch.{key}"].replace("}", "{").split("{")[::2]:
        at = fetched.reason.find(words, at)
        if at < 0:
            return False
    return fetched.outcome == "refused"


def drip_body(visit: Visit) -> None:
    visit.start({"Content-Type": "text/html"})
    visit.drip(b"x")


def void(_: object) -> None:
    pass
