"""Picks the sentences that answer out of the passages that were found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.concepts import Concept, coverage
from assistant.evidence import Evidence, Found
from assistant.expected import fit, named
from assistant.question import Question
from corpus.document import Document
from corpus.quote import Quote
from corpus.snapshot import Snapshot
from corpus.terms import terms_with_parts

_YEAR = re.compile(r"(?:19|20)\d\d")
PASSAGES = 6
AT_MOST = 3
ENOUGH = 350
"""Characters after which no further sentence is added."""
NEAR_LEAD = 0.92
"""A further sentence scores at least this share of the lead's."""
NEXT_TO_LEAD = 0.6
"""And the sentence that follows the lead in the source this."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its place, and how well it fits (about 0 to 1.5).

    ``coverage`` is the share of the question's words, by rarity, that it or its surroundings say; ``fit`` is how well
    it holds the kind of thing that is asked for; ``names_all`` is whether every name, number and year of the question
    is said in it or around it.
    """

    found: Found
    quote: Quote
    similarity: float
    coverage: float
    fit: float
    names_all: bool
    score: float


def candidates(snapshot: Snapshot, question: Question, evidence: Evidence) -> list[Candidate]:
    """Every sentence of the best passages, best first.

    A sentence that is not about all that the question names comes after those that are, and so does a number of
    something else than what is to be counted.
    """
    top = evidence.found[0].score if evidence.found else 1.0
    single = [concept for concept in evidence.concepts if concept.term in named(question.text)]
    scored: list[Candidate] = []
    for found in evidence.found[:PASSAGES]:
        document = snapshot.document(found.passage.document_id)
        over = set(terms_with_parts(_over(document, found)))
        around = over | set(terms_with_parts(document.text[found.passage.start : found.passage.end]))
        similarities = snapshot.sentence_vectors(found.passage) @ evidence.vector
        for span, similarity in zip(found.passage.sentences, similarities, strict=True):
            quote = Quote.at(document, span.start, span.end)
            own = set(terms_with_parts(quote.text))
            covered = coverage(evidence.concepts, snapshot.lexical, own, around)
            fits = fit(question.kind, question.text, evidence.concepts, quote.text)
            score = 4.0 * (float(similarity) - 0.75) + 0.6 * covered + 0.3 * fits + 0.25 * found.score / top
            names_all = all(_named(concept, own, over, around) for concept in single)
            scored.append(Candidate(found, quote, float(similarity), covered, fits, names_all, score))
    return sorted(scored, key=lambda each: (not each.names_all, 0 < each.fit < 1, -each.score))


def chosen(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The lead, then what else answers about as well; never two that say the same.

    Where no number, date or name is asked for, the sentence that follows the lead in the source is likely to go on
    with what the lead began, and comes along at a lower score. After the lead, sentences stand in reading order.
    """
    if not ranked:
        return []
    lead, taken = ranked[0], [ranked[0]]
    following = None if question.kind.needed else _following(lead, ranked)
    rest = ([following] if following else []) + [each for each in ranked[1:] if each is not following]
    for each in rest:
        least = lead.score * (NEXT_TO_LEAD if each is following else NEAR_LEAD)
        length = sum(len(other.quote.text) for other in taken) + len(each.quote.text)
        fits = len(taken) < AT_MOST and length <= ENOUGH and each.score >= least
        if fits and not any(_alike(each.quote, other.quote) for other in taken):
            taken.append(each)
    return [lead, *sorted(taken[1:], key=lambda each: _reading_order(lead, each))]


def _following(lead: Candidate, ranked: Sequence[Candidate]) -> Candidate | None:
    """The candidate that begins where the lead ends in its document and under the same heading."""
    document = lead.quote.document
    for each in ranked:
        between = document.text[lead.quote.end : each.quote.start] if each.quote.document is document else "-"
        if each.quote.start >= lead.quote.end and not between.strip() and each.quote.section == lead.quote.section:
            return each
    return None


def _reading_order(lead: Candidate, each: Candidate) -> tuple[bool, str, int]:
    source = each.quote.document.source.id
    return source != lead.quote.document.source.id, source, each.quote.start


def _over(document: Document, found: Found) -> str:
    """What stands over a sentence: its document's title, publisher and year, and the headings."""
    source = document.source
    year = source.published.year if source.published else ""
    return f"{source.title}\n{source.publisher or ''} {year}\n{found.passage.section or ''}"


def _named(concept: Concept, own: set[str], over: set[str], around: set[str]) -> bool:
    """Whether a sentence is about a name, number or year: a sentence with another year is not about this one."""
    if _YEAR.fullmatch(concept.term) and any(_YEAR.fullmatch(term) for term in own):
        return concept.term in own
    return concept.said_in(own | over | around) > 0


def _alike(one: Quote, other: Quote) -> bool:
    mine, yours = set(terms_with_parts(one.text)), set(terms_with_parts(other.text))
    return len(mine & yours) > 0.7 * min(len(mine), len(yours))
