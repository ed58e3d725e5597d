"""Where the source behind a row says what the row says: the sentence a reader should see, where it can be found."""

import re

from assistant.concepts import concepts
from corpus.passage import Passage, Span
from corpus.quote import Quote
from corpus.radar import Row
from corpus.snapshot import Snapshot
from corpus.terms import terms_with_parts

_NUMBER = re.compile(r"\b(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*")
"""Years aside: a source often leaves out its own."""
_LEAST = 2
"""A sentence that has fewer of the row's words says something else."""


def stated(snapshot: Snapshot, row: Row, said: str) -> tuple[Quote, Passage] | None:
    """The sentence of the source named by the row that says most of what the row says, with its passage.

    Where ``said`` has numbers of the row, the sentence has all of those, or what stands over it. None where the source
    is not at hand or no sentence says it. Of those that say as much, one under the row's heading comes first.
    """
    if row.stated_in is None or row.stated_in not in snapshot.sources:
        return None
    told = snapshot.document(row.document_id).text[row.passage.start : row.passage.end]
    asked = concepts(told)
    numbers = _numbers(told) & _numbers(said) or _numbers(told)
    source = snapshot.document(row.stated_in)
    best: tuple[tuple[int, float, bool], Span, Passage] | None = None
    for passage in (each for each in snapshot.passages if each.document_id == row.stated_in):
        above = f"{source.source.title} {source.source.published or ''} {passage.section or ''}"
        for span in passage.sentences:
            words = source.text[span.start : span.end]
            lacking = numbers - _numbers(f"{words} {above}")
            held = set(terms_with_parts(words))
            share = sum(concept.said_in(held) for concept in asked)
            under = bool(row.place) and str(row.place) in (passage.section or "")
            rank = (-len(lacking), share, under)
            if share >= _LEAST and (best is None or rank > best[0]):
                best = rank, span, passage
    if best is None or best[0][0]:
        return None
    _, span, passage = best
    return Quote.at(source, span.start, span.end), passage


def _numbers(text: str) -> set[str]:
    """The numbers of a text, years aside, without the marks between thousands."""
    return {found.replace(".", "") for found in _NUMBER.findall(text)}
