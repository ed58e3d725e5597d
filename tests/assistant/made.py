"""Candidates and ranked sentences made for tests, out of fiktive eksempeldata."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from assistant.evidence import Found
from assistant.extract import Ranked
from assistant.weighing import FIGURES, Candidate
from corpus.document import Document
from corpus.passage import Passage, Span
from corpus.quote import Quote
from corpus.source import Source


def passage(sentences: Sequence[str], source: str = "havneby", name: str = "p", **about: object) -> list[Candidate]:
    """A candidate for each of ``sentences``, which are one passage of one document; every figure is zero."""
    text = " ".join(sentences)
    published = about.get("published")
    document = Document(
        Source(id=source, title=source.title(), published=published if isinstance(published, date) else None),
        text,
        text,
        range(len(text)),
    )
    spans, at = [], 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    near = np.zeros(len(spans), np.float32)
    found = Found(Passage(f"{source}-{name}", source, 0, len(text), None, tuple(spans)), 0.0, 0.0, 0.0, near)
    nothing = np.zeros(len(FIGURES), np.float32)
    return [Candidate(found, Quote.at(document, span.start, span.end), nothing) for span in spans]


def single(text: str, source: str = "havneby", published: date | None = None, **figures: float) -> Candidate:
    """A candidate that is a passage of its own, with the figures that are named."""
    (candidate,) = passage([text], source, published=published)
    row = np.array([figures.get(name, 0.0) for name in FIGURES], np.float32)
    return Candidate(candidate.found, candidate.quote, row)


def scored(candidates: Sequence[Candidate], scores: Sequence[float]) -> list[Ranked]:
    """The candidates with the scores, best first."""
    every = [Ranked(candidate, score) for candidate, score in zip(candidates, scores, strict=True)]
    return sorted(every, key=lambda each: -each.score)
