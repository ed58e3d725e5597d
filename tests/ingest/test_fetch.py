import re
from pathlib import Path

import pytest

from corpus.refused import Refused
from corpus.source import Source
from corpus.wording import catalogue, say
from ingest.fetch import Fetched, fetch
from ingest.originals import Originals
from ingest.request import Limits
from tests.ingest.fetching import BRISK, HTML, PDF, gives, leads_to, one, refused_as, source
from tests.ingest.website import Page, Visit, Website, website

# What comes, and in which order


def test_originals_come_one_at_a_time_in_order_and_replace_digests(site: Website, originals: Originals) -> None:
    site.pages = {"/c": gives(HTML), "/a": gives(PDF, "application/pdf"), "/b": gives(b"ren tekst", "text/plain")}
    digests = [
        Source(name, "Et digest", url=site.url(f"/{name}"), file=Path("digest.md"), digest=True) for name in "cab"
    ]
    told: list[Fetched] = []
    fetched = fetch(digests, originals, told.append, BRISK)
    assert fetched == told
    assert [(f.source_id, f.outcome, f.bytes) for f in fetched] == [
        ("c", "new", len(HTML)),
        ("a", "new", len(PDF)),
        ("b", "new", 9),
    ]
    assert {f.reason for f in fetched} == {say("fetch.new")}
    assert site.paths == ["/robots.txt", "/c", "/a", "/b"]
    assert site.most_at_once == 1
    replaced = [originals.replace(digest) for digest in digests]
    assert [(s.file, s.digest) for s in replaced] == [
        (originals.folder / name, False) for name in ("c.html", "a.pdf", "b.txt")
    ]
    assert (originals.folder / "a.pdf").read_bytes() == PDF


def test_what_has_no_address_or_is_the_original_itself_is_passed_over(site: Website, originals: Originals) -> None:
    sources = [
        Source("uden-adresse", "Uden adresse", file=Path("a.md"), digest=True),
        Source("egen-fil", "Egen fil", file=Path("a.pdf"), url=site.url("/a")),
    ]
    assert fetch(sources, originals, lambda _: None, BRISK) == []
    assert site.log == []


def test_the_visitor_says_who_it_is(site: Website, originals: Originals) -> None:
    site.pages = {"/a": gives(HTML)}
    one(site, originals, "/a")
    assert all(asked.headers["user-agent"].startswith("Radarassistent/") for asked in site.log)
    assert all(asked.headers["accept-encoding"] == "gzip" for asked in site.log)


def test_a_pause_between_requests_to_one_host(site: Website, originals: Originals) -> None:
    site.pages = {"/a": leads_to("/b"), "/b": gives(HTML)}
    one(site, originals, "/a", Limits(pause=0.1))
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert all(later.at - earlier.at >= 0.1 for earlier, later in zip(site.log, site.log[1:], strict=False))


def test_a_failure_stops_no_other(site: Website, originals: Originals) -> None:
    site.pages = {"/a": Visit.reset, "/b": gives(HTML)}
    sources = [source(site, "/a"), Source("x", "Ingen adresse", url="http://[::1"), source(site, "/b")]
    fetched = fetch(sources, originals, lambda _: None, BRISK)
    assert [f.outcome for f in fetched] == ["refused", "refused", "new"]
    assert refused_as(fetched[0], "broken")
    assert refused_as(fetched[1], "bad_address")


def test_nobody_there(originals: Originals) -> None:
    with website() as gone:
        pass
    fetched = fetch([source(gone, "/a"), source(gone, "/b")], originals, lambda _: None, BRISK)
    assert all(refused_as(f, "no_connection") for f in fetched)


@pytest.mark.parametrize(
    "address", ["http://" + "a" * 70 + ".dk/x", "http://a..dk/x", "https://:80/", "http://\x7f.dk/"]
)
def test_an_address_that_cannot_be_one(originals: Originals, address: str) -> None:
    (fetched,) = fetch([Source("a", "A", url=address)], originals, lambda _: None, BRISK)
    assert fetched.outcome == "refused"


def test_a_folder_that_cannot_be_written_ends_the_round(site: Website, tmp_path: Path) -> None:
    site.pages = {"/a": gives(HTML), "/b": gives(HTML)}
    (tmp_path / "file").touch()
    with pytest.raises(Refused) as refused:
        fetch([source(site, "/a"), source(site, "/b")], Originals(tmp_path / "file"), lambda _: None, BRISK)
    assert refused.value.key == "fetch.not_kept"
    assert "/b" not in site.paths


def test_the_front_page_is_not_the_document_that_was_there(site: Website, originals: Originals) -> None:
    site.pages = {"/nyheder/2018/a": leads_to("/"), "/": gives(HTML)}
    assert refused_as(one(site, originals, "/nyheder/2018/a"), "front_page")
    (front,) = fetch([Source("forside", "Forsiden", url=site.url(""))], originals, lambda _: None, BRISK)
    assert front.outcome == "new"


@pytest.mark.parametrize(
    ("page", "key"),
    [
        (gives(b"\x89PNG", "image/png"), "kind"),
        (gives(HTML, "application/pdf"), "kind"),
        (gives(b" \n"), "empty"),
        (gives(HTML, status=206), "status"),
        (gives(b"", None, 304), "status"),
        (gives(b"", None, 302), "status"),
    ],
)
def test_what_is_no_document_is_refused(site: Website, originals: Originals, page: Page, key: str) -> None:
    site.pages = {"/a": page}
    assert refused_as(one(site, originals, "/a"), key)
    assert not originals.folder.exists()


def test_every_reason_is_there_in_both_languages_with_the_same_values() -> None:
    def values(language: str) -> dict[str, set[str]]:
        said = {key: text for key, text in catalogue(language).items() if key.startswith("fetch.")}
        return {key: set(re.findall(r"{(\w+)}", text)) for key, text in said.items()}

    assert values("da") == values("en")
    assert len(values("da")) > 20


def test_an_id_that_is_no_slug_stops_no_other(site: Website, originals: Originals) -> None:
    site.pages = {"/b": gives(HTML)}
    fetched = fetch([source(site, "/b", "../b"), source(site, "/b")], originals, lambda _: None, BRISK)
    assert refused_as(fetched[0], "outside")
    assert fetched[1].outcome == "new"
    assert site.paths == ["/robots.txt", "/b"]


# The second time


def tagged(visit: Visit) -> None:
    same = visit.headers["If-None-Match"] == '"v1"'
    visit.answer(b"" if same else HTML, None if same else "text/html", 304 if same else 200, ETag='"v1"')


def dated(visit: Visit) -> None:
    day = "Wed, 10 Mar 2021 09:00:00 GMT"
    same = visit.headers["If-Modified-Since"] == day
    visit.answer(b"" if same else HTML, None if same else "text/html", 304 if same else 200, Last_Modified=day)


@pytest.mark.parametrize("page", [tagged, dated])
def test_what_has_not_changed_is_not_sent_again(site: Website, originals: Originals, page: Page) -> None:
    site.pages = {"/a": page}
    assert one(site, originals, "/a").outcome == "new"
    assert not {"if-none-match", "if-modified-since"} & site.log[-1].headers.keys()
    again = one(site, originals, "/a")
    assert again == Fetched("a", "unchanged", say("fetch.unchanged"), len(HTML))
    assert originals.of("a") is not None


def test_without_validators_the_same_bytes_are_unchanged(site: Website, originals: Originals) -> None:
    site.pages = {"/a": gives(HTML)}
    assert [one(site, originals, "/a").outcome for _ in range(2)] == ["new", "unchanged"]


def test_what_has_changed_is_taken_in(site: Website, originals: Originals) -> None:
    site.pages = {"/a": gives(HTML, ETag='"1"')}
    one(site, originals, "/a")
    site.pages = {"/a": gives(PDF, "application/pdf", ETag='"2"')}
    assert one(site, originals, "/a").outcome == "changed"
    assert site.log[-1].headers["if-none-match"] == '"1"'
    original = originals.of("a")
    assert original is not None
    assert (original.file.read_bytes(), original.record.etag) == (PDF, '"2"')
    assert not (originals.folder / "a.html").exists()


def test_a_damaged_original_is_asked_for_whole(site: Website, originals: Originals) -> None:
    site.pages = {"/a": tagged}
    one(site, originals, "/a")
    (originals.folder / "a.html").write_bytes(b"noget andet")
    assert one(site, originals, "/a").outcome == "new"
    assert (originals.folder / "a.html").read_bytes() == HTML


def test_validators_are_given_only_to_the_address_they_came_from(site: Website, originals: Originals) -> None:
    site.pages = {"/a": leads_to("/old"), "/old": tagged, "/new": tagged}
    one(site, originals, "/a")
    site.pages["/a"] = leads_to("/new")
    assert one(site, originals, "/a").outcome == "unchanged"
    assert [asked.path for asked in site.log if "if-none-match" in asked.headers] == []
    assert one(site, originals, "/a").outcome == "unchanged"
    assert [asked.path for asked in site.log if "if-none-match" in asked.headers] == ["/new"]


@pytest.mark.parametrize(("status", "key"), [(404, "gone"), (410, "gone"), (403, "closed"), (500, "status")])
def test_when_it_has_gone_the_earlier_original_stays(
    site: Website, originals: Originals, status: int, key: str
) -> None:
    site.pages = {"/a": gives(HTML)}
    one(site, originals, "/a")
    site.pages = {"/a": gives(b"<html>findes ikke", status=status)}
    fetched = one(site, originals, "/a")
    assert refused_as(fetched, key)
    assert str(status) in fetched.reason
    assert fetched.reason.endswith(say("fetch.kept"))
    assert fetched.bytes == len(HTML)
    assert (originals.folder / "a.html").read_bytes() == HTML


def test_a_first_attempt_that_fails_speaks_of_no_earlier_one(site: Website, originals: Originals) -> None:
    fetched = one(site, originals, "/a")
    assert refused_as(fetched, "gone")
    assert say("fetch.kept") not in fetched.reason
    assert not originals.folder.exists()
