"""The link to where a source lies, as near to the place as the address can say."""

from urllib.parse import quote as percent
from urllib.parse import urlsplit

from corpus.quote import Quote
from corpus.source import Source

WORDS = 8
"""How many of the quote's words a text fragment looks for."""


def web(url: str | None) -> bool:
    """Whether a link to ``url`` can be given."""
    return url is not None and urlsplit(url).scheme in {"http", "https"}


def original(source: Source, quote: Quote | None = None) -> str | None:
    """The source's address, None where it has none: a PDF at the quote's page, a web page at the quote's words.

    The words of a digest do not stand in the original. Text fragments: https://wicg.github.io/scroll-to-text-fragment/
    """
    url = source.url
    if url is None or not web(url):
        return None
    if quote is None or "#" in url:
        return url
    if urlsplit(url).path.lower().endswith(".pdf"):
        return f"{url}#page={quote.page}" if quote.page else url
    if source.digest or quote.page:
        return url
    words = percent(" ".join(quote.text.split()[:WORDS]), safe="").replace("-", "%2D")
    return f"{url}#:~:text={words}"
