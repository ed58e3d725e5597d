"""Questions that could be asked of what the sources hold, made from their headings and from the radar's rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from corpus.compounds import parts
from corpus.document import Document
from corpus.lemmas import is_verb, is_word, lemma
from corpus.quote import normalised
from corpus.radar import OVERALL
from corpus.snapshot import Snapshot
from corpus.terms import content_terms
from corpus.wording import say

LONGEST = 70
"""Characters of a heading that a question is made of."""
FEWEST = 2
"""Words with meaning that it has; "Deltagere" alone could be about anything."""
_ASKS = re.compile(r"(?:hv\w+|what|who|how|why|where|when|which)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\s*[,;(–]\s*")
_WORD = re.compile(r"[^\W\d_]+")
_MEASURES = ("in_operation", "stage")


def to_begin_with(snapshot: Snapshot, language: str) -> Iterator[str]:
    """Questions for who has asked nothing yet: the usual ones, of the radar, then of each source, the newest first."""
    yield from (say(f"page.example_{number}", language) for number in (1, 2, 3))
    yield from _of_rows(snapshot, None, language)
    dated = sorted(snapshot.sources.values(), key=lambda source: str(source.published or ""), reverse=True)
    each = (of_headings(snapshot.document(source.id), language) for source in dated)
    yield from (question for row in zip_longest(*each) for question in row if question)


def to_go_on_with(snapshot: Snapshot, documents: Sequence[str], language: str) -> Iterator[str]:
    """Questions for somebody who was answered from ``documents``: of their rows and of their headings."""
    headings = chain.from_iterable(of_headings(snapshot.document(each), language) for each in documents)
    # In turns, since a table has many rows.
    pairs = zip_longest(headings, _of_rows(snapshot, documents, language))
    yield from (question for pair in pairs for question in pair if question)


def of_headings(document: Document, language: str) -> Iterator[str]:
    """A question for each heading that can be asked about, and is not the title."""
    title = normalised(document.source.title)
    for heading in document.headings:
        words = normalised(document.text[heading.start : heading.end])
        topic = None if words in title or title in words else asked_about(words)
        if topic:
            yield say("widget.about_topic", language, topic=topic)


def asked_about(heading: str) -> str | None:
    """The heading as it stands in a question; None where it is a question, a sentence or a word alone.

    Of "Børn og læring: digital læring i skolen" what comes last is asked about.
    """
    topic = heading.rpartition(": ")[2].rstrip(".:")
    first = _CLAUSE.split(topic)[0]
    words = _WORD.findall(first)
    if not words or len(topic) > LONGEST or _ASKS.match(topic) or topic.endswith("?"):
        return None
    if len(content_terms(topic)) < FEWEST or _is_sentence(words):
        return None
    lower = words[0].casefold()
    ordinary = topic.startswith(words[0].capitalize()) and (is_word(lower) or parts(lower))
    return lower + topic[len(lower) :] if ordinary else topic


def _is_sentence(words: Sequence[str]) -> bool:
    # "KL lancerer initiativet": few verbs are listed, but all of this ending are verbs.
    second = any(lemma(word.casefold()).endswith("ere") for word in words[1:2])
    return second or any(is_verb(word.casefold()) for word in words)


def _of_rows(snapshot: Snapshot, documents: Sequence[str] | None, language: str) -> Iterator[str]:
    english = {each.name: each.english[0] for each in snapshot.radar.technologies if each.english}
    asked = set()
    for measure in _MEASURES:
        for each in snapshot.radar.observations:
            if documents is not None and each.row.document_id not in documents:
                continue
            of = each.technology, measure
            if each.technology and each.measure == measure and each.radar == OVERALL and of not in asked:
                asked.add(of)
                name = english.get(each.technology, each.technology) if language == "en" else each.technology
                yield say(f"widget.about_{measure}", language, technology=name)
