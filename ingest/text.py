"""Plain text: where its blocks, headings and pages are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Heading
from ingest import bullets, portal
from ingest.dates import stated
from ingest.furniture import is_navigation, is_page_navigation
from ingest.raw import Raw

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE_END = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»')\]]*$")
_NOT_HEADING_END = re.compile(r"[.,:;!…\-–]$")
_CREDIT = re.compile(r"(?i)(foto|billede|illustration|grafik|tekst|kilde|af|photo|source)s?\s?:")
_UNDERLINE = re.compile(r"[=\-~_*]{3,}")
_WRAPPED = 120  # characters; longer lines are not wrapped by hand, each is a paragraph
_HEADING = 100  # characters at most


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def read_text(text: str) -> Raw:
    """A plain text: paragraphs by empty lines and line lengths, headings by how they stand, pages by form feeds."""
    text = _with_breaks(_LINE_END.sub("\n", text))
    pages = portal.pages(text)
    blocks = [_Span(match.start(), match.end()) for match in _BLOCK.finditer(text)]
    texts = [" ".join(text[block.start : block.end].split()) for block in blocks]
    headings = tuple(_headings(blocks, texts))
    found = [date for at, line in enumerate(texts) if (date := stated(line)) and (at < 5 or not line[0].isdigit())]
    return Raw(
        text=text,
        pages=pages,
        headings=headings,
        title=next((" ".join(text[h.start : h.end].split()) for h in headings), None),
        published=found[0] if found else None,
    )


def _with_breaks(text: str) -> str:
    """``text`` with an empty line wherever one paragraph or item ends and the next begins on the following line."""
    text = re.sub(r"\f\n?", "\f\n\n", text)
    pieces: list[str] = []
    at = 0
    for block in _BLOCK.finditer(text):
        lines = block.group().split("\n")
        if is_page_navigation(lines):
            continue
        widest = max(len(line.strip()) for line in lines)
        place = block.start()
        for before, line in pairwise(lines):
            place += len(before)
            if _parted(before, line, widest):
                pieces += text[at:place], "\n"
                at = place
            place += 1
    return "".join([*pieces, text[at:]])


def _parted(before: str, line: str, widest: int) -> bool:
    """Whether ``line`` begins something new after ``before``; ``widest`` is the block's longest line."""
    if bullets.begins_item(line, before):
        return True
    before, line = before.strip(), line.strip()
    if is_navigation(before) or is_navigation(line):
        return True
    if _UNDERLINE.fullmatch(before):
        return True
    if not line[0].isupper() and not line[0].isdigit():
        return False
    ended = _SENTENCE_END.search(before) is not None
    if widest > _WRAPPED:
        return ended or len(before) < _WRAPPED / 2
    # Wrapped by hand: a line that leaves much room is the last of its paragraph, or one of a column of short lines.
    return len(before) < 0.7 * widest if ended else len(before) < 0.5 * widest or widest < 35


def _headings(blocks: Sequence[_Span], texts: Sequence[str]) -> Iterator[Heading]:
    """A short line alone, followed by a longer paragraph or a list; the first is the title."""
    level = 1
    for at, block in enumerate(blocks):
        if _stands_as_heading(texts, at):
            yield Heading(block.start, block.end, level)
            level = 2


def _stands_as_heading(texts: Sequence[str], at: int) -> bool:
    text = texts[at]
    if not _could_be_heading(text) or (at and texts[at - 1].endswith(":") and not _CREDIT.match(texts[at - 1])):
        return False
    if text.isupper() and " " in text:
        return True
    following = (later for later in texts[at + 1 :] if later != text and not _CREDIT.match(later) and not stated(later))
    later = next(following, "")
    return len(later) > len(text) and (bool(bullets.sign(later)) or len(later) >= max(80, 1.2 * len(text)))


def _could_be_heading(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return (
        letters >= 3
        and len(text) <= _HEADING
        and not _NOT_HEADING_END.search(text)
        and not text[0].islower()
        and not bullets.sign(text)
        and not is_navigation(text)
        and not re.match(r"(?i)(læs mere|se også|læs også|read more)\b", text)
        and not _CREDIT.match(text)
        and stated(text) is None
        and "@" not in text
        and "://" not in text
    )
