import gzip
import zlib

import pytest

from corpus.refused import Refused
from corpus.source import Source
from corpus.wording import say
from ingest.fetch import fetch
from ingest.originals import Originals
from ingest.request import Limits
from tests.ingest.fetching import BRISK, HTML, PDF, drip_body, gives, leads_to, one, refused_as, source
from tests.ingest.website import Page, Visit, Website, website


def drip_headers(visit: Visit) -> None:
    visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
    visit.drip(b"X-A: b\r\n")


def drip_gzip(visit: Visit) -> None:
    packer = zlib.compressobj(wbits=31)
    visit.start({"Content-Type": "text/html", "Content-Encoding": "gzip"})
    visit.wfile.write(packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH))
    visit.drip(b"\0\0\0\xff\xff")  # a block with nothing in it: bytes come, but there is never anything to count


def say_nothing(visit: Visit) -> None:
    visit.website.closing.wait()


@pytest.mark.parametrize("page", [drip_body, drip_headers, drip_gzip])
def test_a_server_that_drips_does_not_hold_us(site: Website, originals: Originals, page: Page) -> None:
    site.pages = {"/a": page}
    fetched = one(site, originals, "/a", Limits(pause=0, silence=60, total=0.3))
    # It would have gone on until the website closes: that we are here is the proof.
    assert refused_as(fetched, "timeout") or site.paths == ["/robots.txt"]  # as when the machine itself is slow


def test_a_server_that_falls_silent(site: Website, originals: Originals) -> None:
    site.pages = {"/a": say_nothing}
    fetched = one(site, originals, "/a", Limits(pause=0, silence=0.3))
    assert refused_as(fetched, "timeout") or site.paths == ["/robots.txt"]


def too_long_unsaid(visit: Visit) -> None:
    visit.start({"Content-Type": "text/html"})
    visit.drip(b"x" * 50_000)


def too_long_said(visit: Visit) -> None:
    visit.start({"Content-Type": "text/html", "Content-Length": "900000000"})
    say_nothing(visit)


BOMB = gzip.compress(bytes(30_000_000))


@pytest.mark.parametrize(
    "page", [too_long_unsaid, too_long_said, gives(BOMB, Content_Encoding="gzip")], ids=["unsaid", "said", "bomb"]
)
def test_what_is_too_large_is_not_read_to_its_end(site: Website, originals: Originals, page: Page) -> None:
    assert len(BOMB) < BRISK.bytes
    site.pages = {"/a": page}
    assert refused_as(one(site, originals, "/a"), "too_large")
    assert not originals.folder.exists()


def test_as_much_as_the_limit_is_taken(site: Website, originals: Originals) -> None:
    site.pages = {"/a": gives(b"x" * BRISK.bytes), "/b": gives(b"x" * (BRISK.bytes + 1))}
    assert one(site, originals, "/a").outcome == "new"
    assert refused_as(one(site, originals, "/b"), "too_large")


def test_gzip_is_taken_and_kept_unpacked(site: Website, originals: Originals) -> None:
    site.pages = {"/a": gives(gzip.compress(HTML), Content_Encoding="gzip")}
    assert one(site, originals, "/a").bytes == len(HTML)
    assert (originals.folder / "a.html").read_bytes() == HTML


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip"])
def test_an_encoding_nobody_asked_for_or_that_is_a_lie(site: Website, originals: Originals, encoding: str) -> None:
    site.pages = {"/a": gives(HTML, Content_Encoding=encoding)}
    assert refused_as(one(site, originals, "/a"), "broken")


def cut_off(visit: Visit) -> None:
    visit.start({"Content-Type": "text/html", "Content-Length": "1000"})
    visit.wfile.write(HTML)


def reset_midway(visit: Visit) -> None:
    cut_off(visit)
    visit.wfile.flush()
    visit.reset()


def no_http(visit: Visit) -> None:
    visit.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


@pytest.mark.parametrize("page", [cut_off, reset_midway, no_http])
def test_half_an_answer_is_none_and_the_earlier_original_stays(site: Website, originals: Originals, page: Page) -> None:
    site.pages = {"/a": gives(PDF, "application/pdf")}
    one(site, originals, "/a")
    site.pages = {"/a": page}
    fetched = one(site, originals, "/a")
    assert refused_as(fetched, "broken")
    assert fetched.reason.endswith(say("fetch.kept"))
    assert (originals.folder / "a.pdf").read_bytes() == PDF


def latin_1(visit: Visit) -> None:
    head = (
        "HTTP/1.1 200 Så er den god\r\nContent-Type: text/html; charset=»latin«\r\nX-Sted: Ærø\r\n"
        'Content-Disposition: inline; filename="Årsrapport.html"\r\nLast-Modified: i går\r\nETag: "å"\r\n'
    )
    visit.wfile.write(f"{head}Content-Length: {len(HTML)}\r\n\r\n".encode("latin-1") + HTML)


def test_headers_in_latin_1_do_no_harm(site: Website, originals: Originals) -> None:
    site.pages = {"/a": latin_1}
    assert one(site, originals, "/a").outcome == "new"
    assert one(site, originals, "/a").outcome == "unchanged"


# Into the network we stand in


@pytest.mark.parametrize("host", ["localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0"])
def test_a_redirect_to_another_private_host_is_not_asked(site: Website, originals: Originals, host: str) -> None:
    with website() as inner:
        inner.pages = {"/secret": gives(HTML)}
        site.pages = {"/a": leads_to(f"http://{host}:{inner.port}/secret"), "/b": gives(HTML)}
        fetched = fetch([source(site, "/a"), source(site, "/b")], originals, lambda _: None, BRISK)
        assert fetched[0].outcome == "refused"
        assert refused_as(fetched[0], "private") or host.startswith("[")  # where the system has no IPv6
        assert fetched[1].outcome == "new"
        assert inner.log == []


def test_a_private_host_that_the_catalogue_names_itself_is_asked(site: Website, originals: Originals) -> None:
    site.pages = {"/a": leads_to(f"http://localhost:{site.port}/b"), "/b": gives(HTML)}
    address = f"http://localhost:{site.port}/b"
    fetched = fetch([source(site, "/a"), Source("b", "B", url=address)], originals, lambda _: None, BRISK)
    assert refused_as(fetched[0], "private")
    assert fetched[1].outcome == "new"
    # … and that it was asked for one source does not open it for another
    again = fetch([Source("b", "B", url=address), source(site, "/a")], originals, lambda _: None, BRISK)
    assert [f.outcome for f in again] == ["unchanged", "refused"]
    assert refused_as(again[1], "private")


def test_a_robots_txt_cannot_lead_to_a_private_host(site: Website, originals: Originals) -> None:
    site.pages = {
        "/robots.txt": leads_to(f"http://localhost:{site.port}/r"),
        "/r": gives(b"", "text/plain"),
        "/a": gives(HTML),
    }
    assert refused_as(one(site, originals, "/a"), "private")
    assert site.paths == ["/robots.txt"]


def test_a_proxy_is_used_and_is_no_way_round_to_a_private_host(
    site: Website, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url(""))
    outer = "http://kilde.invalid"
    site.pages = {f"{outer}/a": leads_to("http://10.0.0.1/x"), f"{outer}/b": leads_to("http://anden.invalid/c")}
    site.pages["http://anden.invalid/c"] = gives(HTML)
    sources = [Source(name, "Bag en proxy", url=f"{outer}/{name}") for name in "ab"]
    fetched = fetch(sources, originals, lambda _: None, BRISK)
    assert refused_as(fetched[0], "private")
    assert fetched[1].outcome == "new"
    expected = [f"{outer}/robots.txt", f"{outer}/a", f"{outer}/b"]
    assert site.paths == [*expected, "http://anden.invalid/robots.txt", "http://anden.invalid/c"]


def test_a_proxy_setting_that_cannot_be_used(originals: Originals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://proxy:70")
    with pytest.raises(Refused) as refused:
        fetch([Source("a", "A", url="https://kilde.invalid/a")], originals, lambda _: None, BRISK)
    assert refused.value.key == "fetch.environment"
