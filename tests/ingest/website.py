"""A real web server on this machine for tests: pages are functions, and every request is written down."""

import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived: when, for what, and its headers in lower case."""

    at: float
    path: str
    headers: Mapping[str, str]


class Visit(BaseHTTPRequestHandler):
    """One request, with ways to answer it."""

    website: "Website"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.website
        with site.lock:
            site.log.append(Asked(monotonic(), self.path, {k.lower(): v for k, v in self.headers.items()}))
            site.unanswered += 1
            site.most_at_once = max(site.most_at_once, site.unanswered)
        site.closing.wait(0.005)  # time for a second request to arrive, if one were on its way
        self.close_connection = True
        # Counted out before the answer is sent: a visitor may rightly go on as soon as it has that.
        with site.lock:
            site.unanswered -= 1
        page = site.pages.get(self.path.partition("?")[0])
        with suppress(OSError):  # the visitor may hang up
            page(self) if page else self.answer(b"not here", "text/plain", 404)

    def answer(self, body: bytes, kind: str | None = "text/html", status: int = 200, **headers: str) -> None:
        self.start({"Content-Type": kind, "Content-Length": str(len(body)), **headers}, status)
        self.wfile.write(body)

    def start(self, headers: Mapping[str, str | None], status: int = 200) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.flush()

    def drip(self, piece: bytes) -> None:
        """Sends ``piece`` again and again, for as long as the visitor stays."""
        while not self.website.closing.wait(0.02):
            self.wfile.write(piece)
            self.wfile.flush()

    def reset(self) -> None:
        """Breaks the connection off as a machine that crashes does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass


Page = Callable[[Visit], None]


@dataclass(slots=True)
class Website:
    """Pages by path, and the requests in the order they came in."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    unanswered: int = 0
    most_at_once: int = 0
    closing: Event = field(default_factory=Event)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]


@contextmanager
def website() -> Iterator[Website]:
    """An empty website at a port that the system chooses."""
    visit = type("BoundVisit", (Visit,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), visit)
    site = Website(server.server_address[1])
    visit.website = site  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
