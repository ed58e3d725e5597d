from datetime import date
from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from api.original import original
from api.page import dated, host
from corpus.document import Document, Page
from corpus.quote import Quote
from corpus.source import Precision, Source


def quote(source: Source, text: str = "Havneby Kommune prøvede tre robotter, og de - virkede - & skar.") -> Quote:
    pages = (Page(7, 0),) if source.kind == "rapport" else ()
    return Quote.at(Document(source, text, text, range(len(text)), pages), 0, len(text))


def test_a_web_page_opens_at_the_words() -> None:
    source = Source("a", "A", url="https://havneby.example/side?x=1")
    link = original(source, quote(source)) or ""
    assert link.startswith("https://havneby.example/side?x=1#:~:text=Havneby%20Kommune")
    words = link.partition("#:~:text=")[2]
    assert not set("-,& ") & set(words)
    assert unquote(words) == "Havneby Kommune prøvede tre robotter, og de -"


def test_a_pdf_opens_at_the_page() -> None:
    source = Source("a", "A", kind="rapport", url="https://havneby.example/rapport.PDF")
    assert original(source, quote(source)) == "https://havneby.example/rapport.PDF#page=7"


def test_a_digests_words_are_not_looked_for_in_the_original() -> None:
    source = Source("a", "A", url="https://havneby.example/side", digest=True)
    assert original(source, quote(source)) == source.url


def test_only_web_addresses_become_links() -> None:
    for url in (None, "javascript:alert(1)", "file:///etc/passwd"):
        assert original(Source("a", "A", url=url)) is None


@given(st.text(min_size=1).filter(str.strip))
def test_any_words_leave_the_address_whole(words: str) -> None:
    source = Source("a", "A", url="https://havneby.example/side")
    text = words.strip()
    if not text.split():
        return
    split = urlsplit(original(source, quote(source, text)) or "")
    assert (split.scheme, split.netloc, split.path, split.query) == ("https", "havneby.example", "/side", "")


def test_dates_say_no_more_than_is_known() -> None:
    def shown(precision: Precision, language: str = "da") -> str | None:
        return dated(Source("a", "A", published=date(2021, 3, 10), precision=precision), language)

    assert shown("day") == "10. marts 2021"
    assert shown("month") == "marts 2021"
    assert shown("year") == "2021"
    assert shown("day", "en") == "10 March 2021"
    assert dated(Source("a", "A")) is None
    assert host("https://www.kl.dk/x") == "kl.dk"
