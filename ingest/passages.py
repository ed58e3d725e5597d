"""Cuts a document into passages: whole sentences, never across a heading, about 500 to 900 characters."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from corpus.document import Document
from corpus.passage import Passage, Span
from corpus.quote import normalised
from corpus.sentences import sentences

ENOUGH = 500
AT_MOST = 900
BREAK = "\n\n"


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of ``document`` in reading order; headings stand over them, not in them."""
    seen: Counter[tuple[str, str]] = Counter()
    cut: list[Passage] = []
    for section in _sections(document):
        for spans in _filled(_whole(document.text, section)):
            start, end = spans[0].start, spans[-1].end
            path = document.section_at(start)
            words = normalised(document.text[start:end])
            place = (path or "", words)
            name = "\x1f".join((document.source.id, *place, str(seen[place])))
            seen[place] += 1
            id_ = blake2b(name.encode(), digest_size=8).hexdigest()
            cut.append(Passage(id_, document.source.id, start, end, path, tuple(spans)))
    return tuple(cut)


def _sections(document: Document) -> Iterator[list[list[Span]]]:
    """For each stretch between headings, its blocks as lists of sentences."""
    heads = {heading.start for heading in document.headings}
    section: list[list[Span]] = []
    at = 0
    for block in document.text.split(BREAK):
        if at in heads:
            if section:
                yield section
            section = []
        elif block.strip():
            section.append([piece for span in sentences(block) for piece in _bounded(block, at, *span)])
        at += len(block) + len(BREAK)
    if section:
        yield section


def _bounded(block: str, at: int, start: int, end: int) -> Iterator[Span]:
    """The sentence, cut at a space where it has no end in sight, as flattened lists and tables have not."""
    while end - start > AT_MOST:
        space = block.rfind(" ", start + 1, start + AT_MOST)
        cut = space if space > start else start + AT_MOST
        yield Span(at + start, at + cut)
        start = cut + (space > start)
    yield Span(at + start, at + end)


def _whole(text: str, blocks: list[list[Span]]) -> list[list[Span]]:
    """The blocks with fragments joined to what follows them: a name above its number, "Deleøkonomi." before its text.

    A fragment says nothing on its own, neither to a search nor as a quote.
    """
    joined: list[list[Span]] = []
    open_ = False
    for block in blocks:
        for place, span in enumerate(block):
            if open_ and span.end - joined[-1][-1].start <= ENOUGH:
                joined[-1][-1] = Span(joined[-1][-1].start, span.end)
            elif place == 0 or not joined:
                joined.append([span])
            else:
                joined[-1].append(span)
            open_ = _is_fragment(text[span.start : span.end])
    return joined


def _is_fragment(words: str) -> bool:
    """A word or two, a short line that no mark ends, or what leads up to a list."""
    return len(words.split()) < 3 or words.endswith(":") or (len(words) < 60 and words[-1] not in '.!?…»”")')


def _filled(blocks: Iterable[list[Span]]) -> Iterator[list[Span]]:
    """Sentences gathered until there are enough; a block's end is the place to stop at when there are."""
    held: list[Span] = []
    for block in blocks:
        for span in block:
            if held and span.end - held[0].start > AT_MOST:
                yield held
                held = []
            held.append(span)
        if held and held[-1].end - held[0].start >= ENOUGH:
            yield held
            held = []
    if held:
        yield held
