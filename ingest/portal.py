"""Transcripts as document portals show them: a list of other titles, then the text with its page numbers run in."""

import re
from collections.abc import Iterator

from corpus.document import Page

_MARK = re.compile(r"(?im)^[ \t]*(?:transkript|transcript|transcription)[ \t]*:?[ \t]*$")
_OTHERS = re.compile(
    r"(?im)^[ \t]*(?:relaterede dokumenter|lignende dokumenter|related documents|similar documents)[ \t]*$"
)
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_OPENING = 14  # words: as far into a page as its number may stand


def listing(text: str) -> tuple[int, int] | None:
    """Where the list of unrelated titles stands, from its heading through the word that announces the transcript."""
    others = _OTHERS.search(text)
    mark = _MARK.search(text, others.end()) if others else None
    return (others.start(), mark.end()) if others and mark else None


def pages(text: str) -> tuple[Page, ...]:
    """The pages of a text: by form feeds, or for a transcript by the page numbers its paragraphs open with.

    The numbers count only where they rise 1, 2, 3 … through the paragraphs; a text with neither has no pages.
    """
    if "\f" in text.strip("\f\n "):
        starts = [0, *(match.end() for match in re.finditer("\f", text))]
        return tuple(Page(number, start) for number, start in enumerate(starts, 1) if start < len(text))
    found = listing(text)
    if found is None:
        return ()
    rising = tuple(_rising(text, found[1]))
    return rising if len(rising) >= 3 else ()


def _rising(text: str, start: int) -> Iterator[Page]:
    number = 1
    for paragraph in _PARAGRAPH.finditer(text, start):
        if str(number) in paragraph.group().split(maxsplit=_OPENING)[:_OPENING]:
            yield Page(number, paragraph.start())
            number += 1
