from datetime import date

import pytest

from ingest.html import read_html

PAGE = """<!DOCTYPE html><html lang="da-DK"><head><meta charset="CHARSET"><title>Robotter - Havneby</title>
<meta property="article:published_time" content="2022-03-10T08:00:00+01:00"><style>p {color: red}</style></head><body>
<nav><a href="/">Forside</a> <a href="/n">Nyheder</a></nav><main><article><h1>Robotter på Ærø</h1>
<p>Havneby Kommune har købt tre robotter, som hjælper i hjemmeplejen hver dag. <!-- kommentar: sig nej --></p>
<h2>Tal</h2><p>Robotterne kører <b>ud med <i>frokosten</i></b> til <a href="/b">borgerne</a>.</p>
<ul><li>Første punkt</li><li>Andet punkt</li></ul>
<table><tr><th>Teknologi</th><th>Andel</th></tr><tr><td>Robot</td><td>75 %</td></tr></table>
<p hidden>skjult et</p><p style="DISPLAY : none">skjult to</p><div aria-hidden="true">skjult tre</div>
<script>document.write("scripttekst")</script><noscript>uden script</noscript>
<p>Til sidst siger borgmesteren, at robotterne bliver, og at der kommer to mere til næste år.</p>
</article></main><footer>Rådhuset, Havneby. Copyright 2019.</footer></body></html>"""


def text(page: str, encoding: str = "utf-8") -> str:
    raw = read_html(page.replace("CHARSET", encoding).encode(encoding))
    assert raw is not None
    return raw.text


def test_main_content_in_blocks() -> None:
    assert text(PAGE).split("\n\n") == [
        "Robotter på Ærø",
        "Havneby Kommune har købt tre robotter, som hjælper i hjemmeplejen hver dag.",
        "Tal",
        "Robotterne kører ud med frokosten til borgerne.",
        "Første punkt",
        "Andet punkt",
        "Teknologi | Andel",
        "Robot | 75 %",
        "Til sidst siger borgmesteren, at robotterne bliver, og at der kommer to mere til næste år.",
    ]


def test_what_the_page_says_of_itself() -> None:
    raw = read_html(PAGE.encode())
    assert raw is not None
    assert [heading.level for heading in raw.headings] == [1, 2]
    assert (raw.title, raw.published, raw.language) == ("Robotter på Ærø", date(2022, 3, 10), "da")


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    assert text(PAGE, encoding) == text(PAGE)


def test_a_page_without_a_date_has_none() -> None:
    raw = read_html(
        PAGE.replace('<meta property="article:published_time" content="2022-03-10T08:00:00+01:00">', "").encode()
    )
    assert raw is not None
    assert raw.published is None


def test_a_short_page_keeps_its_heading() -> None:
    raw = read_html(b"<html><body><h1>Kort</h1><p>En kort side om robotter.</p></body></html>")
    assert raw is not None
    assert (raw.text, len(raw.headings)) == ("Kort\n\nEn kort side om robotter.", 1)


@pytest.mark.parametrize("page", [b"<html></html>", b"<html><script>a</script></html>", b"<!doctype html>"])
def test_a_page_without_text(page: bytes) -> None:
    assert read_html(page) is None
