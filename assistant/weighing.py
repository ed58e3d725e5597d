"""What speaks for a sentence as the answer to a question: a row of figures for each, weighed by what was learned."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant import late
from assistant.concepts import Concept, coverage, unsaid
from assistant.evidence import Evidence, Found
from assistant.expected import NAMED, NUMERIC, asked_clause, fit, municipalities, named
from assistant.injection import statements
from assistant.question import Question
from assistant.stages import WHOLE, Without
from assistant.taught import Taught, taught
from corpus.document import Document
from corpus.passage import Passage
from corpus.quote import Quote
from corpus.snapshot import Snapshot
from corpus.terms import terms_with_parts
from corpus.windows import over

_YEAR = re.compile(r"(?:19|20)\d\d")

FIGURES = (
    "window",
    "lexical",
    "late",
    "similarity",
    "sentence_late",
    "worst",
    "own",
    "around",
    "over",
    "unsaid",
    "number",
    "half",
    "name",
    "form",
    "names",
    "meant",
    "first",
    "foreign",
    "taught",
    "asked",
    "backed",
    "answered",
    "unanswered",
    "answered_share",
    "known",
)
"""What is measured of a sentence, in the order of a row.

- ``window``, ``similarity``: cosine of the question with the passage's best window, and with the sentence;
- ``late``, ``sentence_late``, ``worst``: late interaction with the passage, with the sentence and what stands over it,
  and with the passage of the question's word that it meets worst;
- ``lexical``: BM25 of the passage as a share of the best;
- ``own``, ``around``, ``over``: the share of the question's words, by rarity, that the sentence says, that it or what
  is around it says, and that titles and headings say; ``unsaid``: the rarity of the rarest that nothing there says;
- ``number``, ``name``, ``form``: whether it holds the number or the name, or has the form, of what is asked for (1
  where that is not asked for); ``half``: whether it only does so in part;
- ``names``: the share of the question's names, numbers and years that it is about; ``meant``: 0 where years or
  municipalities are asked for and it is about another;
- ``first``, ``foreign``: whether it opens its passage, and is in another language than the question;
- ``taught``: its nearness to the question by the tuned model, bent where questions were asked of the passage;
- ``asked``: how like the question the likest is that it is known to answer; ``backed``: of the nearest questions about
  the same texts the share that it answers; ``answered``, ``unanswered``,
  ``answered_share``: what earlier questions about the same texts say of this one; ``known``: whether any were asked of
  these very words. Where none were, the figures of questions stand at zero, and the decision goes without them.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, and its row of ``FIGURES``."""

    found: Found
    quote: Quote
    figures: NDArray[np.float32]

    def figure(self, name: str) -> float:
        """One of the figures by its name."""
        return float(self.figures[FIGURES.index(name)])

    def less(self, names: Set[str], means: Mapping[str, float]) -> "Candidate":
        """The same with ``means`` in the place of some figures, as if they had not been measured."""
        figures = [means[name] if name in names else self.figure(name) for name in FIGURES]
        return replace(self, figures=np.array(figures, np.float32))


def candidates(snapshot: Snapshot, question: Question, evidence: Evidence, without: Without = WHOLE) -> list[Candidate]:
    """Every sentence of the passages that were found, with its figures, in the order found."""
    asked = late.asked(snapshot.embedder, question.text, evidence.concepts, snapshot.lexical)
    single = [concept for concept in evidence.concepts if concept.term in named(question.text)]
    clause = asked_clause(question.text)
    in_clause = [concept for concept in single if _YEAR.fullmatch(concept.term) and concept.term in clause]
    if in_clause:
        single = [concept for concept in single if concept in in_clause or not _YEAR.fullmatch(concept.term)]
    years = [concept.term for concept in single if _YEAR.fullmatch(concept.term)]
    towns = municipalities(clause)
    top = max((found.lexical for found in evidence.found), default=0.0) or 1.0
    known = taught(snapshot.embedder)
    rows: list[Candidate] = []
    for found in evidence.found:
        document = snapshot.document(found.passage.document_id)
        above = set() if "hints" in without else set(terms_with_parts(over(document.source, found.passage)))
        around = above | set(terms_with_parts(document.text[found.passage.start : found.passage.end]))
        sentences = snapshot.sentence_vectors(found.passage)
        similarities = sentences @ evidence.vector
        tokens = snapshot.tokens(found.passage)
        heading = (tokens.offsets[:, 1] <= 0) & ("hints" not in without)
        met = asked.met(tokens.vectors)
        titled = coverage(evidence.concepts, snapshot.lexical, above, above)
        rarest = unsaid(evidence.concepts, snapshot.lexical, around)
        foreign = question.language != document.source.language
        of_towns = not towns or _names_any(towns, document)
        stated = statements(document.text, found.passage.sentences)
        for at, (span, similarity) in enumerate(zip(found.passage.sentences, similarities, strict=True)):
            quote = Quote.at(document, span.start, span.end)
            if span not in stated:
                continue
            own = set(terms_with_parts(quote.text))
            start, end = span.start - found.passage.start, span.end - found.passage.start
            within = heading | ((tokens.offsets[:, 0] < end) & (tokens.offsets[:, 1] > start))
            fits = fit(question.kind, question.text, evidence.concepts, quote.text)
            row = (
                found.dense,
                found.lexical / top,
                asked.mean(met),
                float(similarity),
                asked.mean(asked.met(tokens.vectors[within])),
                asked.worst(met),
                coverage(evidence.concepts, snapshot.lexical, own, own),
                coverage(evidence.concepts, snapshot.lexical, own, around),
                titled,
                rarest,
                fits if question.kind.name in NUMERIC else 1.0,
                float(fits == 0.5),
                fits if question.kind.name in NAMED else 1.0,
                1.0 if question.kind.needed else fits,
                _named(single, own, above, around),
                float(of_towns and (not years or _of_years(years, own, above, around))),
                float(at == 0),
                float(foreign),
                float(found.near[at]),
                *_recalled(evidence, known, found.passage, start),
            )
            rows.append(Candidate(found, quote, np.array(row, np.float32)))
    return rows


def _recalled(evidence: Evidence, known: Taught | None, passage: Passage, start: int) -> tuple[float, ...]:
    """The figures of earlier questions for the sentence at ``start`` of ``passage``."""
    group = known.asked.group_of.get(passage.id) if known else None
    if evidence.recalled is None or group is None:
        return 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    alike = evidence.recalled.groups[group]
    like = evidence.recalled.sentences.get((passage.id, start), 0.0)
    backed = evidence.recalled.backed.get((passage.id, start), 0.0)
    return like, backed, alike.answered, alike.unanswered, alike.share, 1.0


def _named(single: Sequence[Concept], own: set[str], over: set[str], around: set[str]) -> float:
    """The share of names, numbers and years of the question that a sentence is about; 1 where there are none.

    Of several years one is enough: a sentence answers its part.
    """
    years = [concept.term for concept in single if _YEAR.fullmatch(concept.term)]
    met = [concept.said_in(own | over | around) > 0 for concept in single if not _YEAR.fullmatch(concept.term)]
    if years:
        met.append(_of_years(years, own, over, around))
    return sum(met) / len(met) if met else 1.0


def _of_years(years: Sequence[str], own: set[str], over: set[str], around: set[str]) -> bool:
    """Whether a sentence is about one of ``years``: a sentence with another year is not."""
    written = {term for term in own if _YEAR.fullmatch(term)}
    return any(year in (written or own | over | around) for year in years)


def _names_any(towns: Set[str], document: Document) -> bool:
    """Whether a document names one of ``towns`` anywhere, also within a longer word ("AarhusAI")."""
    source = document.source
    said = f"{document.text} {source.title} {source.publisher or ''}".casefold()
    return any(town in said for town in towns)


def matrix(rows: Sequence[Candidate]) -> NDArray[np.float32]:
    """The figures of all, [sentences, figures]."""
    return np.stack([row.figures for row in rows]) if rows else np.zeros((0, len(FIGURES)), np.float32)
