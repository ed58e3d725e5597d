from io import BytesIO

import pytest

from ingest.fetch import fetch
from ingest.originals import Originals
from ingest.request import Limits
from tests.ingest.fetching import BRISK, HTML, PDF, drip_body, gives, leads_to, one, refused_as, source, void
from tests.ingest.website import Page, Visit, Website

# robots.txt


def rules(*lines: str) -> Page:
    return gives("\n".join(lines).encode(), "text/plain")


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (["User-agent: *", "Disallow: /"], False),
        (["User-agent: *", "Disallow: /*.pdf$"], False),
        (["User-agent: *", "Disallow: /", "Allow: /doc/"], True),
        (["User-agent: *", "Disallow: /", "", "User-agent: Radarassistent", "Disallow:"], True),
        (["User-agent: radarassistent", "Disallow: /doc", "", "User-agent: *", "Disallow:"], False),
        (["\ufeffUser-agent: *", "Disallow: /"], False),
        (["<html>not a robots.txt at all"], True),
    ],
)
def test_robots_txt_is_obeyed(site: Website, originals: Originals, lines: list[str], allowed: bool) -> None:
    site.pages = {"/robots.txt": rules(*lines), "/doc/a.pdf": gives(PDF, "application/pdf")}
    fetched = one(site, originals, "/doc/a.pdf")
    assert fetched.outcome == "new" if allowed else refused_as(fetched, "robots")
    assert ("/doc/a.pdf" in site.paths) == allowed


def test_robots_txt_holds_for_where_a_redirect_leads(site: Website, originals: Originals) -> None:
    site.pages = {"/robots.txt": rules("User-agent: *", "Disallow: /b"), "/a": leads_to("/b"), "/b": gives(HTML)}
    assert refused_as(one(site, originals, "/a"), "robots")
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_forbids_nothing(site: Website, originals: Originals, status: int) -> None:
    site.pages = {"/robots.txt": gives(b"Disallow: /", "text/plain", status), "/a": gives(HTML)}
    assert one(site, originals, "/a").outcome == "new"


@pytest.mark.parametrize(
    "robots",
    [
        gives(b"", status=500),
        gives(b"", status=503),
        gives(b"", status=429),
        Visit.reset,
        leads_to("/robots.txt"),
        lambda visit: drip_body(visit),
    ],
)
def test_where_robots_txt_cannot_be_had_the_host_is_left_alone(
    site: Website, originals: Originals, robots: Page
) -> None:
    site.pages = {"/robots.txt": robots, "/a": gives(HTML), "/b": gives(HTML)}
    limits = Limits(pause=0, longest_wait=0, silence=60, total=0.3)
    fetched = fetch([source(site, "/a"), source(site, "/b")], originals, lambda _: None, limits)
    assert all(refused_as(f, "robots_unreachable") for f in fetched)
    assert set(site.paths) == {"/robots.txt"}


def test_robots_txt_may_lie_behind_a_redirect(site: Website, originals: Originals) -> None:
    site.pages = {"/robots.txt": leads_to("/r"), "/r": rules("User-agent: *", "Disallow: /a"), "/a": gives(HTML)}
    assert refused_as(one(site, originals, "/a"), "robots")


def test_a_crawl_delay_is_kept_up_to_a_bound(site: Website, originals: Originals) -> None:
    site.pages = {"/robots.txt": rules("User-agent: *", "Crawl-delay: 0.1"), "/a": gives(HTML), "/b": gives(HTML)}
    sources = [source(site, "/a"), source(site, "/b")]
    fetch(sources, originals, lambda _: None, Limits(pause=0, longest_wait=5))
    assert all(later.at - earlier.at >= 0.1 for earlier, later in zip(site.log, site.log[1:], strict=False))
    site.pages["/robots.txt"] = rules("User-agent: *", "Crawl-delay: 86400")
    fetched = fetch(sources, originals, lambda _: None, Limits(pause=0, longest_wait=0.1))
    assert [f.outcome for f in fetched] == ["unchanged", "unchanged"]


# A server that is busy


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wait_is_waited(site: Website, originals: Originals, status: int) -> None:
    answers = iter([gives(b"", None, status, Retry_After="0"), gives(HTML)])
    site.pages = {"/a": lambda visit: next(answers)(visit)}
    assert one(site, originals, "/a").outcome == "new"
    assert site.paths == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["3600", "Fri, 31 Dec 2100 12:00:00 GMT"])
def test_a_long_wait_is_reported_and_the_host_left_alone(
    site: Website, originals: Originals, status: int, after: str
) -> None:
    site.pages = {"/a": gives(b"", None, status, Retry_After=after), "/b": gives(HTML)}
    fetched = fetch([source(site, "/a"), source(site, "/b")], originals, lambda _: None, BRISK)
    assert refused_as(fetched[0], "busy")
    assert refused_as(fetched[1], "resting")
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize("after", ["0", "Wed, 10 Mar 2021 09:00:00 GMT", "Wed, 10 Mar 2021 09:00:00 -0000"])
def test_a_server_that_stays_busy_is_asked_twice(site: Website, originals: Originals, after: str) -> None:
    site.pages = {"/a": gives(b"", None, 429, Retry_After=after)}
    assert refused_as(one(site, originals, "/a"), "busy")
    assert site.paths == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize("after", ["soon", "-1", "9" * 5000, "²", ""])
def test_a_wait_that_makes_no_sense_is_not_waited(site: Website, originals: Originals, after: str) -> None:
    page = BytesIO()
    page.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: " + after.encode() + b"\r\n\r\n")
    site.pages = {"/a": lambda visit: void(visit.wfile.write(page.getvalue()))}
    assert refused_as(one(site, originals, "/a"), "status")
    assert site.paths == ["/robots.txt", "/a"]


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(site: Website, originals: Originals, status: int) -> None:
    site.pages = {"/a": leads_to("b?x=1", status), "/b": gives(HTML)}
    assert one(site, originals, "/a").outcome == "new"
    original = originals.of("a")
    assert original is not None
    assert (original.record.url, original.record.final_url) == (site.url("/a"), site.url("/b?x=1"))


def test_five_redirects_are_followed_and_a_loop_is_not(site: Website, originals: Originals) -> None:
    site.pages = {f"/{n}": leads_to(f"/{n + 1}") for n in range(6)} | {"/6": gives(HTML)}
    assert one(site, originals, "/1").outcome == "new"
    assert refused_as(one(site, originals, "/0"), "redirects")
    site.pages = {"/a": leads_to("/a")}
    site.log.clear()
    assert refused_as(one(site, originals, "/a"), "redirects")
    assert site.paths == ["/robots.txt", *["/a"] * 6]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/a"])
def test_a_redirect_to_what_is_no_web_address(site: Website, originals: Originals, address: str) -> None:
    site.pages = {"/a": leads_to(address)}
    assert refused_as(one(site, originals, "/a"), "bad_redirect")
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,a", "//", "http://[", "", "http://x:99999/", "http://\x7f/", "\0"],
)
def test_a_redirect_that_is_no_address_at_all(site: Website, originals: Originals, address: str) -> None:
    site.pages = {"/a": leads_to(address), "/b": gives(HTML)}
    fetched = fetch([source(site, "/a"), source(site, "/b")], originals, lambda _: None, BRISK)
    assert [f.outcome for f in fetched] == ["refused", "new"]


def test_a_redirect_in_latin_1(site: Website, originals: Originals) -> None:
    head = "HTTP/1.1 302 Found\r\nLocation: /Ærø\r\nContent-Length: 0\r\n\r\n".encode("latin-1")
    site.pages = {"/a": lambda visit: void(visit.wfile.write(head)), "/%C3%86r%C3%B8": gives(HTML)}
    assert one(site, originals, "/a").outcome == "new"
