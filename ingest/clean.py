"""From raw text to a document: the reading that everything else rests on. See docs/reading.md for what it does."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document, Heading, Page
from corpus.mapped import MappedText
from corpus.source import Source
from ingest import bullets, capitals, hyphens, portal
from ingest.characters import normalised
from ingest.furniture import is_contents_line, is_navigation, is_page_navigation
from ingest.glued import glued
from ingest.raw import Raw
from ingest.running import edges

_LINE = re.compile(r"[^\n\f]+")
_SPACES = re.compile(r" {2,}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OPEN = re.compile(
    r"(?i)(?:[^.!?:;…\"”’»')\]]|\b(?:evt|bl\.a|f\.eks|fx|ca|jf|pga|ift|hhv|inkl|ekskl|dvs|nr|kap|mio|mia)\.)$"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the normalised text: its place, its page, and whether a block begins with it."""

    start: int
    end: int
    page: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the clean text, its page (an index) and its level where it is a heading."""

    text: MappedText
    page: int
    level: int | None = None


def clean(raw: Raw, source: Source) -> Document:
    """The document of ``raw``: blocks with an empty line between them, each character with its raw place."""
    text = normalised(MappedText.raw(raw.text))
    starts = [bisect_left(text.origins, page.start) for page in raw.pages]
    levels = {bisect_left(text.origins, heading.start): heading.level for heading in raw.headings}
    lines = list(_without_running(text.text, list(_lines(text.text, starts)), paged=bool(starts)))
    known = hyphens.vocabulary(text.text, source.language)
    blocks = [_assembled(text, group, levels, known) for group in _groups(lines, levels)]
    blocks = [block for block in blocks if block.text.text and not _is_furniture(block.text.text)]
    if starts:
        blocks = list(_without_glued(blocks))
    deepest = max((block.level for block in blocks if block.level), default=0)
    blocks = [part for block in blocks for part in _with_capitals(block, min(deepest + 1, 6))]
    return _document(source, raw, list(_merged(blocks, known)))


def _lines(text: str, starts: Sequence[int]) -> Iterator[_Line]:
    """The lines with anything in them, without a portal's list of other documents."""
    listing = portal.listing(text) or (0, 0)
    page, before = (-1 if starts else 0), 0  # what stands ahead of the first page is on none
    for match in _LINE.finditer(text):
        start = match.end() - len(match.group().lstrip())
        end = start + len(match.group().strip())
        if start == end:
            continue
        if listing[0] <= start < listing[1]:
            continue
        turned = page
        while turned + 1 < len(starts) and starts[turned + 1] <= start:
            turned += 1
        gap = text[before:start]
        yield _Line(start, end, turned, opens=turned != page or gap.count("\n") > 1 or "\f" in gap or before == 0)
        page, before = turned, end


def _without_running(text: str, lines: list[_Line], *, paged: bool) -> Iterator[_Line]:
    if not paged:
        yield from lines
        return
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found = edges([[" ".join(text[line.start : line.end].split()) for line in page] for page in pages.values()])
    for page, (head, foot) in zip(pages.values(), found, strict=True):
        for at, line in enumerate(page[head : len(page) - foot]):
            yield _Line(line.start, line.end, line.page, line.opens or at == 0)


def _groups(lines: Sequence[_Line], levels: dict[int, int]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if group and (line.opens or line.start in levels):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _assembled(text: MappedText, group: Sequence[_Line], levels: dict[int, int], known: hyphens.Vocabulary) -> _Block:
    """The lines of a block as one, without its bullet; empty where all of it is furniture."""
    words = [text.text[line.start : line.end] for line in group]
    lines = [] if is_page_navigation(words) else [text[line.start : line.end] for line in group]
    lines = [line for line in lines if not is_contents_line(line.text)]
    if lines:
        lines[0] = lines[0][bullets.sign(lines[0].text) :]
    shown = [_stripped(line.sub(_PRIVATE, "").sub(_SPACES, " ")) for line in lines]
    whole = hyphens.joined([line for line in shown if len(line)], known)
    return _Block(hyphens.mended(whole, known), group[0].page, levels.get(group[0].start))


def _stripped(text: MappedText) -> MappedText:
    start = len(text.text) - len(text.text.lstrip())
    return text[start : len(text.text.rstrip())]


def _is_furniture(text: str) -> bool:
    return is_navigation(text) or is_contents_line(text)


def _without_glued(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """The blocks without running heads and page numbers that were run into the first of each page."""
    firsts = [at for at, block in enumerate(blocks) if at == 0 or blocks[at - 1].page != block.page]
    found = glued([(blocks[at].page + 1, "" if blocks[at].level else blocks[at].text.text) for at in firsts])
    cuts = dict(zip(firsts, found, strict=True))
    for at, block in enumerate(blocks):
        text = block.text
        for start, end in reversed(cuts.get(at, [])):
            text = _stripped(
                MappedText.join(" ", [part for part in (_stripped(text[:start]), _stripped(text[end:])) if len(part)])
            )
        if len(text):
            yield _Block(text, block.page, block.level)


def _with_capitals(block: _Block, level: int) -> Iterator[_Block]:
    """The block divided at the headings in capitals that run into it."""
    if block.level is not None:
        yield block
        return
    at = 0
    for start, end in capitals.headings(block.text.text):
        if start > at:
            yield _Block(_stripped(block.text[at:start]), block.page)
        yield _Block(block.text[start:end], block.page, level)
        at = end
    if rest := _stripped(block.text[at:]):
        yield _Block(rest, block.page)


def _merged(blocks: Sequence[_Block], known: hyphens.Vocabulary) -> Iterator[_Block]:
    """Paragraphs that a page or a wrong break divided made whole again, and a heading that repeats kept once."""
    parts: list[_Block] = []
    for block in blocks:
        if parts and _repeats(parts[-1], block):
            continue
        if parts and not _goes_on(parts[-1], block):
            yield _Block(hyphens.joined([part.text for part in parts], known), parts[0].page, parts[0].level)
            parts = []
        parts.append(block)
    if parts:
        yield _Block(hyphens.joined([part.text for part in parts], known), parts[0].page, parts[0].level)


def _repeats(kept: _Block, block: _Block) -> bool:
    both = kept.level is not None and block.level is not None
    return both and kept.text.text.lower() == block.text.text.lower()


def _goes_on(kept: _Block, block: _Block) -> bool:
    if kept.level is not None or block.level is not None or not block.text.text[0].islower():
        return False
    match = _OPEN.search(kept.text.text[-20:])
    return match is not None and (kept.page != block.page or match.group().endswith("."))


def _document(source: Source, raw: Raw, blocks: Sequence[_Block]) -> Document:
    text = MappedText.join("\n\n", [block.text for block in blocks])
    headings: list[Heading] = []
    at = 0
    for block in blocks:
        if block.level is not None:
            headings.append(Heading(at, at + len(block.text), block.level))
        at += len(block.text) + 2
    return Document(
        source=source,
        text=text.text,
        raw=raw.text,
        origins=text.origins,
        pages=tuple(Page(page.number, bisect_left(text.origins, page.start)) for page in raw.pages),
        headings=tuple(headings),
    )
